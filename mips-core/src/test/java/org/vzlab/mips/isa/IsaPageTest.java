package org.vzlab.mips.isa;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.GeneratedPage;

/** {@code docs/isa.md} is the table of instructions, written from the methods that define them. */
class IsaPageTest {
  private static final GeneratedPage PAGE = new GeneratedPage("isa.md", IsaPageTest.class);

  /** A method with its encodings in both instruction sets. */
  private record Row(List<Operation> operations) {
    private Operation any() {
      return operations.get(0);
    }

    private String asm() {
      return any().method().getAnnotation(Op.class).asm();
    }

    String unit() {
      return any().method().getDeclaringClass().getSimpleName();
    }

    String method() {
      return any().method().getName();
    }

    private String encodings(Isa isa) {
      return operations.stream()
          .filter(o -> o.isa() == isa)
          .map(o -> "`" + o.pattern().text() + "`" + (o.asm().equals(asm()) ? "" : as(o)))
          .collect(joining("<br>"));
    }

    private static String as(Operation operation) {
      return " `" + operation.asm() + "`";
    }

    private String flow() {
      String flow =
          switch (any().flow()) {
            case NEXT -> "";
            case BRANCH -> "branch";
            case BRANCH_LIKELY -> "branch likely";
            case BRANCH_COMPACT -> "branch compact";
            case JUMP -> "jump";
            case JUMP_COMPACT -> "jump compact";
            case RESUME -> "resume";
          };
      return any().isa() == Isa.MICROMIPS && any().slot() == 2 ? flow + ", short slot" : flow;
    }

    @Override
    public String toString() {
      return String.format(
          "| %s | `%s` | %s | %s | %s | %s |",
          unit(),
          asm(),
          encodings(Isa.MIPS32),
          encodings(Isa.MICROMIPS),
          flow(),
          RaisedExceptions.of(any().method()));
    }
  }

  private static List<Row> rows() {
    Map<Method, List<Operation>> byMethod =
        InstructionSet.m5150().operations().stream().collect(groupingBy(Operation::method));
    List<Row> rows = new ArrayList<>(byMethod.values().stream().map(Row::new).toList());
    rows.sort(comparing(Row::unit).thenComparing(Row::asm).thenComparing(Row::method));
    return rows;
  }

  private static long encodings(List<Row> rows, Isa isa) {
    return rows.stream().flatMap(r -> r.operations().stream()).filter(o -> o.isa() == isa).count();
  }

  private static long methods(List<Row> rows, Isa isa) {
    return rows.stream().filter(r -> r.operations().stream().anyMatch(o -> o.isa() == isa)).count();
  }

  private static String page() {
    List<Row> rows = rows();
    return """
        # The instructions of the core

        Generated from the methods that define the instructions: do not edit. After a change of one, run

        ```
        %s
        ```

        A row is a method, in the class that "Unit" names, in `mips-core/src/main/java/org/vzlab/mips/isa`: one
        instruction, whichever of its encodings it has been decoded from.

        An encoding goes from bit 31 (of a 16-bit instruction: bit 15) down to bit 0, of a 32-bit microMIPS
        instruction with its first halfword above. `name:5` is a field of 5 bits, `name:s16` one that is
        sign-extended; `<<2` is what its value is shifted by, `=code` the code that gives its bits a meaning
        (`FieldCode`). `name=29` is an operand without bits that is always 29, `rs=rt` one that is the same as
        another field, `-` a bit that is ignored. Of two encodings that fit, the one with more fixed bits
        counts; what none fits raises Reserved Instruction. Behind an encoding stands its syntax if it has one of
        its own. In the syntax `target` is the address that `offset` or `index` leads to, `size` that of a bit
        field, `$name` a register that is not a general one; what stands in brackets is left out when it is 0.

        Branches and jumps have a delay slot, compact branches and `resume` have none. In microMIPS the slot of a
        branch or jump that links holds an instruction of 32 bits, a short slot one of 16 bits, any other either.

        "Raises" is what executing the instruction can raise, by the names of Cause.ExcCode, found in the
        compiled method and all that it calls; what fetching it can raise is not there. Behind GE (Guest Exit)
        stand the reasons, GRR being a Reserved Instruction that GuestCtl0.RI sends to root. A guest's address
        that faults in root's TLB raises the same in root, with GExcCode GPA. DBp is the debug exception.

        | Unit | Syntax | MIPS32 | microMIPS | Flow | Raises |
        |---|---|---|---|---|---|
        %s

        %d instructions: %d of MIPS32 in %d encodings, %d of microMIPS in %d encodings.
        """
        .formatted(
            PAGE.command(),
            rows.stream().map(Row::toString).collect(joining("\n")),
            rows.size(),
            methods(rows, Isa.MIPS32),
            encodings(rows, Isa.MIPS32),
            methods(rows, Isa.MICROMIPS),
            encodings(rows, Isa.MICROMIPS));
  }

  @Test
  void thePageOfInstructionsIsTheOneMadeFromTheTable() throws IOException {
    PAGE.assertIs(page());
  }

  @Test
  void everyInstructionIsOnThePage() {
    assertThat(page())
        .contains(
            InstructionSet.m5150().operations().stream()
                .map(o -> "`" + o.pattern().text() + "`")
                .toList())
        .contains(
            "| Arithmetic | `add rd, rs, rt` | `000000 rs:5 rt:5 rd:5 00000 100000` |"
                + " `000000 rt:5 rs:5 rd:5 00100 010000` |  | Ov |")
        .contains("| branch likely |", "| jump |", "| resume |", "| jump, short slot |");
  }
}
