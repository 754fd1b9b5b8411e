package org.vzlab.vp.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.vdev.RootClock;

/** Branches against the encoding tables of MD00086, over every opcode, function and REGIMM code. */
class BranchTest {
  private static final int PC = 0x80001000;
  private static final int TAKEN = PC + 4 + 0x40;
  private static final int NOT_TAKEN = PC + 8;
  private static final int[] VALUES = {0, 1, -1, 5, Integer.MIN_VALUE, Integer.MAX_VALUE};

  private final FakeRootPort port = new FakeRootPort();
  private final Exit exit = exit();

  private interface Condition {
    boolean holds(int rs, int rt);
  }

  @Test
  void everyMajorOpcodeIsEvaluatedOrRefused() {
    Map<Integer, Condition> table = new HashMap<>();
    for (int likely : new int[] {0, 0x10}) {
      table.put(likely | 0x04, (rs, rt) -> rs == rt);
      table.put(likely | 0x05, (rs, rt) -> rs != rt);
    }
    for (int opcode = 2; opcode < 64; opcode++) {
      if (opcode == 2 || opcode == 3 || opcode == 0x1D) {
        continue;
      }
      for (int rs : VALUES) {
        for (int rt : VALUES) {
          Condition condition = table.get(opcode);
          long expected =
              condition == null ? -1 : unsigned(condition.holds(rs, rt) ? TAKEN : NOT_TAKEN);
          assertThat(next(opcode << 26 | 4 << 21 | 5 << 16 | 0x10, rs, rt))
              .as("opcode %02x rs=%d rt=%d", opcode, rs, rt)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void comparisonsWithZeroByOpcodeHaveNoSecondRegister() {
    for (int rs : VALUES) {
      for (int likely : new int[] {0, 0x10}) {
        assertThat(next((likely | 6) << 26 | 4 << 21 | 0x10, rs, 0))
            .isEqualTo(unsigned(rs <= 0 ? TAKEN : NOT_TAKEN));
        assertThat(next((likely | 7) << 26 | 4 << 21 | 0x10, rs, 0))
            .isEqualTo(unsigned(rs > 0 ? TAKEN : NOT_TAKEN));
      }
    }
  }

  @Test
  void everyRegimmCodeIsEvaluatedOrRefused() {
    Map<Integer, Condition> table = new HashMap<>();
    for (int variant : new int[] {0x00, 0x02, 0x10, 0x12}) {
      table.put(variant, (rs, rt) -> rs < 0);
      table.put(variant | 1, (rs, rt) -> rs >= 0);
    }
    for (int code = 0; code < 32; code++) {
      for (int rs : VALUES) {
        Condition condition = table.get(code);
        long expected =
            condition == null ? -1 : unsigned(condition.holds(rs, 0) ? TAKEN : NOT_TAKEN);
        assertThat(next(1 << 26 | 4 << 21 | code << 16 | 0x10, rs, 0))
            .as("REGIMM %02x rs=%d", code, rs)
            .isEqualTo(expected);
        assertThat(port.previousGpr(31)).as("the branch has linked itself").isZero();
      }
    }
  }

  @Test
  void everySpecialFunctionOtherThanJrAndJalrIsRefused() {
    for (int function = 0; function < 64; function++) {
      boolean jump = function == 0x08 || function == 0x09;
      assertThat(next(4 << 21 | function, 0x9FC00200, 0))
          .as("function %02x", function)
          .isEqualTo(jump ? unsigned(0x9FC00200) : -1);
    }
  }

  @Test
  void registerJumpsTakeHazardBarriersAndAnyLinkRegister() {
    assertThat(next(4 << 21 | 0x10 << 6 | 0x08, 0x80004000, 0)).isEqualTo(unsigned(0x80004000));
    assertThat(next(4 << 21 | 20 << 11 | 0x10 << 6 | 0x09, 0x80004000, 0))
        .isEqualTo(unsigned(0x80004000));
  }

  @Test
  void jumpsIntoMicroMipsSayItInBit0() {
    assertThat(next(4 << 21 | 0x08, 0x80004001, 0)).isEqualTo(unsigned(0x80004001));
    assertThat(Branch.next(0x1D << 26 | 0x12345, PC, exit)).isEqualTo(0x80048D15L);
  }

  @Test
  void branchesOnConditionsOfTheFpuAskTheOneThatTheGuestHas() {
    for (int condition = 0; condition < 8; condition++) {
      for (int kind = 0; kind < 4; kind++) {
        int branch = 0x11 << 26 | 8 << 21 | condition << 18 | kind << 16 | 0x10;
        port.root.put(Cp0Register.STATUS, 2);
        assertThat(Branch.next(branch, PC, exit)).isEqualTo(-1);
        port.root.put(Cp0Register.STATUS, 1 << 29);
        port.fcsr = condition == 0 ? 1 << 23 : 1 << (24 + condition);
        boolean onTrue = (kind & 1) != 0;
        assertThat(Branch.next(branch, PC, exit)).isEqualTo(unsigned(onTrue ? TAKEN : NOT_TAKEN));
        port.fcsr = ~port.fcsr;
        assertThat(Branch.next(branch, PC, exit)).isEqualTo(unsigned(onTrue ? NOT_TAKEN : TAKEN));
      }
    }
  }

  @Test
  void bposge32AsksTheDspThatTheGuestHas() {
    int branch = 1 << 26 | 0x1C << 16 | 0x10;
    port.root.put(Cp0Register.STATUS, 1 << 24);
    port.dspControl = 31;
    assertThat(Branch.next(branch, PC, exit)).isEqualTo(unsigned(NOT_TAKEN));
    port.dspControl = 32;
    assertThat(Branch.next(branch, PC, exit)).isEqualTo(unsigned(TAKEN));
  }

  @Test
  void jumpsStayInTheRegionOfTheirDelaySlot() {
    assertThat(Branch.next(2 << 26 | 0x12345, 0x8FFFFFFC, exit)).isEqualTo(0x90048D14L);
    assertThat(Branch.next(3 << 26 | 0x12345, PC, exit)).isEqualTo(0x80048D14L);
  }

  @Test
  void aBackwardBranchGoesBack() {
    assertThat(next(4 << 26 | 0xFFFF, 0, 0)).isEqualTo(unsigned(PC));
  }

  private long next(int branch, int rs, int rt) {
    port.previousGpr(4, rs);
    port.previousGpr(5, rt);
    return Branch.next(branch, PC, exit);
  }

  private static long unsigned(int value) {
    return Integer.toUnsignedLong(value);
  }

  private Exit exit() {
    ExitLog quiet =
        new ExitLog() {
          @Override
          public void writeIgnored(int guest, int address, int size, int value) {}

          @Override
          public void accessed(int task, Window window, int address, int size, boolean store) {}

          @Override
          public void timeAccess(int guest, String access, int value) {}
        };
    return new Exit(port, new RootClock(port), quiet);
  }
}
