package org.vzlab.mips.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Assembles MIPS32 instructions, written as for GNU as under {@code .set noreorder}: one statement
 * a line, each one word, in order, with labels and comments behind {@code #}. Delay slots are the
 * caller's. {@code .word} stands for any word.
 */
public final class Assembler {
  private static final Pattern LABEL = Pattern.compile("\\s*([A-Za-z_.]\\w*):");

  private final Map<String, List<AsmText>> byMnemonic = new HashMap<>();

  /** An assembler of an instruction set. */
  public Assembler(InstructionSet instructionSet) {
    for (Operation operation : instructionSet.operations()) {
      if (operation.isa() == Isa.MIPS32) {
        add(operation);
      }
    }
    add(instructionSet.reserved());
  }

  private void add(Operation operation) {
    byMnemonic
        .computeIfAbsent(operation.mnemonic(), mnemonic -> new ArrayList<>())
        .add(new AsmText(operation));
  }

  private record Line(int number, int pc, String text) {}

  /**
   * Assembles some lines.
   *
   * @param address where the first instruction will be
   * @throws AssemblyException if a line is not understood
   */
  public int[] assemble(int address, String source) {
    Map<String, Integer> labels = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : source.split("\n", -1)) {
      number++;
      int pc = address + 4 * lines.size();
      String rest = line.replaceFirst("#.*", "");
      for (Matcher label = LABEL.matcher(rest); label.lookingAt(); label = LABEL.matcher(rest)) {
        if (labels.putIfAbsent(label.group(1), pc) != null) {
          throw new AssemblyException(
              number, line.trim(), new IllegalArgumentException("this label stands twice"));
        }
        rest = rest.substring(label.end());
      }
      if (!rest.isBlank()) {
        lines.add(new Line(number, pc, rest.trim().replace('\t', ' ')));
      }
    }
    return lines.stream().mapToInt(line -> word(line, labels)).toArray();
  }

  private int word(Line line, Map<String, Integer> labels) {
    Alias.Statement statement = Alias.Statement.of(line.text);
    IllegalArgumentException mistake =
        new IllegalArgumentException("there is no instruction \"" + statement.mnemonic() + "\"");
    for (Alias.Statement meaning : meanings(statement)) {
      for (AsmText text : byMnemonic.getOrDefault(meaning.mnemonic(), List.of())) {
        try {
          return text.encode(meaning.operands(), line.pc, labels);
        } catch (IllegalArgumentException e) {
          mistake = e;
        }
      }
    }
    throw new AssemblyException(line.number, line.text, mistake);
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
