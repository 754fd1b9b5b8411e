package org.vzlab.mips.isa;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vzlab.kit.image.Image;

/**
 * Assembles instructions of one instruction set, written as for GNU as under {@code .set
 * noreorder}: one statement a line, each one instruction, in order, with labels and comments behind
 * {@code #}. Delay slots are the caller's. {@code .word} and {@code .short} stand for any
 * instruction of their length.
 *
 * <p>Of several lengths the shortest that fits is taken, unless 16 or 32 is put behind the mnemonic
 * (before its first dot), as in {@code addu32}; an instruction with a label has 32 bits unless 16
 * is put there.
 */
public final class Assembler {
  private static final Pattern LABEL = Pattern.compile("\\s*([A-Za-z_.]\\w*):");
  private static final Pattern WITH_LENGTH =
      Pattern.compile("([^\\s.]+)(16|32)((?:\\.\\S*)?(?:\\s.*)?)");

  /** Bytes from the beginning that can be filled up to: the size of the program flash. */
  private static final int FARTHEST = 0x200000;

  private static final Pattern ORIGIN = Pattern.compile("\\.org\\s+(\\S+)");

  /** The NOP of 32 bits, which is the same in both instruction sets, and that of 16. */
  private static final String NOP_WORD = ".word 0";

  private static final String NOP_SHORT = ".short 0x0c00";

  private final Isa isa;
  private final Map<String, List<AsmText>> byMnemonic = new HashMap<>();

  /** An assembler of MIPS32. */
  public Assembler(InstructionSet instructionSet) {
    this(instructionSet, Isa.MIPS32);
  }

  /** An assembler of an instruction set. */
  public Assembler(InstructionSet instructionSet, Isa isa) {
    this.isa = isa;
    instructionSet.operations().forEach(this::add);
    instructionSet.reserved().forEach(this::add);
  }

  private void add(Operation operation) {
    if (operation.isa() == isa) {
      byMnemonic
          .computeIfAbsent(operation.mnemonic(), mnemonic -> new ArrayList<>())
          .add(new AsmText(operation));
    }
  }

  private record Line(int number, int pc, String text) {}

  /** An instruction and its bytes. */
  private record Code(int word, int length) {}

  /**
   * Assembles some lines of MIPS32.
   *
   * @param address where the first instruction will be
   * @return the words
   * @throws AssemblyException if a line is not understood
   */
  public int[] assemble(int address, String source) {
    return codes(address, source).stream().mapToInt(Code::word).toArray();
  }

  /**
   * Assembles some lines.
   *
   * @param address where the first instruction will be
   * @return the bytes, as they lie in memory
   * @throws AssemblyException if a line is not understood
   */
  public byte[] bytes(int address, String source) {
    List<Code> codes = codes(address, source);
    ByteBuffer bytes = ByteBuffer.allocate(codes.stream().mapToInt(Code::length).sum());
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (Code code : codes) {
      if (isa == Isa.MIPS32) {
        bytes.putInt(code.word);
      } else {
        if (code.length == 4) {
          bytes.putShort((short) (code.word >>> 16));
        }
        bytes.putShort((short) code.word);
      }
    }
    return bytes.array();
  }

  private List<Code> codes(int address, String source) {
    Set<String> names = new HashSet<>();
    for (String line : source.split("\n", -1)) {
      labels(line).forEach(names::add);
    }
    Map<String, Integer> labels = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    int number = 0;
    int pc = address;
    for (String line : source.split("\n", -1)) {
      number++;
      String rest = line.replaceFirst("#.*", "");
      for (String label : labels(line)) {
        if (labels.putIfAbsent(label, pc) != null) {
          throw new AssemblyException(
              number, line.trim(), new IllegalArgumentException("this label stands twice"));
        }
        rest = rest.substring(rest.indexOf(':') + 1);
      }
      Matcher origin = ORIGIN.matcher(rest.trim());
      if (origin.matches()) {
        pc = fill(lines, new Line(number, pc, rest.trim()), address, origin.group(1));
      } else if (!rest.isBlank()) {
        Line statement = new Line(number, pc, rest.trim().replace('\t', ' '));
        lines.add(statement);
        pc += length(statement, names);
      }
    }
    return lines.stream().map(line -> code(line, names, labels)).toList();
  }

  /** Adds NOPs up to an offset, and returns the address behind them. */
  private int fill(List<Line> lines, Line line, int start, String offset) {
    OptionalInt wanted = Image.parseAddress(offset);
    int here = line.pc - start;
    int unit = isa == Isa.MIPS32 ? 4 : 2;
    int to = wanted.orElse(-1);
    if (to < here || to > FARTHEST || to % unit != 0) {
      throw new AssemblyException(
          line.number,
          line.text,
          new IllegalArgumentException(
              String.format(
                  "expected a multiple of %d from 0x%X, where it stands, to 0x%X",
                  unit, here, FARTHEST)));
    }
    int pc = line.pc;
    while (pc != start + to) {
      boolean half = start + to - pc < 4;
      lines.add(new Line(line.number, pc, half ? NOP_SHORT : NOP_WORD));
      pc += half ? 2 : 4;
    }
    return pc;
  }

  private static List<String> labels(String line) {
    List<String> labels = new ArrayList<>();
    String rest = line.replaceFirst("#.*", "");
    for (Matcher label = LABEL.matcher(rest); label.lookingAt(); label = LABEL.matcher(rest)) {
      labels.add(label.group(1));
      rest = rest.substring(label.end());
    }
    return labels;
  }

  private int length(Line line, Set<String> names) {
    int wanted = wanted(line, names);
    return wanted != 0 ? wanted : code(line, names, Map.of()).length;
  }

  /** The length that a statement asks for, or 0. */
  private int wanted(Line line, Set<String> names) {
    if (isa == Isa.MIPS32) {
      return 4;
    }
    Matcher suffixed = suffix(line.text);
    if (suffixed.matches()) {
      return Integer.parseInt(suffixed.group(2)) / 8;
    }
    List<String> operands = Alias.Statement.of(line.text).operands();
    return operands.stream().anyMatch(names::contains) ? 4 : 0;
  }

  /** Matches a statement whose mnemonic is not one itself but with a length behind it. */
  private Matcher suffix(String text) {
    Matcher matcher = WITH_LENGTH.matcher(text);
    return byMnemonic.containsKey(Alias.Statement.of(text).mnemonic())
        ? WITH_LENGTH.matcher("")
        : matcher;
  }

  private Code code(Line line, Set<String> names, Map<String, Integer> labels) {
    int wanted = wanted(line, names);
    Matcher suffixed = suffix(line.text);
    Alias.Statement statement =
        Alias.Statement.of(
            isa == Isa.MICROMIPS && suffixed.matches()
                ? suffixed.group(1) + suffixed.group(3)
                : line.text);
    Code shortest = null;
    IllegalArgumentException mistake = null;
    int tried = 0;
    for (Alias.Statement meaning : meanings(statement)) {
      for (AsmText text : byMnemonic.getOrDefault(meaning.mnemonic(), List.of())) {
        int length = text.length();
        if ((wanted == 0 || wanted == length) && (shortest == null || length < shortest.length)) {
          try {
            shortest = new Code(text.encode(meaning.operands(), line.pc, labels), length);
          } catch (IllegalArgumentException e) {
            // Of a long form is of more use: the short ones take but a few operands.
            mistake = length > tried ? e : mistake;
            tried = Math.max(tried, length);
          }
        }
      }
    }
    if (shortest == null) {
      throw new AssemblyException(
          line.number, line.text, mistake == null ? unknown(statement, wanted) : mistake);
    }
    return shortest;
  }

  private IllegalArgumentException unknown(Alias.Statement statement, int wanted) {
    boolean known =
        meanings(statement).stream().anyMatch(m -> byMnemonic.containsKey(m.mnemonic()));
    return new IllegalArgumentException(
        known
            ? String.format("\"%s\" has no form of %d bits", statement.mnemonic(), 8 * wanted)
            : "there is no instruction \"" + statement.mnemonic() + "\"");
  }

  private static List<Alias.Statement> meanings(Alias.Statement statement) {
    List<Alias.Statement> meanings = new ArrayList<>();
    for (Alias alias : Alias.ALL) {
      alias.expand(statement).ifPresent(meanings::add);
    }
    meanings.add(statement);
    return meanings;
  }
}
