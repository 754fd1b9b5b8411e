package org.vzlab.svm.container;

/** CRC-16-CCITT: polynomial 0x1021, first 0xFFFF, not reflected, not inverted at the end. */
final class Crc {
  private Crc() {}

  static int of(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte b : bytes) {
      crc ^= (b & 0xFF) << 8;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }
}
