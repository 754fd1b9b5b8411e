package org.vzlab.mips.hart;

import org.vzlab.mips.cp0.ExcCode;

/**
 * An exception or interrupt has been taken.
 *
 * @param time board time in SYSCLK cycles
 * @param owner who was executing, as {@link Hart#owner}
 * @param inGuest whether the guest's context takes it; otherwise root's
 * @param code Cause.ExcCode; INT for an NMI, which has none: its vector is that of reset
 * @param gexcCode GuestCtl0.GExcCode if the code is GE or root's TLB faults for a guest, otherwise
 *     -1
 * @param epc EPC of the context that takes it, DEPC if debug mode does, ErrorEPC of an NMI
 * @param badVAddr BadVAddr of the context that takes it
 * @param badInstr BadInstr of the context that takes it; that of an earlier exception if this one
 *     shows no instruction
 * @param vector address of the handler
 */
public record ExceptionTaken(
    long time,
    int owner,
    boolean inGuest,
    ExcCode code,
    int gexcCode,
    int epc,
    int badVAddr,
    int badInstr,
    int vector) {}
