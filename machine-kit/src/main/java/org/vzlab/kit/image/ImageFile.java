package org.vzlab.kit.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Reads image files: ELF32 for little-endian MIPS, Intel HEX, Motorola S-records and raw bytes. The
 * contents decide which; the name decides only what the contents leave open.
 */
public final class ImageFile {
  /** Bytes of the largest file that is read: flash is 2 MB, and ELF files have their symbols. */
  private static final int LARGEST = 1 << 27;

  private ImageFile() {}

  /**
   * Reads what a user typed: {@code FILE}, or {@code FILE@ADDRESS} for raw bytes.
   *
   * @throws ImageException if the file is missing or damaged, or the address is none
   */
  public static Image loadSpec(String spec) throws ImageException {
    int at = spec.lastIndexOf('@');
    if (at < 0 || Files.exists(path(spec))) {
      return load(path(spec));
    }
    String file = spec.substring(0, at);
    OptionalInt address = Image.parseAddress(spec.substring(at + 1));
    if (address.isEmpty()) {
      throw new ImageException(
          spec
              + ": '"
              + spec.substring(at + 1)
              + "' is not an address; expected FILE@ADDRESS, such as "
              + file
              + "@0x9D000000");
    }
    return loadRaw(path(file), address.getAsInt());
  }

  /**
   * The file that a user means by {@code FILE} or {@code FILE@ADDRESS}.
   *
   * @throws ImageException if it is no name of a file
   */
  public static Path file(String spec) throws ImageException {
    int at = spec.lastIndexOf('@');
    return path(at < 0 || Files.exists(path(spec)) ? spec : spec.substring(0, at));
  }

  /**
   * Reads a file that says itself where its bytes go.
   *
   * @throws ImageException if the file is missing, damaged or of another kind
   */
  public static Image load(Path file) throws ImageException {
    byte[] bytes = bytes(file);
    String name = file.toString();
    return switch (kind(file, bytes)) {
      case ELF -> new ElfReader(name, bytes).read();
      case HEX -> new HexReader(name).read(text(bytes));
      case SREC -> new SrecReader(name).read(text(bytes));
      case RAW ->
          throw new ImageException(
              name + ": raw bytes need an address; type " + name + "@ADDRESS, such as @0x9D000000");
      case UNKNOWN ->
          throw new ImageException(
              name
                  + ": found "
                  + beginning(bytes)
                  + " at the beginning; expected an ELF file (7F 45 4C 46), Intel HEX (':'),"
                  + " S-records ('S'), or FILE@ADDRESS for raw bytes");
    };
  }

  /**
   * Reads raw bytes.
   *
   * @param address where the first byte goes
   * @throws ImageException if the file is missing or empty, or is one that says itself where its
   *     bytes go
   */
  public static Image loadRaw(Path file, int address) throws ImageException {
    byte[] bytes = bytes(file);
    Kind kind = kind(file, bytes);
    if (kind == Kind.ELF || kind == Kind.HEX || kind == Kind.SREC) {
      throw new ImageException(
          file + ": found " + kind.title + ", which has its own addresses; leave @ADDRESS out");
    }
    if ((address & 0xFFFFFFFFL) + bytes.length > 1L << 32) {
      throw new ImageException(
          String.format(
              "%s: %d bytes from 0x%08X do not fit below 4 GB", file, bytes.length, address));
    }
    Segment all = new Segment(address, bytes, bytes.length, true, false, true);
    return new Image(file.toString(), OptionalInt.empty(), List.of(all), List.of());
  }

  /**
   * Reads an ELF file that has been read already.
   *
   * @param name what messages call it
   * @throws ImageException if it is damaged or of another kind
   */
  public static Image elf(String name, byte[] bytes) throws ImageException {
    return new ElfReader(name, bytes).read();
  }

  private enum Kind {
    ELF("an ELF file"),
    HEX("Intel HEX"),
    SREC("S-records"),
    RAW("raw bytes"),
    UNKNOWN("something else");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** Whether a file is ELF, going by its contents; false if it cannot be read. */
  public static boolean isElf(Path file) {
    try {
      return ElfReader.isElf(bytes(file));
    } catch (ImageException unreadable) {
      return false;
    }
  }

  private static Kind kind(Path file, byte[] bytes) {
    if (ElfReader.isElf(bytes)) {
      return Kind.ELF;
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "elf" -> Kind.ELF;
      case "hex", "ihex" -> Kind.HEX;
      case "srec", "s19", "s28", "s37", "mot" -> Kind.SREC;
      case "bin" -> Kind.RAW;
      default -> kind(text(bytes).stripLeading());
    };
  }

  private static Kind kind(String start) {
    if (start.matches("(?s):[0-9A-Fa-f]{8}.*")) {
      return Kind.HEX;
    }
    return start.matches("(?s)S[0-9][0-9A-Fa-f]{6}.*") ? Kind.SREC : Kind.UNKNOWN;
  }

  private static byte[] bytes(Path file) throws ImageException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new ImageException(
            "%s: found more than %d bytes, expected an image".formatted(file, LARGEST));
      }
      if (bytes.length == 0) {
        throw new ImageException(file + ": the file is empty; expected an image");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new ImageException(file + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new ImageException(file + ": no permission to read the file");
    } catch (IOException e) {
      throw new ImageException(
          file + (Files.isDirectory(file) ? ": is a directory" : ": cannot be read: " + e));
    }
  }

  private static Path path(String spec) throws ImageException {
    try {
      return Path.of(spec);
    } catch (InvalidPathException e) {
      throw new ImageException(spec + ": is not a file name: " + e.getReason());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String beginning(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      text.append(String.format(i == 0 ? "%02X" : " %02X", bytes[i]));
    }
    return text.toString();
  }
}
