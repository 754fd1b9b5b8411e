package org.vzlab.kit.image;

/** A line of a file of hexadecimal records. */
record RecordLine(String file, int number, String text) {
  /** The bytes that the digits from column {@code start} to the end of the line stand for. */
  byte[] bytes(int start) throws ImageException {
    int digits = text.length() - start;
    for (int i = start; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        throw error(
            "found '"
                + text.charAt(i)
                + "' in column "
                + (i + 1)
                + ", expected a hexadecimal digit");
      }
    }
    if (digits % 2 != 0) {
      throw error("found " + digits + " hexadecimal digits, expected an even number");
    }
    byte[] bytes = new byte[digits / 2];
    for (int i = 0; i < bytes.length; i++) {
      int at = start + 2 * i;
      bytes[i] = (byte) Integer.parseInt(text.substring(at, at + 2), 16);
    }
    return bytes;
  }

  /** An error in this line. */
  ImageException error(String what) {
    return new ImageException(file + ":" + number + ": " + what);
  }

  /** The sum of all bytes. */
  static int sum(byte[] bytes) {
    int sum = 0;
    for (byte b : bytes) {
      sum += b & 0xFF;
    }
    return sum;
  }

  /** A big-endian number of up to four bytes. */
  static int number(byte[] bytes, int offset, int length) {
    int number = 0;
    for (int i = offset; i < offset + length; i++) {
      number = (number << 8) | (bytes[i] & 0xFF);
    }
    return number;
  }
}
