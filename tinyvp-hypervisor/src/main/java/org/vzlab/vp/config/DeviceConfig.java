package org.vzlab.vp.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * A device: a {@code .device} block or what the library has under a name.
 *
 * @param position where the guest asks for it
 * @param name its name; {@code unnamed} for a block without one
 * @param interrupts interrupt numbers
 * @param shared several guests may have it
 * @param emulator what emulates it, or empty
 * @param blocks its registers
 * @param dmaSet peripheral set of the system bus arbiter it belongs to, if given
 * @param dmaGroupPosition bit position of its permission group in CFGPG, if it does DMA
 * @param power what must stay powered for it
 */
public record DeviceConfig(
    SourcePosition position,
    String name,
    List<Integer> interrupts,
    boolean shared,
    String emulator,
    List<RegisterBlock> blocks,
    OptionalInt dmaSet,
    OptionalInt dmaGroupPosition,
    List<PowerBit> power) {
  /**
   * A bit of PMD1 to PMD7 that is kept 0.
   *
   * @param register 1 to 7
   * @param bit 0 to 31
   */
  public record PowerBit(int register, int bit) {}

  /** The same device, asked for at another place. */
  public DeviceConfig at(SourcePosition use) {
    return new DeviceConfig(
        use, name, interrupts, shared, emulator, blocks, dmaSet, dmaGroupPosition, power);
  }
}
