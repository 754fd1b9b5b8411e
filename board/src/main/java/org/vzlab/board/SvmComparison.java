package org.vzlab.board;

import java.util.Optional;

/**
 * What came of running a program on the board and in Java.
 *
 * @param name the program
 * @param steps instructions that were compared
 * @param end how it ended, as {@link org.vzlab.svm.machine.End#title}; {@code running} if it had
 *     not
 * @param trap the trap, or empty
 * @param value its value
 * @param machineInstructions instructions of the processor from the first instruction of the
 *     program to its end, or to the end of the run
 * @param idled whether the guest has idled in this time, so that these are not the work of
 *     bytecodes alone
 * @param starts how often the guest began anew
 * @param difference where the two have parted, if they have
 */
public record SvmComparison(
    String name,
    long steps,
    String end,
    String trap,
    String value,
    long machineInstructions,
    boolean idled,
    int starts,
    Optional<SvmDifference> difference) {}
