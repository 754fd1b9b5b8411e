package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.mips.cp0.GuestTrap;

/** The exceptions found in the methods of instructions, held to the manuals' (MD00086). */
class RaisedExceptionsTest {
  private static Map<String, Operation> operations;

  @BeforeAll
  static void readTheTable() {
    operations =
        InstructionSet.m5150().operations().stream()
            .collect(Collectors.toMap(Operation::mnemonic, o -> o, (first, other) -> first));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          addu    | ''
          j       | ''
          ehb     | ''
          add     | Ov
          teq     | Tr
          lw      | TLBL, AdEL, DBE, TLBRI, WATCH
          lb      | TLBL, AdEL, DBE, TLBRI, WATCH
          sw      | Mod, TLBS, AdES, DBE, WATCH
          sc      | Mod, TLBS, AdES, DBE, WATCH
          swm     | Mod, TLBS, AdES, DBE, WATCH
          cache   | TLBL, AdEL, DBE, CpU, GE (GPSI)
          syscall | Sys
          break   | Bp
          sdbbp   | DBp
          deret   | RI, CpU, GE (GRR)
          cop2    | CpU
          add.s   | CpU, FPE
          add.d   | RI, CpU, FPE, GE (GRR)
          mov.s   | CpU
          addq.ph | DSPDis
          lwx     | TLBL, AdEL, DBE, TLBRI, WATCH, DSPDis
          mfc0    | CpU, GE (GPSI)
          mtc0    | CpU, GE (GPSI, GSFC)
          mfgc0   | RI, CpU, GE (GRR)
          hypcall | RI, CpU, GE (HC, GRR)
          eret    | RI, CpU, GE (GPSI, GRR, GHFC)
          rdhwr   | RI, GE (GPSI, GRR)
          """)
  void anInstructionRaisesWhatItsMethodReaches(String mnemonic, String raised) {
    assertThat(RaisedExceptions.of(operations.get(mnemonic).method())).isEqualTo(raised);
  }

  @Test
  void whatDeclaresNoTrapRaisesNothingAndTheRestSomething() {
    for (Operation operation : operations.values()) {
      boolean declared = List.of(operation.method().getExceptionTypes()).contains(GuestTrap.class);
      assertThat(RaisedExceptions.of(operation.method()).isEmpty())
          .as(operation.toString())
          .isEqualTo(!declared);
    }
  }
}
