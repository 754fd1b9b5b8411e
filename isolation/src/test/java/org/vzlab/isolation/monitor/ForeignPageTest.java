package org.vzlab.isolation.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Holes;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Violation;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.AssemblyException;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;
import org.vzlab.mips.mmu.Access;

/**
 * A page of guest 1 is mapped for guest 2 by mistake: whatever instruction of guest 2 gets at it is
 * found, with its PC, the physical address and what it does. Guest 2 has a pair of pages of its own
 * TLB besides, so that user mode has code and the page too.
 */
final class ForeignPageTest {
  private static final InstructionSet INSTRUCTIONS = InstructionSet.m5150();
  private static final int PAGE = 0x2000;
  private static final int OFFSET = 8;

  /** Where guest 2 has it by mistake. */
  private static final int GPA = 0x100000;

  /** The instruction's place in the page of code. */
  private static final int PLACE = 0x800;

  /** A pair of pages of the guest's TLB: its code, and the page. */
  private static final int USER_CODE = 0x00400000;

  private static final int USER_PAGE = 0x00401000;
  private static final int KERNEL_PAGE = 0x80000000 | GPA;

  private static final int UNITS = Status.CU1 | Status.MX | Status.FR;
  private static final int USER = 0x10;

  /** Cycles after which the instruction has been executed, with all the exits that it takes. */
  private static final int LONG_ENOUGH = 4000;

  private final Watched board;
  private final OwnershipMonitor monitor;
  private final Hart hart;
  private final Memory code;
  private final int codeOffset;

  ForeignPageTest() throws UserError {
    Variant hole =
        Variant.NONE.withImage(2, Holes.guest("")).withLayout(Holes.page(2, GPA, PAGE, Holes.OPEN));
    board = Watched.open("two-guests.config", hole);
    monitor = OwnershipMonitor.watch(board.bench);
    hart = board.bench.hart();
    int physical =
        board.bench.layout().orElseThrow().partitions().get(1).pages().physical(0x1FC00000);
    Region region = board.bench.bus().at(physical);
    code = region.memory();
    codeOffset = region.offsetInMemory(physical);
    board.run(0.005);
  }

  /** Those that do something with an address, but for PREF, which does nothing. */
  private static List<Operation> operations(Isa isa, boolean user) {
    return INSTRUCTIONS.operations().stream()
        .filter(operation -> operation.isa() == isa && operation.asm().contains("(base)"))
        .filter(operation -> !operation.asm().contains("$ct"))
        .filter(operation -> !user || !operation.mnemonic().equals("cache"))
        .toList();
  }

  private static Set<Access> accesses(String mnemonic) {
    return switch (mnemonic) {
      case "pref", "prefx" -> EnumSet.noneOf(Access.class);
      case "cache", "synci" -> EnumSet.of(Access.CACHE);
      case "aset", "aclr" -> EnumSet.of(Access.LOAD, Access.STORE);
      default -> EnumSet.of(mnemonic.startsWith("l") ? Access.LOAD : Access.STORE);
    };
  }

  private static String told(Access access) {
    return switch (access) {
      case FETCH -> "a fetch";
      case LOAD -> "a load";
      case STORE -> "a store";
      case CACHE -> "CACHE or SYNCI";
    };
  }

  private static byte[] bytes(Operation operation) {
    for (String base : List.of("a0", "gp", "sp")) {
      byte[] bytes = assembled(operation, base);
      if (bytes.length == operation.length() && decoded(operation, bytes) == operation) {
        return bytes;
      }
    }
    throw new AssertionError(operation + " cannot be written");
  }

  private static byte[] assembled(Operation operation, String base) {
    String mnemonic = operation.mnemonic();
    String suffix =
        operation.isa() == Isa.MICROMIPS ? Integer.toString(8 * operation.length()) : "";
    String operands =
        operation
            .asm()
            .substring(mnemonic.length())
            .replaceAll("\\bbase\\b", base)
            .replaceAll("\\brt\\(", "a1(")
            .replaceAll("\\b(rt|rd)\\b", "v0")
            .replaceAll("\\bf[tds]\\b", "\\$f2")
            .replaceAll("\\bop\\b", "0x15")
            .replaceAll("\\bhint\\b", "0")
            .replace("offset", Integer.toString(OFFSET))
            .replace("list", "s0-s1, ra")
            .replace("bit", "3");
    try {
      return new Assembler(INSTRUCTIONS, operation.isa())
          .bytes(Holes.CODE, mnemonic.replaceFirst("^[^.]+", "$0" + suffix) + operands);
    } catch (AssemblyException notLikeThis) {
      return new byte[0];
    }
  }

  private static Operation decoded(Operation operation, byte[] bytes) {
    int first = (bytes[0] & 0xFF) | ((bytes[1] & 0xFF) << 8);
    int second = bytes.length > 2 ? (bytes[2] & 0xFF) | ((bytes[3] & 0xFF) << 8) : 0;
    int bits = operation.isa() == Isa.MIPS32 ? second << 16 | first : first << 16 | second;
    return INSTRUCTIONS.decode(operation.isa(), bits).operation();
  }

  private void put(int at, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      code.write(codeOffset + at + i, 1, bytes[i]);
    }
  }

  /** Guest 2 executes from an address on, with the page's address in every base register. */
  private List<Violation> execute(int pc, int page, boolean user, int index) {
    for (int tries = 0; hart.owner() != 2; tries++) {
      assertThat(tries).as("it is guest 2's turn at last").isLessThan(100_000);
      board.bench.run(board.bench.now() + 100);
    }
    guest(Cp0Register.STATUS, UNITS);
    guest(Cp0Register.INDEX, 3);
    guest(Cp0Register.ENTRY_HI, USER_CODE);
    guest(Cp0Register.PAGE_MASK, 0);
    guest(Cp0Register.ENTRY_LO0, 0x1FC00000 >>> 6 | Holes.OPEN);
    guest(Cp0Register.ENTRY_LO1, GPA >>> 6 | Holes.OPEN);
    hart.tlb.tlbwi(true);
    guest(Cp0Register.STATUS, UNITS | (user ? USER : 0));
    for (int register : new int[] {4, 28, 29}) {
      hart.gpr[register] = page;
    }
    hart.gpr[5] = index;
    hart.inDelaySlot = false;
    hart.pc = pc;
    monitor.clear();
    board.bench.run(board.bench.now() + LONG_ENOUGH);
    return monitor.violations().stream().filter(v -> v.text().contains("gets through")).toList();
  }

  private void guest(Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT_FOR_GUEST);
  }

  @ParameterizedTest(name = "{0}, user mode: {1}")
  @CsvSource({"MIPS32, false", "MIPS32, true", "MICROMIPS, false", "MICROMIPS, true"})
  void everyInstructionThatGetsAtThePageIsFound(Isa isa, boolean user) {
    int mode = isa == Isa.MICROMIPS ? 1 : 0;
    int page = user ? USER_PAGE : KERNEL_PAGE;
    int pc = (user ? USER_CODE : Holes.CODE) + PLACE | mode;
    Assembler assembler = new Assembler(INSTRUCTIONS, isa);
    List<String> seen = new ArrayList<>();
    for (Operation operation : operations(isa, user)) {
      byte[] bytes = bytes(operation);
      put(PLACE, bytes);
      String loop = isa == Isa.MIPS32 ? "beq" : "beq32";
      String nop = isa == Isa.MIPS32 ? "nop" : "nop32";
      put(
          PLACE + bytes.length,
          assembler.bytes(Holes.CODE, "here: " + loop + " zero, zero, here\n" + nop + "\n"));
      int index = operation.mnemonic().equals("lwxs") ? OFFSET / 4 : OFFSET;
      List<Violation> found = execute(pc, page, user, index);
      Set<Access> expected = accesses(operation.mnemonic());
      Set<String> told = new TreeSet<>();
      for (Violation violation : found) {
        assertThat(violation.rule()).as("%s", operation).isEqualTo(Rule.DISJOINT);
        assertThat(violation.task()).as("%s", operation).isEqualTo(2);
        assertThat(violation.pc()).as("%s", operation).isEqualTo(pc);
        assertThat(violation.address() & -Memory.PAGE).as("%s", operation).isEqualTo(PAGE);
        told.add(violation.text().substring(0, violation.text().indexOf(" at virtual")));
      }
      assertThat(told)
          .as("%s", operation)
          .isEqualTo(new TreeSet<>(expected.stream().map(ForeignPageTest::told).toList()));
      if (!expected.isEmpty()) {
        assertThat(found.get(0).address()).as("%s", operation).isEqualTo(PAGE + OFFSET);
        seen.add(operation.mnemonic());
      }
    }
    assertThat(seen).as("of both kinds").contains("lw", "sw", "lwl", "swr", "ll", "sc", "synci");
    assertThat(seen.contains("lwm")).isEqualTo(isa == Isa.MICROMIPS);
    assertThat(seen.contains("cache")).isEqualTo(!user);
  }

  @ParameterizedTest(name = "{0}, user mode: {1}")
  @CsvSource({"MIPS32, false", "MIPS32, true", "MICROMIPS, false", "MICROMIPS, true"})
  void everyFetchFromThePageIsFound(Isa isa, boolean user) {
    int page = user ? USER_PAGE : KERNEL_PAGE;
    int pc = page + 0x20 | (isa == Isa.MICROMIPS ? 1 : 0);
    List<Violation> found = execute(pc, page, user, 0);
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).rule()).isEqualTo(Rule.DISJOINT);
    assertThat(found.get(0).pc()).isEqualTo(pc);
    assertThat(found.get(0).address()).isEqualTo(PAGE + 0x20);
    assertThat(found.get(0).text())
        .startsWith(
            String.format(Locale.ROOT, "a fetch at virtual address 0x%08x gets through", pc & ~1));
  }
}
