package org.vzlab.vp.config;

import java.util.BitSet;
import org.vzlab.kit.image.Image;

/**
 * The channels of the DMA controller, which a guest should have whole: one that it can start but
 * whose flags it cannot clear keeps them until the chip's next reset. Addresses are those of
 * DS60001320, table 10-3.
 */
final class DmaChannels {
  private static final long DCH0CON = 0x1F811060L;
  private static final int COUNT = 8;

  /** From a channel's DCHxCON to the next one's, bytes. */
  private static final int STRIDE = 0xC0;

  /** From DCHxCON to the end of DCHxDAT without its companions for bits, bytes. */
  private static final int NEEDED = 0xB4;

  private DmaChannels() {}

  /** Warns of channels that a guest or thread has in part. */
  static void check(Domain domain, Findings findings) {
    BitSet granted = new BitSet(COUNT * STRIDE);
    for (DeviceConfig device : domain.devices()) {
      for (RegisterBlock block : device.blocks()) {
        granted.or(bytes(block));
      }
    }
    for (DeviceConfig device : domain.devices()) {
      for (RegisterBlock block : device.blocks()) {
        BitSet own = bytes(block);
        // Both of its ends, as what lies between them is whole.
        int first = own.nextSetBit(0) / STRIDE;
        int last = (own.length() - 1) / STRIDE;
        if (!own.isEmpty() && isPart(first, granted)) {
          warn(device, block, first, findings);
        }
        if (last > first && isPart(last, granted)) {
          warn(device, block, last, findings);
        }
      }
    }
  }

  private static boolean isPart(int channel, BitSet granted) {
    return granted.nextClearBit(channel * STRIDE) < channel * STRIDE + NEEDED;
  }

  private static void warn(
      DeviceConfig device, RegisterBlock block, int channel, Findings findings) {
    long start = DCH0CON + (long) channel * STRIDE;
    findings.warn(
        Check.DMA_CHANNELS,
        block.position(),
        String.format(
            "device %s has a part of DMA channel %d only, which is 0x%x to 0x%x: grant all of it"
                + " or nothing",
            device.name(), channel, start, start + STRIDE - 1));
  }

  /** Which bytes from DCH0CON on a range has itself, without an emulator. */
  private static BitSet bytes(RegisterBlock block) {
    BitSet bytes = new BitSet();
    long from = Integer.toUnsignedLong(Image.physical(block.physical())) - DCH0CON;
    long to = from + Integer.toUnsignedLong(block.size());
    boolean among = 0 < to && from < (long) COUNT * STRIDE;
    if (among && !block.flags().emulated()) {
      bytes.set((int) Math.max(0, from), (int) Math.min((long) COUNT * STRIDE, to));
    }
    return bytes;
  }
}
