package org.vzlab.board;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Isa;

/**
 * The code of an image as text, in the format of {@code objdump -d}. What the file marks as
 * executable is code, or everything if its format has no such mark; constants among it are written
 * as the instructions they would be.
 *
 * @param file {@code FILE}, or {@code FILE@ADDRESS} for raw bytes
 * @param isa the instruction set of all the code, {@code mips32} or {@code micromips}; by default
 *     that of the symbol before it and, without a symbol, MIPS32 unless an ELF file says otherwise
 * @param start the first address to list, as the user typed it; by default all is listed
 * @param end the address to stop before, as the user typed it
 * @param aliases whether to write {@code nop}, {@code move}, {@code li} and the like for the
 *     instructions they stand for
 */
public record Listing(
    String file,
    Optional<String> isa,
    Optional<String> start,
    Optional<String> end,
    boolean aliases) {
  /** What every instruction's address is a multiple of. */
  private static final int ALIGNMENT = 2;

  private static final Map<String, Isa> ISAS =
      Map.of("mips32", Isa.MIPS32, "micromips", Isa.MICROMIPS);

  /**
   * Writes the listing.
   *
   * @param lines hears every line, without its end
   * @throws UserError if the file, the instruction set or an address cannot be used; nothing has
   *     been written then
   */
  public void write(Consumer<String> lines) throws UserError {
    Optional<Isa> forced = forced();
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
    CodeText text = new CodeText(image, forced, aliases);
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
      long available = text.nextLabel(at, to) - address;
      CodeText.Line line = text.line(at, segment.data(), offset, available);
      lines.accept(line.text());
      address += line.length();
    }
  }

  private Optional<Isa> forced() throws UserError {
    if (isa.isPresent() && !ISAS.containsKey(isa.get())) {
      throw new UserError(
          "--isa "
              + isa.get()
              + ": no such instruction set; use --isa mips32 or --isa micromips, or leave it out"
              + " to list each function of an ELF file in its own");
    }
    return isa.map(ISAS::get);
  }

  private static long bound(String option, Optional<String> text, long otherwise) throws UserError {
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalInt address = Image.parseAddress(text.get());
    if (address.isEmpty()) {
      throw new UserError(option + " " + text.get() + ": expected an address such as 0x9D001000");
    }
    if (address.getAsInt() % ALIGNMENT != 0) {
      throw new UserError(
          option
              + " "
              + text.get()
              + ": expected the address of an instruction, which is a multiple of 2");
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
