package org.vzlab.svm.machine;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** A digest of the way a program took: CRC-32 of the PC of every step, each four bytes. */
final class PcTrace {
  private final ByteBuffer pending = ByteBuffer.allocate(4096);
  private final CRC32 digest = new CRC32();

  void add(int pc) {
    if (!pending.hasRemaining()) {
      flush();
    }
    pending.putInt(pc);
  }

  int value() {
    flush();
    return (int) digest.getValue();
  }

  private void flush() {
    digest.update(pending.flip());
    pending.clear();
  }
}
