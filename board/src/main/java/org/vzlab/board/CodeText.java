package org.vzlab.board;

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
 * the image, and of the registers of coprocessors 0 and 1 and those that RDHWR reads. Coprocessor 0
 * registers are the manual's in lower case behind {@code c0_}.
 */
final class CodeText {
  /**
   * A line.
   *
   * @param length how many bytes it is about
   */
  record Line(String text, int length) {}

  /** What stands at an address. */
  private record Label(String name, boolean compressed) {
    /** An address has the name of its first symbol, and microMIPS code if any says so. */
    Label and(Label other) {
      return new Label(name, compressed || other.compressed);
    }
  }

  private static final int HALF = 2;
  private static final int WORD = 4;

  private static final Pattern TARGET = Pattern.compile("0x([0-9a-f]+)$");
  private static final Pattern REGISTER = Pattern.compile("\\$(\\d+)(?:,(\\d))?");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F]");

  private static final Map<String, String> CP1_REGISTERS =
      Map.of(
          "0", "c1_fir", "1", "c1_ufr", "4", "c1_unfr", "25", "c1_fccr", "26", "c1_fexr", "28",
          "c1_fenr", "31", "c1_fcsr");

  private static final Map<String, String> HARDWARE_REGISTERS =
      Map.of("0", "hwr_cpunum", "1", "hwr_synci_step", "2", "hwr_cc", "3", "hwr_ccres");

  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Disassembler disassembler;
  private final Image image;
  private final Optional<Isa> forced;
  private final TreeMap<Long, Label> labels = new TreeMap<>();

  /**
   * @param isa the instruction set of all code; if empty, the image says of which its code is
   */
  CodeText(Image image, Optional<Isa> isa, boolean aliases) {
    disassembler = new Disassembler(instructionSet, aliases);
    this.image = image;
    forced = isa;
    for (Image.Symbol symbol : image.symbols()) {
      if (!symbol.name().isEmpty()) {
        labels.merge(
            Integer.toUnsignedLong(symbol.address()),
            new Label(printable(symbol.name()), symbol.compressed()),
            Label::and);
      }
    }
  }

  /** A name with its control characters as objdump writes them: GNU as puts ^B into some. */
  private static String printable(String name) {
    return CONTROL.matcher(name).replaceAll(c -> "^" + (char) (c.group().charAt(0) + '@'));
  }

  /** The symbol of exactly this address. */
  Optional<String> label(int address) {
    return Optional.ofNullable(labels.get(Integer.toUnsignedLong(address))).map(Label::name);
  }

  /** The address of the next symbol, or the limit if there is none before it. */
  long nextLabel(int address, long limit) {
    Long next = labels.higherKey(Integer.toUnsignedLong(address));
    return next == null ? limit : Math.min(next, limit);
  }

  /** An address as symbol and offset, if a symbol stands before it in the same segment. */
  Optional<String> place(int address) {
    return before(address)
        .map(
            label -> {
              long offset = Integer.toUnsignedLong(address) - label.getKey();
              String name = label.getValue().name();
              return offset == 0 ? name : String.format("%s+0x%x", name, offset);
            });
  }

  private Optional<Map.Entry<Long, Label>> before(int address) {
    long at = Integer.toUnsignedLong(address);
    return Optional.ofNullable(labels.floorEntry(at))
        .filter(
            label ->
                image.segments().stream().anyMatch(s -> holds(s, at) && holds(s, label.getKey())));
  }

  private static boolean holds(Segment segment, long address) {
    long first = Integer.toUnsignedLong(segment.address());
    return address >= first && address < first + segment.memorySize();
  }

  /**
   * The instruction set of the code at an address: that of the symbol before it, as for objdump;
   * where there is none, microMIPS if the file has any.
   */
  private Isa isa(int address) {
    return forced.orElseGet(
        () ->
            before(address).map(l -> l.getValue().compressed()).orElse(image.compressed())
                ? Isa.MICROMIPS
                : Isa.MIPS32);
  }

  /**
   * The line of what stands at an address: an instruction, or if it is not wholly there a halfword
   * of microMIPS or a byte.
   *
   * @param data bytes
   * @param offset where among them those of the address are
   * @param available how many of them may belong to the instruction
   */
  Line line(int address, byte[] data, int offset, long available) {
    Isa isa = isa(address);
    int unit = isa == Isa.MIPS32 ? WORD : HALF;
    if (address % unit != 0 || available < unit) {
      return new Line(odd(address, isa, 1, data[offset]), 1);
    }
    if (isa == Isa.MIPS32) {
      return instruction(address, half(data, offset) | (half(data, offset + HALF) << 16));
    }
    int first = half(data, offset);
    if (InstructionSet.length(first) == HALF) {
      return instruction(address | 1, first << 16);
    }
    return available < WORD
        ? new Line(odd(address, isa, HALF, first), HALF)
        : instruction(address | 1, (first << 16) | half(data, offset + HALF));
  }

  private static int half(byte[] data, int offset) {
    return (data[offset] & 0xFF) | ((data[offset + 1] & 0xFF) << 8);
  }

  private Line instruction(int pc, int bits) {
    Instruction instruction = instructionSet.decode(Isa.at(pc), bits);
    String asm = instruction.operation().asm();
    String text = disassembler.disassemble(pc, instruction);
    if (asm.endsWith("target")) {
      text = TARGET.matcher(text).replaceFirst(this::target);
    } else if (asm.contains("$c0")) {
      text = REGISTER.matcher(text).replaceFirst(CodeText::cp0Register);
    } else if (asm.contains("$previous")) {
      text = REGISTER.matcher(text).replaceFirst(CodeText::generalRegister);
    } else if (asm.endsWith("$fs")) {
      text = REGISTER.matcher(text).replaceFirst(r -> named(CP1_REGISTERS, r));
    } else if (asm.endsWith("$hwr")) {
      text = REGISTER.matcher(text).replaceFirst(r -> named(HARDWARE_REGISTERS, r));
    }
    String line = line(pc & ~1, Isa.at(pc), bits(instruction), text.replaceFirst(" ", "\t"));
    return new Line(line, instruction.length);
  }

  /** The bits of an instruction, in words of MIPS32 or halfwords of microMIPS. */
  static String bits(Instruction instruction) {
    int word = instruction.word;
    if (instruction.operation().isa() == Isa.MIPS32) {
      return String.format("%08x", word);
    }
    return instruction.length == HALF
        ? String.format("%04x", word)
        : String.format("%04x %04x", word >>> 16, word & 0xFFFF);
  }

  private static String line(int address, Isa isa, String bits, String text) {
    String columns = isa == Isa.MIPS32 ? "%8x:\t%-8s \t%s" : "%8x:\t%-9s \t%s";
    return String.format(columns, address, bits, text);
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

  private static String generalRegister(MatchResult found) {
    return Disassembler.register(Integer.parseInt(found.group(1)));
  }

  private static String named(Map<String, String> names, MatchResult found) {
    return Matcher.quoteReplacement(names.getOrDefault(found.group(1), found.group()));
  }

  /** The line of bytes that are no instruction. */
  private static String odd(int address, Isa isa, int size, int value) {
    String digits = size == 1 ? "%02x" : "%04x";
    String directive = size == 1 ? ".byte" : ".short";
    int bits = size == 1 ? value & 0xFF : value;
    return line(
        address, isa, String.format(digits, bits), String.format("%s\t0x%x", directive, bits));
  }
}
