package org.vzlab.soc.chip;

/**
 * An interrupt source of the part.
 *
 * @param number its number, which is also its vector's
 * @param name the device pack's name
 * @param flag its field in an IFS register, or a dash if the part has none
 * @param enable its field in an IEC register, or a dash if the part has none
 * @param level whether the flag follows the line's level ("persistent" in the data sheet's words)
 *     instead of latching an event
 */
public record InterruptSource(int number, String name, String flag, String enable, boolean level) {
  /** Whether the part has flag and enable bits for it. */
  public boolean exists() {
    return !flag.equals("-");
  }

  InterruptSource asEvent() {
    return new InterruptSource(number, name, flag, enable, false);
  }
}
