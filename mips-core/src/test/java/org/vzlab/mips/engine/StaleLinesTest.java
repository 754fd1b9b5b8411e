package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.engine.StaleProgram.CACHED;
import static org.vzlab.mips.engine.StaleProgram.PHYSICAL;
import static org.vzlab.mips.engine.StaleProgram.V0;
import static org.vzlab.mips.engine.StaleProgram.V1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/** Programs that see what the data cache keeps from memory, and that do not if it is coherent. */
class StaleLinesTest {
  /** Bytes after which addresses fall into the same set of the data cache. */
  private static final int WAY = 1024;

  private static final String WRITE_BACK = "cache 0x19, 0(a0)";
  private static final String INVALIDATE = "cache 0x11, 0(a0)";

  @ParameterizedTest(name = "stale lines {0}: {1}")
  @CsvSource({"true, 0x1111", "false, 0x2222"})
  void anUncachedAliasReadsTheOldValueUntilTheLineIsWrittenBack(boolean stale, int seen) {
    StaleProgram program = new StaleProgram(stale);
    program.run(
        "li t0, 0x1111",
        "sw t0, 0(a1)",
        "lw t1, 0(a0)",
        "li t0, 0x2222",
        "sw t0, 0(a0)",
        "lw v0, 0(a1)",
        WRITE_BACK,
        "lw v1, 0(a1)");
    assertThat(program.gpr(V0)).isEqualTo(seen);
    assertThat(program.gpr(V1)).isEqualTo(0x2222);
  }

  @ParameterizedTest(name = "stale lines {0}: {1}")
  @CsvSource({"true, 0x1111", "false, 0x3333"})
  void whatAnotherMasterStoresIsSeenOnceTheLineIsInvalidated(boolean stale, int seen) {
    StaleProgram program = new StaleProgram(stale);
    program.memory(0, 0x1111);
    program.run("lw t0, 0(a0)");
    program.memory(0, 0x3333);
    program.run("lw v0, 0(a0)", INVALIDATE, "lw v1, 0(a0)");
    assertThat(program.gpr(V0)).isEqualTo(seen);
    assertThat(program.gpr(V1)).isEqualTo(0x3333);
  }

  @Test
  void invalidatingADirtyLineLosesWhatWasStored() {
    StaleProgram program = new StaleProgram(true);
    program.memory(0, 0x1111);
    program.run("li t0, 0x2222", "sw t0, 0(a0)", INVALIDATE, "lw v0, 0(a0)");
    assertThat(program.gpr(V0)).isEqualTo(0x1111);
  }

  @Test
  void aLineIsWrittenBackAsAWholeOverWhatAnotherMasterHasStored() {
    StaleProgram program = new StaleProgram(true);
    program.memory(12, 0x1111);
    program.run("li t0, 0x2222", "sb t0, 0(a0)");
    program.memory(12, 0x3333);
    program.run(WRITE_BACK);
    assertThat(program.memory(0)).isEqualTo(0x22);
    assertThat(program.memory(12)).isEqualTo(0x1111);
  }

  @ParameterizedTest(name = "K0 {0}: memory {1}, then the cache {2}")
  @CsvSource({
    "0, 0x22, 0x33", // write-through: a store that misses fills nothing
    "1, 0x22, 0x22", // write-through with allocation
    "2, 0x22, 0x33",
    "3, 0x11, 0x22",
    "4, 0x11, 0x22",
    "5, 0x11, 0x22",
    "6, 0x11, 0x22",
    "7, 0x22, 0x33",
  })
  void kseg0IsCachedAsConfigSays(int k0, int memory, int cached) {
    StaleProgram program = new StaleProgram(true);
    program.machine.root(Cp0Register.CONFIG, k0);
    program.memory(0, 0x11);
    program.run("li t0, 0x22", "sw t0, 0(a0)");
    assertThat(program.memory(0)).as("memory").isEqualTo(memory);
    program.memory(0, 0x33);
    program.run("lw v0, 0(a0)");
    assertThat(program.gpr(V0)).as("read back").isEqualTo(cached);
  }

  @Test
  void aWriteThroughStoreThatHitsChangesLineAndMemory() {
    StaleProgram program = new StaleProgram(true);
    program.machine.root(Cp0Register.CONFIG, 0);
    program.run("lw t0, 0(a0)", "li t0, 0x22", "sw t0, 0(a0)");
    assertThat(program.memory(0)).isEqualTo(0x22);
    program.memory(0, 0x33);
    program.run("lw v0, 0(a0)", WRITE_BACK);
    assertThat(program.gpr(V0)).isEqualTo(0x22);
    assertThat(program.memory(0)).as("the line is clean").isEqualTo(0x33);
  }

  @Test
  void aProgramThatChangesConfigSeesTheNextLoadGoTheOtherWay() {
    StaleProgram program = new StaleProgram(true);
    program.memory(0, 0x11);
    program.run(
        "mfc0 t0, $16",
        "lw t1, 0(a0)", // fills
        "ori t2, zero, 0x22",
        "sw t2, 0(a0)", // dirty
        "li t3, -8",
        "and t3, t0, t3",
        "ori t3, t3, 2",
        "mtc0 t3, $16",
        "ehb",
        "lw v0, 0(a0)", // from memory
        "mtc0 t0, $16",
        "ehb",
        "lw v1, 0(a0)"); // from the line
    assertThat(program.gpr(V0)).isEqualTo(0x11);
    assertThat(program.gpr(V1)).isEqualTo(0x22);
  }

  @ParameterizedTest(name = "C {0}")
  @ValueSource(ints = {0, 1, 2, 3})
  void aMappedPageIsCachedAsItsEntrySays(int c) {
    StaleProgram program = new StaleProgram(true);
    program.machine.root(Cp0Register.ENTRY_HI, PHYSICAL);
    program.machine.root(Cp0Register.ENTRY_LO0, PHYSICAL >>> 6 | c << 3 | 7);
    program.machine.root(Cp0Register.ENTRY_LO1, 1);
    program.machine.hart.tlb.tlbwi(false);
    program.memory(0, 0x11);
    program.run("li a0, 0x4000", "lw t0, 0(a0)", "li t0, 0x22", "sw t0, 0(a0)");
    assertThat(program.memory(0)).isEqualTo(c == 3 ? 0x11 : 0x22);
    program.memory(0, 0x33);
    program.run("li a0, 0x4000", "lw v0, 0(a0)");
    assertThat(program.gpr(V0)).isEqualTo(c == 2 ? 0x33 : 0x22);
  }

  @Test
  void aFifthLineOfASetEvictsTheOneUsedLongestAgoAndWritesItBack() {
    StaleProgram program = new StaleProgram(true);
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      source.append("li t0, ").append(i + 1).append("\nsw t0, ").append(i * WAY).append("(a0)\n");
    }
    program.run(source.toString().strip());
    for (int i = 0; i < 4; i++) {
      assertThat(program.memory(i * WAY)).isZero();
    }
    program.run("lw t0, 0(a0)", "lw t0, " + 4 * WAY + "(a0)");
    assertThat(program.memory(WAY)).as("the second, for the first has been read").isEqualTo(2);
    assertThat(program.memory(0)).isZero();
    program.run("lw t0, " + 5 * WAY + "(a0)", "lw t0, " + 6 * WAY + "(a0)");
    assertThat(program.memory(2 * WAY)).isEqualTo(3);
    assertThat(program.memory(3 * WAY)).isEqualTo(4);
    assertThat(program.memory(0)).isZero();
    program.run("lw t0, " + 7 * WAY + "(a0)");
    assertThat(program.memory(0)).isEqualTo(1);
  }

  @Test
  void aLockedLineStaysHoweverManyOthersAreUsed() {
    StaleProgram program = new StaleProgram(true);
    program.run("cache 0x1D, 0(a0)", "li t0, 5", "sw t0, 0(a0)");
    for (int i = 1; i < 12; i++) {
      program.run("lw t0, " + i * WAY + "(a0)");
    }
    assertThat(program.memory(0)).isZero();
    program.run("lw v0, 0(a0)");
    assertThat(program.gpr(V0)).isEqualTo(5);
    program.run("cache 0x15, 0(a0)");
    assertThat(program.memory(0)).isEqualTo(5);
  }

  @Test
  void whatFindsOnlyLockedLinesGoesToMemory() {
    StaleProgram program = new StaleProgram(true);
    for (int i = 0; i < 4; i++) {
      program.run("cache 0x1D, " + i * WAY + "(a0)");
    }
    program.memory(4 * WAY, 0x11);
    program.run(
        "lw v0, " + 4 * WAY + "(a0)",
        "li t0, 0x22",
        "sw t0, " + 4 * WAY + "(a0)",
        "cache 0x1D, " + 4 * WAY + "(a0)");
    assertThat(program.gpr(V0)).isEqualTo(0x11);
    assertThat(program.memory(4 * WAY)).isEqualTo(0x22);
    program.memory(4 * WAY, 0x33);
    program.run("lw v1, " + 4 * WAY + "(a0)");
    assertThat(program.gpr(V1)).isEqualTo(0x33);
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1, 2, 4})
  void everySizeIsLoadedFromAndStoredIntoALine(int size) {
    StaleProgram program = new StaleProgram(true);
    program.memory(0, 0xF1F2F3F4);
    String letter = size == 1 ? "b" : size == 2 ? "h" : "w";
    program.run(
        "lw t0, 0(a0)",
        "lui t0, 0x5566",
        "ori t0, t0, 0x7788",
        "s" + letter + " t0, 4(a0)",
        "l" + letter + " v0, 4(a0)",
        "lw v1, 4(a0)");
    int mask = -1 >>> (32 - 8 * size);
    assertThat(program.gpr(V0) & mask).isEqualTo(0x55667788 & mask);
    assertThat(program.gpr(V1)).isEqualTo(0x55667788 & mask);
    assertThat(program.memory(4)).isZero();
  }

  @Test
  void aStoreConditionalGoesThroughTheCacheToo() {
    StaleProgram program = new StaleProgram(true);
    program.run("ll t0, 0(a0)", "addiu t0, t0, 9", "sc t0, 0(a0)", "lw v0, 0(a0)", "lw v1, 0(a1)");
    assertThat(program.gpr(V0)).isEqualTo(9);
    assertThat(program.gpr(V1)).isZero();
  }

  @Test
  void theCachesAreInASnapshot() {
    StaleProgram program = new StaleProgram(true);
    program.run("li t0, 7", "sw t0, 0(a0)");
    Snapshot snapshot = Snapshot.of(program.machine.hart);
    program.run("li t0, 8", "sw t0, 0(a0)", WRITE_BACK, INVALIDATE);
    program.memory(0, 0);
    snapshot.restore(program.machine.hart);
    program.run("lw v0, 0(a0)", WRITE_BACK);
    assertThat(program.gpr(V0)).isEqualTo(7);
    assertThat(program.memory(0)).isEqualTo(7);
  }

  @Test
  void aResetLeavesTheCachesAndTheModeAsTheyAre() {
    StaleProgram program = new StaleProgram(true);
    program.run("li t0, 7", "sw t0, 0(a0)");
    program.machine.hart.reset();
    program.machine.root(Cp0Register.STATUS, 0);
    program.run("lw v0, 0(a0)");
    assertThat(program.gpr(V0)).as("KSEG0 is uncached after reset").isZero();
    program.machine.root(Cp0Register.CONFIG, 3);
    program.run("lw v0, 0(a0)");
    assertThat(program.gpr(V0)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nop", "cache 0x11, 0(a0)", "cache 0x15, 0(a0)"})
  void storesIntoFlashStayInTheCacheAtMost(String operation) {
    StaleProgram program = new StaleProgram(true);
    program.machine.flash.write(0, 4, 0x11);
    program.run(TestMachine.FLASH, "li t0, 5", "sw t0, 0(a0)", operation, "lw v0, 0(a0)");
    assertThat(program.gpr(V0)).isEqualTo(operation.equals("nop") ? 5 : 0x11);
    assertThat(program.machine.flash.read(0, 4)).isEqualTo(0x11);
  }

  /** Where code that is fetched through the instruction cache stands. */
  private static final int CODE = CACHED + 0x2000;

  @ParameterizedTest(name = "{0}, stale lines {1}: {2}")
  @CsvSource({
    "MIPS32, true, 1",
    "MIPS32, false, 2",
    "MICROMIPS, true, 1",
    "MICROMIPS, false, 2",
  })
  void codeThatHasBeenChangedIsExecutedOnceItsLineIsSynchronized(
      Isa isa, boolean stale, int executed) {
    for (String synchronize : new String[] {"synci 0(a0)", "cache 0x10, 0(a0)"}) {
      StaleProgram program = new StaleProgram(stale);
      int mode = isa == Isa.MICROMIPS ? 1 : 0;
      program.place(isa, CODE, "addiu v0, zero, 1\nhere: b here\nnop");
      program.call(CODE | mode);
      assertThat(program.gpr(V0)).isEqualTo(1);
      program.place(isa, CODE, "addiu v0, zero, 2\nhere: b here\nnop");
      program.call(CODE | mode);
      assertThat(program.gpr(V0)).isEqualTo(executed);
      program.run(CODE, synchronize);
      program.call(CODE | mode);
      assertThat(program.gpr(V0)).as(synchronize).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "stale lines {0}: {1}, then {2}")
  @CsvSource({"true, 1, 1", "false, 2, 2"})
  void aStoreIntoCachedCodeNeedsBothCaches(boolean stale, int stored, int invalidated) {
    StaleProgram program = new StaleProgram(stale);
    program.place(Isa.MIPS32, CODE, "addiu v0, zero, 1\nhere: b here\nnop");
    program.call(CODE);
    program.run(CODE, "li t0, 2", "sh t0, 0(a0)");
    program.call(CODE);
    assertThat(program.gpr(V0)).as("still in the data cache").isEqualTo(stored);
    program.run(CODE, "cache 0x10, 0(a0)");
    program.call(CODE);
    assertThat(program.gpr(V0)).as("filled from memory again").isEqualTo(invalidated);
    program.run(CODE, "synci 0(a0)");
    program.call(CODE);
    assertThat(program.gpr(V0)).isEqualTo(2);
  }

  @Test
  void fillPutsCodeIntoTheInstructionCacheBeforeItIsFetched() {
    StaleProgram program = new StaleProgram(true);
    program.place(Isa.MIPS32, CODE, "addiu v0, zero, 1\nhere: b here\nnop");
    program.run(CODE, "cache 0x14, 0(a0)");
    program.place(Isa.MIPS32, CODE, "addiu v0, zero, 2\nhere: b here\nnop");
    program.call(CODE);
    assertThat(program.gpr(V0)).isEqualTo(1);
    program.run(CODE, "cache 0x14, 0(a0)");
    program.call(CODE);
    assertThat(program.gpr(V0)).as("filled again").isEqualTo(2);
  }

  @ParameterizedTest(name = "code {0}")
  @ValueSource(booleans = {true, false})
  void watchRegistersSeeWhatIsCached(boolean code) {
    StaleProgram program = new StaleProgram(true);
    program.place(Isa.MIPS32, CODE, "addiu v0, zero, 1\nlw v1, 0(a0)\nhere: b here\nnop");
    program.machine.hart.gpr[4] = CACHED;
    program.call(CODE);
    program.machine.root(Cp0Register.WATCH_LO0, code ? CODE | 4 : CACHED | 2);
    program.machine.root(Cp0Register.WATCH_HI0, 1 << 30);
    program.machine.flash.write(0x180, 4, 0x1000FFFF);
    program.machine.flash.write(0x184, 4, 0);
    program.call(CODE);
    assertThat(program.machine.excCode()).isEqualTo(ExcCode.WATCH.code());
    assertThat(program.machine.root(Cp0Register.EPC)).isEqualTo(code ? CODE : CODE + 4);
  }

  /** In the last two bytes of a page and the first two of the next, which are two lines. */
  @Test
  void anInstructionAcrossPagesComesFromTwoLines() {
    StaleProgram program = new StaleProgram(true);
    int pc = CODE + 0xFFE;
    program.place(Isa.MICROMIPS, pc, "addiu32 v0, zero, 1\nhere: b here\nnop");
    program.call(pc | 1);
    program.place(Isa.MICROMIPS, pc, "addiu32 v1, zero, 2\nhere: b here\nnop");
    program.run(CODE + 0x1000, "cache 0x10, 0(a0)");
    program.machine.hart.gpr[V1] = 0;
    program.call(pc | 1);
    assertThat(program.gpr(V0)).as("the new immediate, the old register").isEqualTo(2);
    assertThat(program.gpr(V1)).isZero();
  }

  @Test
  void anExceptionInCachedCodeShowsTheInstructionThatWasExecuted() {
    StaleProgram program = new StaleProgram(true);
    program.place(Isa.MIPS32, CODE, "lw v0, 1(zero)");
    program.machine.flash.write(0x180, 4, 0x1000FFFF);
    program.machine.flash.write(0x184, 4, 0);
    program.call(CODE);
    final int word = program.machine.ram.read(CODE & 0xFFFFFF, 4);
    program.place(Isa.MIPS32, CODE, "nop");
    program.machine.root(Cp0Register.STATUS, 0);
    program.call(CODE);
    assertThat(program.machine.root(Cp0Register.EPC)).isEqualTo(CODE);
    assertThat(program.machine.root(Cp0Register.BAD_INSTR)).isEqualTo(word);
  }
}
