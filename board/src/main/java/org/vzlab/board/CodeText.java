package org.vzlab.board;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/**
 * Lines of a listing, in the columns of objdump and with its names: of places, by the symbols of
 * the image, and of coprocessor 0 registers, which are the manual's in lower case behind {@code
 * c0_}.
 */
final class CodeText {
  private static final Pattern TARGET = Pattern.compile("0x([0-9a-f]+)$");
  private static final Pattern CP0_REGISTER = Pattern.compile("\\$(\\d+)(?:,(\\d))?$");

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Disassembler disassembler;
  private final List<Segment> segments;
  private final TreeMap<Long, String> labels = new TreeMap<>();

  CodeText(Image image, boolean aliases) {
    disassembler = new Disassembler(instructionSet, aliases);
    segments = image.segments();
    // Of several names of a place, that of something with a size is better than a bare label.
    image.symbols().stream()
        .filter(s -> !s.name().isEmpty())
        .sorted(
            Comparator.comparingInt((Image.Symbol s) -> s.size() == 0 ? 1 : 0)
                .thenComparing(Image.Symbol::name))
        .forEach(s -> labels.putIfAbsent(Integer.toUnsignedLong(s.address()), s.name()));
  }

  /** The symbol of exactly this address. */
  Optional<String> label(int address) {
    return Optional.ofNullable(labels.get(Integer.toUnsignedLong(address)));
  }

  /** An address as symbol and offset, if a symbol stands before it in the same segment. */
  Optional<String> place(int address) {
    long at = Integer.toUnsignedLong(address);
    Map.Entry<Long, String> label = labels.floorEntry(at);
    if (label == null
        || segments.stream().noneMatch(s -> holds(s, at) && holds(s, label.getKey()))) {
      return Optional.empty();
    }
    long offset = at - label.getKey();
    return Optional.of(
        offset == 0 ? label.getValue() : String.format("%s+0x%x", label.getValue(), offset));
  }

  private static boolean holds(Segment segment, long address) {
    long first = Integer.toUnsignedLong(segment.address());
    return address >= first && address < first + segment.memorySize();
  }

  /** The line of an instruction. */
  String instruction(int address, int word) {
    Instruction instruction = instructionSet.decode(Isa.at(address), word);
    String asm = instruction.operation().asm();
    String text = disassembler.disassemble(address, instruction);
    if (asm.endsWith("target")) {
      text = TARGET.matcher(text).replaceFirst(this::target);
    } else if (asm.contains("$c0")) {
      text = CP0_REGISTER.matcher(text).replaceFirst(CodeText::cp0Register);
    }
    return String.format("%8x:\t%08x \t%s", address, word, text.replaceFirst(" ", "\t"));
  }

  private String target(MatchResult found) {
    Optional<String> place = place(Integer.parseUnsignedInt(found.group(1), 16));
    return Matcher.quoteReplacement(
        place.map(name -> found.group(1) + " <" + name + ">").orElse(found.group()));
  }

  private static String cp0Register(MatchResult found) {
    int select = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
    Cp0Register register = Cp0Register.of(Integer.parseInt(found.group(1)), select);
    return Matcher.quoteReplacement(
        register == null ? found.group() : "c0_" + register.manualName().toLowerCase(Locale.ROOT));
  }

  /** The line of a byte that is not in a whole word. */
  String odd(int address, byte value) {
    return String.format("%8x:\t%02x       \t.byte\t0x%x", address, value & 0xFF, value & 0xFF);
  }
}
