package org.vzlab.board;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;

/**
 * The code of an image as text, in the format of {@code objdump -d}. What the file marks as
 * executable is code, or everything if its format has no such mark; constants among it are written
 * as the instructions they would be.
 *
 * @param file {@code FILE}, or {@code FILE@ADDRESS} for raw bytes
 * @param isa the instruction set: {@code mips32}
 * @param start the first address to list, as the user typed it; by default all is listed
 * @param end the address to stop before, as the user typed it
 * @param aliases whether to write {@code nop}, {@code move}, {@code li} and the like for the
 *     instructions they stand for
 */
public record Listing(
    String file, String isa, Optional<String> start, Optional<String> end, boolean aliases) {
  private static final int WORD = 4;

  /**
   * Writes the listing.
   *
   * @param lines hears every line, without its end
   * @throws UserError if the file, the instruction set or an address cannot be used; nothing has
   *     been written then
   */
  public void write(Consumer<String> lines) throws UserError {
    checkIsa();
    long first = bound("--start", start, 0);
    long limit = bound("--end", end, 1L << 32);
    if (first >= limit) {
      throw new UserError(
          String.format(
              "--end 0x%08X is not above --start 0x%08X; expected an address behind the last"
                  + " instruction",
              limit, first));
    }
    Image image = Programs.read(file);
    List<Segment> code =
        image.segments().stream().filter(s -> s.executable() && s.data().length > 0).toList();
    List<Segment> listed =
        code.stream().filter(s -> first(s) < limit && behind(s) > first).toList();
    if (listed.isEmpty()) {
      throw new UserError(nothing(code, first, limit));
    }
    CodeText text = new CodeText(image, aliases);
    for (Segment segment : listed) {
      long from = Math.max(first, first(segment));
      long to = Math.min(limit, behind(segment));
      lines.accept("");
      lines.accept(String.format("Disassembly of %s, %08x-%08x:", image.name(), from, to - 1));
      write(segment, from, to, text, lines);
    }
  }

  private static void write(
      Segment segment, long from, long to, CodeText text, Consumer<String> lines) {
    boolean named = false;
    long address = from;
    while (address < to) {
      int at = (int) address;
      Optional<String> name = named ? text.label(at) : text.place(at);
      if (name.isPresent()) {
        lines.accept("");
        lines.accept(String.format("%08x <%s>:", at, name.get()));
      }
      named = true;
      int offset = (int) (address - first(segment));
      if (address % WORD == 0 && address + WORD <= to) {
        lines.accept(text.instruction(at, word(segment.data(), offset)));
        address += WORD;
      } else {
        lines.accept(text.odd(at, segment.data()[offset]));
        address++;
      }
    }
  }

  private static int word(byte[] data, int offset) {
    return (data[offset] & 0xFF)
        | (data[offset + 1] & 0xFF) << 8
        | (data[offset + 2] & 0xFF) << 16
        | data[offset + 3] << 24;
  }

  private void checkIsa() throws UserError {
    if (isa.equals("micromips")) {
      throw new UserError(
          "--isa micromips: microMIPS code cannot be listed yet; use --isa mips32 (the default)");
    }
    if (!isa.equals("mips32")) {
      throw new UserError("--isa " + isa + ": no such instruction set; use --isa mips32");
    }
  }

  private static long bound(String option, Optional<String> text, long otherwise) throws UserError {
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalInt address = Image.parseAddress(text.get());
    if (address.isEmpty()) {
      throw new UserError(option + " " + text.get() + ": expected an address such as 0x9D001000");
    }
    if (address.getAsInt() % WORD != 0) {
      throw new UserError(
          option
              + " "
              + text.get()
              + ": expected the address of an instruction, which is a multiple of 4");
    }
    return Integer.toUnsignedLong(address.getAsInt());
  }

  private static long first(Segment segment) {
    return Integer.toUnsignedLong(segment.address());
  }

  private static long behind(Segment segment) {
    return first(segment) + segment.data().length;
  }

  private String nothing(List<Segment> code, long first, long limit) {
    if (code.isEmpty()) {
      return file + ": found no executable segment with bytes; expected code";
    }
    return String.format(
        "%s: there is no code at 0x%08X-0x%08X; its code is at %s",
        file,
        first,
        limit - 1,
        code.stream()
            .map(s -> String.format("0x%08X-0x%08X", first(s), behind(s) - 1))
            .collect(Collectors.joining(", ")));
  }
}
