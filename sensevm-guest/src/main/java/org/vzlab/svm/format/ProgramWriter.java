package org.vzlab.svm.format;

import java.nio.ByteBuffer;
import java.util.List;

/** Writes what {@link Loader} reads. */
public final class ProgramWriter {
  /** The version that is written. */
  public static final int VERSION = 1;

  /** How many entries a pool can have, of strings how many bytes. */
  public static final int POOL = 0xFFFF;

  private static final int LINE = 12;

  private ProgramWriter() {}

  /** Bytes before the code. */
  static int header(int integers, int strings, int natives) {
    return 15 + 4 * integers + strings + 4 * natives;
  }

  /**
   * A program of its parts, as if it had been loaded; it has a checksum.
   *
   * @param version 0 to 255, usually {@link #VERSION}
   * @param integers at most {@link #POOL}, like the bytes of strings and the native functions
   * @param code the instructions
   */
  public static Program program(
      int version, int[] integers, byte[] strings, List<NativeEntry> natives, byte[] code) {
    if (integers.length > POOL || strings.length > POOL || natives.size() > POOL) {
      throw new IllegalArgumentException("a pool of more than " + POOL);
    }
    int start = header(integers.length, strings.length, natives.size());
    ByteBuffer image = ByteBuffer.allocate(start + code.length);
    image.putInt(Loader.MAGIC).put((byte) version).putShort((short) integers.length);
    for (int integer : integers) {
      image.putInt(integer);
    }
    image.putShort((short) strings.length).put(strings).putShort((short) natives.size());
    for (NativeEntry entry : natives) {
      image.putShort((short) entry.function());
      image.put((byte) entry.arguments()).put((byte) entry.unused());
    }
    image.putInt(code.length).put(code);
    return new Program(
        image.array(),
        version,
        integers.clone(),
        strings.clone(),
        List.copyOf(natives),
        start,
        true);
  }

  /** The file of a program: its image, and a checksum if it had one. */
  public static byte[] bytes(Program program) {
    byte[] image = program.image();
    if (!program.checksummed()) {
      return image.clone();
    }
    return ByteBuffer.allocate(image.length + 4)
        .put(image)
        .putShort((short) Loader.CHECKSUM)
        .putShort((short) Crc16.of(image, image.length))
        .array();
  }

  /** Bytes as text, such as {@code 0xfe, 0xed, 0xca, 0xfe}, twelve in a line. */
  public static String text(byte[] file) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < file.length; i++) {
      text.append("0x%02x".formatted(file[i] & 0xFF));
      boolean last = i == file.length - 1;
      text.append(last ? "\n" : i % LINE == LINE - 1 ? ",\n" : ", ");
    }
    return text.toString();
  }
}
