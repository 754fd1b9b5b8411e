package org.vzlab.isolation.fault;

import java.util.Locale;

/**
 * A bit of a board that changes by itself.
 *
 * @param guest the id of the guest whose own it is; 0 if it is nobody's or everybody's
 * @param path the piece of the board's state; of what the hypervisor saves for a guest it is the
 *     place where it is saved, and stands for the processor's own register while the guest has that
 * @param index which element of it, from 0; 0 if it is no array
 * @param bit which bit of the element, from 0
 * @param time SYSCLK cycles of board time
 */
public record Fault(
    FaultTarget target, int guest, String path, int index, int bit, FaultKind kind, long time) {
  /**
   * A bit in RAM that a guest has alone.
   *
   * @param physical physical address of a byte
   * @param bit which bit of it, 0 to 7
   */
  public static Fault inRam(int guest, int physical, int bit, FaultKind kind) {
    return new Fault(FaultTarget.GUEST_RAM, guest, Places.RAM, physical, bit, kind, 0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s%s: %s[%d] bit %d, %s at cycle %d",
        target.word(),
        guest == 0 ? "" : " of guest " + guest,
        path,
        index,
        bit,
        kind.word(),
        time);
  }
}
