package org.vzlab.mips.isa;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.GuestTrap;

/** {@code docs/isa.md} is the table of instructions, written from the methods that define them. */
class IsaPageTest {
  private static final Path PAGE = Path.of("..", "docs", "isa.md");
  private static final String COMMAND =
      "mvn -q -Dquick -DskipTests=false -pl mips-core -am test -Dtest=IsaPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dvzlab.write=true";

  /** The encodings of a method in one instruction set. */
  private record Row(List<Operation> operations) {
    private Operation any() {
      return operations.get(0);
    }

    String unit() {
      return any().method().getDeclaringClass().getSimpleName();
    }

    String mnemonic() {
      return any().mnemonic();
    }

    String method() {
      return any().method().getName();
    }

    Isa isa() {
      return any().isa();
    }

    private String encodings() {
      return operations.stream().map(o -> "`" + o.pattern().text() + "`").collect(joining("<br>"));
    }

    private String flow() {
      return switch (any().flow()) {
        case NEXT -> "";
        case BRANCH -> "branch";
        case BRANCH_LIKELY -> "branch likely";
        case BRANCH_COMPACT -> "branch compact";
        case JUMP -> "jump";
        case RESUME -> "resume";
      };
    }

    /** Whether the method may leave by an exception of the processor. */
    private boolean raises() {
      return Arrays.asList(any().method().getExceptionTypes()).contains(GuestTrap.class);
    }

    @Override
    public String toString() {
      return String.format(
          "| %s | %s | `%s` | %s | %s | %s | %s |",
          unit(),
          mnemonic(),
          any().asm(),
          isa() == Isa.MIPS32 ? "MIPS32" : "microMIPS",
          encodings(),
          flow(),
          raises() ? "yes" : "");
    }
  }

  private static List<Row> rows() {
    Map<String, List<Operation>> byMethod =
        InstructionSet.m5150().operations().stream()
            .collect(groupingBy(o -> o + " " + o.isa(), TreeMap::new, toList()));
    List<Row> rows = new ArrayList<>(byMethod.values().stream().map(Row::new).toList());
    rows.sort(
        comparing(Row::unit)
            .thenComparing(Row::mnemonic)
            .thenComparing(Row::isa)
            .thenComparing(Row::method));
    return rows;
  }

  private static String page() {
    List<Row> rows = rows();
    return """
        # The instructions of the core

        Generated from the methods that define the instructions: do not edit. After a change of one, run

        ```
        %s
        ```

        A row is a method, in the class of the first column, in `mips-core/src/main/java/org/vzlab/mips/isa`.
        An encoding goes from bit 31 (of a 16-bit instruction: bit 15) down to bit 0; `name:5` is a field of 5
        bits, `name:s16` one that is sign-extended, `-` a bit that is ignored. Of two encodings that fit a word
        the one with more fixed bits counts; a word that none fits raises Reserved Instruction. In the syntax
        `target` is the address that `offset` or `index` leads to, `size` that of a bit field, `$name` a register
        that is not a general one; what stands in brackets is left out when it is 0. Branches and jumps have a
        delay slot, `resume` has none. "Raises" says whether executing it can raise an exception.

        | Class | Mnemonic | Syntax | Set | Encoding | Flow | Raises |
        |---|---|---|---|---|---|---|
        %s

        %d rows, %d encodings.
        """
        .formatted(
            COMMAND,
            rows.stream().map(Row::toString).collect(joining("\n")),
            rows.size(),
            rows.stream().mapToInt(r -> r.operations().size()).sum());
  }

  @Test
  void thePageOfInstructionsIsTheOneMadeFromTheTable() throws IOException {
    String page = page();
    if (Boolean.getBoolean("vzlab.write")) {
      Files.writeString(PAGE, page);
    }

    List<String> found = Files.readAllLines(PAGE);
    List<String> expected = page.lines().toList();
    assertThat(found.equals(expected))
        .as(
            "docs/isa.md does not fit the instructions any more (%s); run\n%s\n",
            firstDifference(found, expected), COMMAND)
        .isTrue();
  }

  private static String firstDifference(List<String> found, List<String> expected) {
    int line = 0;
    while (line < found.size()
        && line < expected.size()
        && found.get(line).equals(expected.get(line))) {
      line++;
    }
    return String.format(
        "line %d is \"%s\", expected \"%s\"",
        line + 1,
        line < found.size() ? found.get(line) : "",
        line < expected.size() ? expected.get(line) : "");
  }

  @Test
  void everyInstructionIsOnThePage() {
    assertThat(page())
        .contains(
            InstructionSet.m5150().operations().stream()
                .map(o -> "`" + o.pattern().text() + "`")
                .toList())
        .contains("| Arithmetic | addiu | `addiu rt, rs, simm` | MIPS32 |")
        .contains("| branch likely |", "| jump |", "| resume |");
  }
}
