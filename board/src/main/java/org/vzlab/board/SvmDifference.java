package org.vzlab.board;

/**
 * Where two Sense-VM machines that should do the same have parted.
 *
 * @param step which step it was, from 1 on
 * @param context the context that ran
 * @param pc offset of its instruction
 * @param instruction the name of its instruction
 * @param what what differs, with what it is in both
 */
public record SvmDifference(long step, int context, int pc, String instruction, String what) {
  @Override
  public String toString() {
    return String.format(
        "after step %d, %s at 0x%04X in context %d: %s", step, instruction, pc, context, what);
  }
}
