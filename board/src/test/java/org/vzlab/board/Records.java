package org.vzlab.board;

import java.util.Locale;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;

/** Images written out in other formats, 16 bytes a record. */
final class Records {
  private static final int CHUNK = 16;

  private Records() {}

  /** Motorola S-records with 32-bit addresses, and a start record. */
  static String srec(Image image, int start) {
    StringBuilder text = new StringBuilder(srecLine(0, 2, 0, new byte[] {'v', 'z'}, 0, 2));
    for (Segment segment : image.segments()) {
      for (int i = 0; i < segment.data().length; i += CHUNK) {
        int length = Math.min(CHUNK, segment.data().length - i);
        text.append(srecLine(3, 4, segment.address() + i, segment.data(), i, length));
      }
    }
    return text.append(srecLine(7, 4, start, new byte[0], 0, 0)).toString();
  }

  private static String srecLine(
      int type, int addressBytes, int address, byte[] data, int from, int length) {
    StringBuilder line = new StringBuilder("S" + type);
    int sum = hex(line, addressBytes + length + 1);
    for (int i = addressBytes - 1; i >= 0; i--) {
      sum += hex(line, address >>> (8 * i));
    }
    for (int i = 0; i < length; i++) {
      sum += hex(line, data[from + i]);
    }
    hex(line, ~sum);
    return line.append("\n").toString();
  }

  /** Intel HEX with extended linear addresses, without a start record. */
  static String hex(Image image) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : image.segments()) {
      for (int i = 0; i < segment.data().length; i += CHUNK) {
        int address = segment.address() + i;
        byte[] upper = {(byte) (address >>> 24), (byte) (address >>> 16)};
        text.append(hexLine(4, 0, upper, 0, 2));
        int length = Math.min(CHUNK, segment.data().length - i);
        text.append(hexLine(0, address & 0xFFFF, segment.data(), i, length));
      }
    }
    return text.append(hexLine(1, 0, new byte[0], 0, 0)).toString();
  }

  private static String hexLine(int type, int offset, byte[] data, int from, int length) {
    StringBuilder line = new StringBuilder(":");
    int sum = hex(line, length) + hex(line, offset >>> 8) + hex(line, offset) + hex(line, type);
    for (int i = 0; i < length; i++) {
      sum += hex(line, data[from + i]);
    }
    hex(line, -sum);
    return line.append("\n").toString();
  }

  private static int hex(StringBuilder line, int value) {
    line.append(String.format(Locale.ROOT, "%02X", value & 0xFF));
    return value & 0xFF;
  }
}
