package org.vzlab.svm.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a file, as docs/sense-vm.md describes it. */
public final class Loader {
  /** The first four bytes of a file. */
  static final int MAGIC = 0xFEED_CAFE;

  /** The two bytes before a checksum. */
  static final int CHECKSUM = 0xFE16;

  /** Bytes of the largest file that is read: far more than labels, 16 bits, lead to. */
  private static final int LARGEST = 1 << 24;

  private final String name;
  private final byte[] bytes;
  private int at;

  private Loader(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @throws FormatException if it is no program
   */
  public static Program read(Path path) throws IOException, FormatException {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new FormatException(
            "%s: found more than %d bytes, expected a program".formatted(path, LARGEST));
      }
      return load(path.toString(), bytes);
    }
  }

  /**
   * Reads the bytes of a file, raw or text.
   *
   * @param name the file's, for messages
   * @throws FormatException if it is no program
   */
  public static Program load(String name, byte[] file) throws FormatException {
    boolean raw = file.length > 0 && file[0] == (byte) (MAGIC >>> 24);
    return new Loader(name, raw ? file.clone() : TextBytes.parse(name, file)).program();
  }

  private Program program() throws FormatException {
    int magic = (int) number(4, "the magic number");
    if (magic != MAGIC) {
      throw wrong(0, "%08x".formatted(magic), "the magic number feedcafe");
    }
    int version = (int) number(1, "the version");
    int[] integers = new int[count("integers", 4)];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (int) number(4, "an integer");
    }
    int strings = count("bytes of strings", 1);
    at += strings;
    byte[] characters = Arrays.copyOfRange(bytes, at - strings, at);
    List<NativeEntry> natives = natives();
    long code = number(4, "the length of the code");
    if (code > bytes.length - at) {
      throw wrong(
          at - 4, "a code length of " + code, "at most the %d bytes left".formatted(left()));
    }
    int start = at;
    at += (int) code;
    byte[] image = Arrays.copyOf(bytes, at);
    boolean checksummed = checksum();
    return new Program(image, version, integers, characters, natives, start, checksummed);
  }

  private List<NativeEntry> natives() throws FormatException {
    int count = count("native functions", 4);
    List<NativeEntry> natives = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int function = (int) number(2, "a native function");
      int arguments = (int) number(1, "its arguments");
      natives.add(new NativeEntry(function, arguments, (int) number(1, "0")));
    }
    return List.copyOf(natives);
  }

  /** Whether there is a checksum behind the code, where we are. */
  private boolean checksum() throws FormatException {
    if (left() == 0) {
      return false;
    }
    int end = at;
    if (left() != 4 || number(2, "fe 16") != CHECKSUM) {
      throw wrong(
          end,
          "%d bytes behind the code, the first %02x"
              .formatted(bytes.length - end, bytes[end] & 0xFF),
          "nothing, or fe 16 and a checksum of two bytes");
    }
    int found = (int) number(2, "the checksum");
    int right = Crc16.of(bytes, end);
    if (found != right) {
      throw wrong(
          end + 2,
          "the checksum %04x".formatted(found),
          "%04x, that of the %d bytes before fe 16".formatted(right, end));
    }
    return true;
  }

  private int count(String what, int size) throws FormatException {
    int count = (int) number(2, "the number of " + what);
    if ((long) count * size > left()) {
      throw wrong(
          at - 2,
          "%d %s, which are %d bytes".formatted(count, what, count * size),
          "at most the %d bytes left".formatted(left()));
    }
    return count;
  }

  private long number(int size, String what) throws FormatException {
    if (left() < size) {
      throw wrong(
          at, "the end of the file", "%s, %d byte%s".formatted(what, size, size == 1 ? "" : "s"));
    }
    long number = 0;
    for (int i = 0; i < size; i++) {
      number = (number << 8) | (bytes[at++] & 0xFF);
    }
    return number;
  }

  private int left() {
    return bytes.length - at;
  }

  private FormatException wrong(int offset, String found, String expected) {
    return new FormatException(
        "%s: byte 0x%x: found %s, expected %s".formatted(name, offset, found, expected));
  }
}
