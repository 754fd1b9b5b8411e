package org.vzlab.mips.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Isa;

/** A division takes as long as its dividend is: DIVU by its bits, DIV by those of its magnitude. */
class DivisionTest {
  private static final int DIVIDEND = 8;
  private static final int DIVISOR = 9;

  @ParameterizedTest
  @CsvSource({
    "0, DIVIDE_8",
    "1, DIVIDE_8",
    "FF, DIVIDE_8",
    "100, DIVIDE_16",
    "FFFF, DIVIDE_16",
    "10000, DIVIDE_24",
    "FFFFFF, DIVIDE_24",
    "1000000, DIVIDE_32",
    "7FFFFFFF, DIVIDE_32",
    "80000000, DIVIDE_32",
    "FFFFFFFF, DIVIDE_32"
  })
  void anUnsignedDivisionTakesTheTimeOfItsDividend(String dividend, TimingConstant constant) {
    for (Isa isa : Isa.values()) {
      assertThat(quotient(TimedMachine.approximate(isa), "divu", dividend))
          .isEqualTo(constant.standard() + 1);
      assertThat(quotient(TimedMachine.with(isa, constant, 50), "divu", dividend)).isEqualTo(51);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, DIVIDE_8",
    "FFFFFF01, DIVIDE_8",
    "FFFFFF00, DIVIDE_16",
    "FF, DIVIDE_8",
    "FFFF0000, DIVIDE_24",
    "FF000000, DIVIDE_32",
    "FF000001, DIVIDE_24",
    "80000000, DIVIDE_32"
  })
  void aSignedDivisionTakesTheSignOnTop(String dividend, TimingConstant constant) {
    for (Isa isa : Isa.values()) {
      int sign = TimingConstant.DIVIDE_SIGN.standard();
      assertThat(quotient(TimedMachine.approximate(isa), "div", dividend))
          .isEqualTo(constant.standard() + sign + 1);
      TimedMachine slow = TimedMachine.with(isa, TimingConstant.DIVIDE_SIGN, 9);
      assertThat(quotient(slow, "div", dividend)).isEqualTo(constant.standard() + 9 + 1);
    }
  }

  private static long quotient(TimedMachine machine, String divide, String dividend) {
    machine.hart.gpr[DIVIDEND] = Integer.parseUnsignedInt(dividend, 16);
    machine.hart.gpr[DIVISOR] = 3;
    return machine.cycles(divide + " $0, $8, $9", "mflo $10");
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotUseTheQuotientDoesNotWait(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("div $0, $8, $9", "addu $10, $8, $9", "lw $11, 0($4)")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void theUnitTakesNothingElseUntilItHasDivided(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);
    int divu = TimingConstant.DIVIDE_8.standard();

    for (String next :
        new String[] {
          "mult $8, $9",
          "divu $0, $8, $9",
          "mul $10, $8, $9",
          "mfhi $10",
          "mtlo $8",
          "mflo $10, $ac2",
          "dpa.w.ph $ac1, $8, $9",
          "extr.w $10, $ac3, 1",
          "shilo $ac1, 1"
        }) {
      assertThat(machine.cycles("divu $0, $8, $9", next)).as(next).isEqualTo(divu + 1);
    }
  }
}
