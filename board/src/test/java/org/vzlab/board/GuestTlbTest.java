package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guests with translations of their own: the same virtual addresses, each with its own pages behind
 * them, wired and random entries, pages of 4 and 16 KB, two ASIDs each.
 */
final class GuestTlbTest {
  private static final int PASSES = 0x100;
  private static final int REFILLS = 0x10C;
  private static final int WRONG_REFILLS = 0x110;

  /** Where every pass stores and the next one loads: wired 4 KB, wired 16 KB. */
  private static final int[] WIRED = {0x4004, 0x5004, 0x20008, 0x24008};

  /** The same, with an entry for each ASID that has to be found again when it is gone. */
  private static final int[] RANDOM = {0x600C, 0x700C};

  /** The guest's own refill: the pair at 0x6000 of the ASID; no other may be missing. */
  private static final String REFILL =
      """
      mfc0 $k0, $8
      srl $k0, $k0, 13
      addiu $k1, $zero, 3
      bne $k0, $k1, wrong
      mfc0 $k1, $10
      andi $k1, $k1, 0x10
      sll $k1, $k1, 3
      addiu $k0, $k1, 0x316
      mtc0 $k0, $2
      addiu $k0, $k1, 0x356
      mtc0 $k0, $3
      mtc0 $zero, $5
      ehb
      tlbwr
      lui $k0, 0xA000
      lw $k1, 0x10C($k0)
      addiu $k1, $k1, 1
      sw $k1, 0x10C($k0)
      eret
      wrong: lui $k0, 0xA000
      lw $k1, 0x110($k0)
      addiu $k1, $k1, 1
      sw $k1, 0x110($k0)
      mfc0 $k0, $14
      addiu $k0, $k0, 4
      mtc0 $k0, $14
      ehb
      eret
      """;

  @TempDir Path folder;

  private static String wired(int index, int hi, int lo0, int lo1, int mask) {
    return String.format(
        """
        addiu $t0, $zero, %d
        mtc0 $t0, $0
        lui $t0, 0x%x
        ori $t0, $t0, 0x%x
        mtc0 $t0, $10
        addiu $t0, $zero, 0x%x
        mtc0 $t0, $2
        addiu $t0, $zero, 0x%x
        mtc0 $t0, $3
        addiu $t0, $zero, 0x%x
        mtc0 $t0, $5
        ehb
        tlbwi
        """,
        index, hi >>> 16, hi & 0xFFFF, lo0, lo1, mask);
  }

  private static String asid(int asid) {
    return "addiu $t0, $zero, " + asid + "\nmtc0 $t0, $10\nehb\n";
  }

  private static String each(int[] addresses, String code) {
    StringBuilder all = new StringBuilder();
    for (int address : addresses) {
      all.append(
          String.format("lui $t1, 0x%x\nori $t1, $t1, 0x%x\n", address >> 16, address & 0xFFFF));
      all.append(code);
    }
    return all.toString();
  }

  /** Stores $s5, and $s5 + 1 and + 2 behind the ASIDs; in a pass loads what the last one stored. */
  private static String guest(int id) {
    String load = "lw $t2, 0($t1)\nbne $t2, $s5, fault\nnop\n";
    String store = "sw $s5, 0($t1)\n";
    String loads =
        each(WIRED, load)
            + asid(id)
            + each(RANDOM, load.replace("bne $t2, $s5", "addiu $t2, $t2, -1\nbne $t2, $s5"))
            + asid(id + 16)
            + each(RANDOM, load.replace("bne $t2, $s5", "addiu $t2, $t2, -2\nbne $t2, $s5"))
            + asid(id);
    String stores =
        each(WIRED, store)
            + "addiu $t3, $s5, 1\naddiu $t4, $s5, 2\n"
            + each(RANDOM, "sw $t3, 0($t1)\n")
            + asid(id + 16)
            + each(RANDOM, "sw $t4, 0($t1)\n")
            + asid(id);
    return """
        lui $t0, 0x1040
        mtc0 $t0, $12
        ehb
        lui $t0, 0x9FC0
        mtc0 $t0, $15, 1
        lui $t0, 0x1000
        mtc0 $t0, $12
        ehb
        lui $t8, 0xA000
        addiu $t0, $zero, 2
        mtc0 $t0, $6
        ehb
        """
        + wired(0, 0x4000 | id, 0x96, 0xD6, 0)
        + wired(1, 0x20000 | id, 0x116, 0x216, 0x6000)
        + asid(id)
        + String.format("lui $s5, 0x%x\naddu $s7, $zero, $zero\n", id << 8)
        + stores
        + "again:\n"
        + loads
        + "addiu $s5, $s5, 1\n"
        + stores
        + """
        addiu $s7, $s7, 1
        sw $s7, 0x100($t8)
        beq $zero, $zero, again
        nop
        fault: hypcall 7
        """;
  }

  private static void holds(TestBoard test, int guest, int passes) {
    int ram = (guest - 1) * 0x10000;
    assertThat(test.faults).isEmpty();
    assertThat(test.word(ram + PASSES)).as("passes of guest %d", guest).isGreaterThan(passes);
    assertThat(test.word(ram + WRONG_REFILLS)).as("its wired entries").isZero();
    assertThat(test.word(ram + 0x2004) >>> 24).as("wired, 4 KB").isEqualTo(guest);
    assertThat(test.word(ram + 0x3004) >>> 24).isEqualTo(guest);
    assertThat(test.word(ram + 0x4008) >>> 24).as("wired, 16 KB").isEqualTo(guest);
    assertThat(test.word(ram + 0x8008) >>> 24).isEqualTo(guest);
    assertThat(test.word(ram + 0xC00C) >>> 24).as("random").isEqualTo(guest);
    assertThat(test.word(ram + 0xE00C) - test.word(ram + 0xC00C)).as("ASIDs").isBetween(0, 2);
  }

  @Test
  void guestsThatTakeTurnsKeepTheirTranslationsApart() throws Exception {
    TestBoard test =
        new Tasks()
            .guest(1, guest(1), Map.of(0, REFILL), "")
            .guest(2, guest(2), Map.of(0, REFILL), "")
            .guest(3, guest(3), Map.of(0, REFILL), "")
            .open(folder)
            .run(0.2);
    for (int guest = 1; guest <= 3; guest++) {
      holds(test, guest, 100);
      assertThat(test.word((guest - 1) * 0x10000 + REFILLS))
          .as("what is not wired is found again")
          .isGreaterThan(1);
    }
    int before = test.word(PASSES);
    test.type(0.25, "1r").run(0.28);
    assertThat(test.word(PASSES)).as("guest 1 begins again").isLessThan(before);
    test.run(0.4);
    for (int guest = 1; guest <= 3; guest++) {
      holds(test, guest, 50);
    }
  }
}
