package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.TestMachine.RAM;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/**
 * Code at one virtual address that becomes other code, because another page stands there or because
 * a program has written it: what is executed next is the new code.
 */
class RemappedCodeTest {
  private static final int VA = 0x00400000;
  private static final int FIRST = 0x4000;
  private static final int SECOND = 0x8000;
  private static final int CACHED = 0x18;
  private static final int VALID = 6;
  private static final int GLOBAL = 1;
  private static final int INDEX = 5;
  private static final int V0 = 2;

  /** addiu v0, zero, 1 and 2, each with a branch to itself behind it. */
  private static final int[] ONE = {0x24020001, 0x1000FFFF, 0};

  private static final int[] TWO = {0x24020002, 0x1000FFFF, 0};

  private final TestMachine machine = TestMachine.running();

  RemappedCodeTest() {
    machine.put(RAM + FIRST, ONE);
    machine.put(RAM + SECOND, TWO);
  }

  private static int entryLo(int pa, boolean global) {
    return pa >>> 6 | CACHED | VALID | (global ? GLOBAL : 0);
  }

  private void mapForRoot(int pa, int asid, int index) {
    machine.root(Cp0Register.INDEX, index);
    machine.root(Cp0Register.ENTRY_HI, VA | asid);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_LO0, entryLo(pa, false));
    machine.root(Cp0Register.ENTRY_LO1, entryLo(pa + 0x1000, false));
    machine.hart.tlb.tlbwi(false);
  }

  private void mapForGuest(int gpa) {
    machine.guestRegister(Cp0Register.INDEX, INDEX);
    machine.guestRegister(Cp0Register.ENTRY_HI, VA);
    machine.guestRegister(Cp0Register.ENTRY_LO0, entryLo(gpa, true));
    machine.guestRegister(Cp0Register.ENTRY_LO1, entryLo(gpa + 0x1000, true));
    machine.hart.tlb.tlbgwi();
  }

  /** Root's entry for a guest: its physical addresses from 0 are the chip's from somewhere. */
  private void mapSecondStage(int guest, int pa, int index) {
    machine.root(Cp0Register.GUEST_CTL1, guest << 16 | guest);
    machine.root(Cp0Register.INDEX, index);
    machine.root(Cp0Register.ENTRY_HI, FIRST & -0x2000);
    machine.root(Cp0Register.PAGE_MASK, 0);
    machine.root(Cp0Register.ENTRY_LO0, entryLo(pa, false));
    machine.root(Cp0Register.ENTRY_LO1, entryLo(pa + 0x1000, false));
    machine.hart.tlb.tlbwi(false);
  }

  private void enterGuest(int pc) {
    machine.guestRegister(Cp0Register.STATUS, 0);
    machine.enterGuest(1, pc);
  }

  /** Executes some instructions from an address. */
  private int run(int pc) {
    machine.hart.gpr[V0] = 0;
    machine.hart.pc = pc;
    machine.scheduler.beginSlice(machine.scheduler.now() + 9);
    machine.interpreter.run();
    return machine.hart.gpr[V0];
  }

  @Test
  void anotherPageOfRoots() {
    for (int turn = 0; turn < 3; turn++) {
      mapForRoot(FIRST, 0, INDEX);
      assertThat(run(VA)).isEqualTo(1);
      mapForRoot(SECOND, 0, INDEX);
      assertThat(run(VA)).isEqualTo(2);
    }
  }

  @Test
  void anotherAsid() {
    mapForRoot(FIRST, 1, INDEX);
    mapForRoot(SECOND, 2, INDEX + 1);
    for (int turn = 0; turn < 3; turn++) {
      machine.root(Cp0Register.ENTRY_HI, 1);
      assertThat(run(VA)).isEqualTo(1);
      machine.root(Cp0Register.ENTRY_HI, 2);
      assertThat(run(VA)).isEqualTo(2);
    }
  }

  @Test
  void anotherPageOfTheGuests() {
    machine.map(1, 0, 0, 0x1E000);
    enterGuest(VA);
    for (int turn = 0; turn < 3; turn++) {
      mapForGuest(FIRST);
      assertThat(run(VA)).isEqualTo(1);
      mapForGuest(SECOND);
      assertThat(run(VA)).isEqualTo(2);
    }
    assertThat(machine.hart.inGuest()).isTrue();
  }

  @Test
  void anotherPageBehindTheGuestsMapping() {
    enterGuest(VA);
    mapForGuest(FIRST);
    for (int turn = 0; turn < 3; turn++) {
      mapSecondStage(1, FIRST, INDEX);
      assertThat(run(VA)).isEqualTo(1);
      mapSecondStage(1, SECOND, INDEX);
      assertThat(run(VA)).isEqualTo(2);
      assertThat(run(RAM + FIRST)).as("unmapped by the guest").isEqualTo(2);
    }
    assertThat(machine.hart.inGuest()).isTrue();
  }

  @Test
  void anotherGuest() {
    enterGuest(RAM + FIRST);
    mapSecondStage(1, FIRST, INDEX);
    mapSecondStage(2, SECOND, INDEX + 1);
    for (int turn = 0; turn < 3; turn++) {
      machine.root(Cp0Register.GUEST_CTL1, 1);
      assertThat(run(RAM + FIRST)).isEqualTo(1);
      machine.root(Cp0Register.GUEST_CTL1, 2);
      assertThat(run(RAM + FIRST)).isEqualTo(2);
    }
    assertThat(machine.hart.inGuest()).isTrue();
  }

  /** MD00086 "SYNCI": store, SYNCI, SYNC, JR.HB; with caches that keep stale lines too. */
  @ParameterizedTest
  @EnumSource(Isa.class)
  void codeThatAProgramWritesAndSynchronizes(Isa isa) {
    String li = isa == Isa.MIPS32 ? "addiu v0, zero, " : "addiu32 v0, zero, ";
    for (boolean stale : new boolean[] {false, true}) {
      machine.hart.mmu.keepStaleLines(stale);
      machine.root(Cp0Register.CONFIG, 3);
      int target = RAM + 0x6000;
      put(isa, target, li + "1");
      int bit = isa == Isa.MIPS32 ? 0 : 1;
      run(target | bit);
      byte[] changed = BranchForms.bytes(isa, target, li + "2");
      int word = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).getInt();
      int program = RAM + 0x7000;
      put(isa, program, "sw t0, 0(a0)", "synci 0(a0)", "sync", "jr.hb ra", "nop");
      machine.hart.gpr[8] = word;
      machine.hart.gpr[4] = target;
      machine.hart.gpr[31] = target | bit;
      machine.hart.gpr[V0] = 0;
      machine.hart.pc = program | bit;
      machine.scheduler.beginSlice(machine.scheduler.now() + 6);
      machine.interpreter.run();
      assertThat(machine.hart.gpr[V0]).as("stale lines %s", stale).isEqualTo(2);
    }
  }

  private void put(Isa isa, int address, String... lines) {
    int at = address;
    for (String line : lines) {
      for (byte b : BranchForms.bytes(isa, at, line)) {
        machine.ram.write(at & 0xFFFFF, 1, b);
        at++;
      }
    }
  }
}
