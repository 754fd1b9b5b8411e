package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/** Stores into code that has been decoded: wherever they hit an instruction, it is another one. */
class ChangedCodeTest {
  private static final int CODE = 0x80001000;
  private static final int PAGE_END = CODE + Memory.PAGE;
  private static final int V0 = 2;
  private static final int V1 = 3;
  private static final int A0 = 4;

  private final TestMachine machine = TestMachine.small();
  private final List<Integer> words = new ArrayList<>();

  ChangedCodeTest() {
    machine.root(Cp0Register.STATUS, 0);
    machine.interpreter.trace().listen(e -> words.add(e.instruction().word));
  }

  private void put(Isa isa, int address, String source) {
    byte[] bytes = BranchForms.bytes(isa, address, source);
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((address & 0xFFFFF) + i, 1, bytes[i]);
    }
  }

  private void run(int pc, int cycles) {
    machine.hart.pc = pc;
    machine.scheduler.beginSlice(machine.scheduler.now() + cycles);
    machine.interpreter.run();
  }

  private void store(int address, int size, int value) throws GuestTrap {
    switch (size) {
      case 1 -> machine.hart.mmu.storeByte(address, value);
      case 2 -> machine.hart.mmu.storeHalf(address, value);
      default -> machine.hart.mmu.storeWord(address, value);
    }
  }

  /** What stands at an address now, decoded without a cache. */
  private int wordAt(int pc) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) machine.ram.read((pc & 0xFFFFE) + i, 1);
    }
    return BranchForms.decode(Isa.at(pc), bytes).word;
  }

  /** At 0: MIPS32 or 4 bytes long; at 2 of 4 in microMIPS; at a page's end or across it. */
  @ParameterizedTest
  @CsvSource({
    "0x80001800, addiu v0; zero; 1",
    "0x80001FFC, addiu v0; zero; 1",
    "0x80001801, addiu32 v0; zero; 1",
    "0x80001803, addiu32 v0; zero; 1",
    "0x80001FFD, addiu32 v0; zero; 1",
    "0x80001FFF, addiu32 v0; zero; 1",
    "0x80001801, li16 v0; 1",
    "0x80001FFF, li16 v0; 1",
    "0x80002001, li16 v0; 1",
  })
  void everyStoreThatTouchesAnInstructionIsSeen(String at, String text) throws GuestTrap {
    int pc = Integer.parseUnsignedInt(at.substring(2), 16);
    Random random = new Random(pc);
    int changed = 0;
    for (int size = 1; size <= 4; size *= 2) {
      for (int address = (pc & ~1) - 4; address < (pc & ~1) + 4; address += size) {
        for (int i = 0; i < 4; i++) {
          put(Isa.at(pc), pc & ~1, text.replace(';', ','));
          run(pc, 1);
          final int before = wordAt(pc);
          store(address & -size, size, random.nextInt());
          words.clear();
          run(pc, 1);
          assertThat(words.get(0))
              .as("%d bytes at %08x, seed %d", size, address, pc)
              .isEqualTo(wordAt(pc));
          changed += wordAt(pc) == before ? 0 : 1;
          machine.root(Cp0Register.STATUS, 0);
          machine.hart.inDelaySlot = false;
        }
      }
    }
    assertThat(changed).as("stores that changed the instruction").isGreaterThan(10);
  }

  /** The slot in the middle of a page, at the next page's beginning, across the end, at 2 of 4. */
  @ParameterizedTest
  @ValueSource(ints = {0x80001800, 0x80001FF8, 0x80001FFC, 0x80001FF6, 0x80001FFA, 0x80001802})
  void aStoreRightBeforeTheBranchChangesTheSlot(int branch) {
    for (Isa isa : Isa.values()) {
      if (isa == Isa.MICROMIPS || branch % 4 == 0) {
        check(isa, branch, isa == Isa.MIPS32 ? "" : "32", "sw", 4);
        check(isa, branch, isa == Isa.MIPS32 ? "" : "32", "sh", 2);
        check(isa, branch, isa == Isa.MIPS32 ? "" : "32", "sb", 1);
      }
    }
  }

  /** The slot adds 1 first and, once its second half has been stored into, 7. */
  private void check(Isa isa, int branch, String suffix, String store, int size) {
    int slot = branch + 4;
    int immediate = isa == Isa.MIPS32 ? slot : slot + 2;
    int address = size == 4 ? immediate & -4 : immediate;
    put(isa, branch - 4, store + suffix + " v1, 0(a0)");
    put(isa, branch, "beq" + suffix + " zero, zero, 0x80001000");
    put(isa, slot, "addiu" + suffix + " v0, v0, 1");
    int mode = isa == Isa.MIPS32 ? 0 : 1;
    machine.hart.gpr[V0] = 0;
    run(branch | mode, 1);
    put(isa, slot, "addiu" + suffix + " v0, v0, 7");
    machine.hart.gpr[V1] = machine.ram.read(address & 0xFFFFF, size);
    put(isa, slot, "addiu" + suffix + " v0, v0, 1");
    run(branch | mode, 1);
    machine.hart.gpr[A0] = address;
    run(branch - 4 | mode, 2);
    assertThat(machine.hart.gpr[V0]).as("%s %s", isa, store).isEqualTo(1 + 1 + 7);
    assertThat(machine.hart.pc).isEqualTo(CODE | mode);
  }

  @Test
  void theSlotMayChangeWhileExecutionStandsInIt() {
    for (Isa isa : Isa.values()) {
      int mode = isa == Isa.MIPS32 ? 0 : 1;
      put(isa, CODE, "beq" + (mode == 0 ? "" : "32") + " zero, zero, 0x80001100\nli v0, 1");
      run(CODE | mode, 1);
      machine.hart.pc = CODE | mode;
      machine.interpreter.step();
      put(isa, CODE + 4, "li v0, 5");
      machine.interpreter.step();
      assertThat(machine.hart.gpr[V0]).as("%s", isa).isEqualTo(5);
      assertThat(machine.hart.pc).isEqualTo(CODE + 0x100 | mode);
    }
  }

  @Test
  void aNewSecondHalfInTheNextPageIsSeen() throws GuestTrap {
    put(Isa.MICROMIPS, PAGE_END - 2, "addiu32 v0, zero, 1");
    run(PAGE_END - 2 | 1, 1);
    assertThat(machine.hart.gpr[V0]).isEqualTo(1);
    store(PAGE_END, 1, 2);
    run(PAGE_END - 2 | 1, 1);
    assertThat(machine.hart.gpr[V0]).isEqualTo(2);
  }
}
