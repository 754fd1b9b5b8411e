package org.vzlab.svm.format;

/**
 * CRC-16-CCITT: polynomial 0x1021, first 0xFFFF, not reflected, not inverted at the end. That of
 * the characters {@code 123456789} is 0x29B1.
 */
public final class Crc16 {
  private static final int FIRST = 0xFFFF;
  private static final int POLYNOMIAL = 0x1021;

  private Crc16() {}

  /** The checksum of the first bytes, 0 to 0xFFFF. */
  public static int of(byte[] bytes, int length) {
    int crc = FIRST;
    for (int i = 0; i < length; i++) {
      crc ^= (bytes[i] & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }
}
