package org.vzlab.vp.layout;

import java.util.Arrays;

/**
 * Bytes that must be in memory before anything runs.
 *
 * @param address physical address
 * @param owner whose they are, for messages: {@code guest 1}, {@code board}
 */
@SuppressWarnings("ArrayRecordComponent") // an image's bytes, too many for a list
public record Load(int address, byte[] data, String owner) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Load load
        && address == load.address
        && owner.equals(load.owner)
        && Arrays.equals(data, load.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * address + owner.hashCode()) + Arrays.hashCode(data);
  }
}
