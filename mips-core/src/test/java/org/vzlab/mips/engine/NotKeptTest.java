package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.WatchFields;
import org.vzlab.mips.isa.Operation;

/**
 * Pages whose instructions are not kept execute as others do: random programs of branches, with
 * watches in their pages on doublewords where nothing is executed.
 */
class NotKeptTest {
  private static final int BLOCKS = 12;
  private static final int PAIRS = 4;

  /** Where in a page of a {@link BranchProgram} there is never code. */
  private static final int UNUSED = 0x800;

  private static final Cp0Register[] LO = {
    Cp0Register.WATCH_LO0, Cp0Register.WATCH_LO1, Cp0Register.WATCH_LO2, Cp0Register.WATCH_LO3
  };
  private static final Cp0Register[] HI = {
    Cp0Register.WATCH_HI0, Cp0Register.WATCH_HI1, Cp0Register.WATCH_HI2, Cp0Register.WATCH_HI3
  };

  private final Map<String, byte[]> known = new HashMap<>();

  private BranchProgram program(long seed) {
    List<Operation> branches = new ArrayList<>(BranchForms.all());
    Collections.shuffle(branches, new Random(seed));
    return new BranchProgram(seed, branches.subList(0, BLOCKS), known);
  }

  /** The programs of root: a guest's pages cannot be watched. */
  static LongStream seeds() {
    NotKeptTest test = new NotKeptTest();
    return LongStream.range(100, 160).filter(seed -> !test.program(seed).inGuest());
  }

  /** Four pages of the program, of which at least two follow each other. */
  private static List<Integer> pages(BranchProgram program, int start, Random random) {
    List<Integer> pages = new ArrayList<>();
    int first = (start & 0xF0000000) | 0x3000;
    int chosen = random.nextInt(BLOCKS);
    pages.add(first + chosen * Memory.PAGE);
    pages.add(first + (chosen + 1) * Memory.PAGE);
    while (pages.size() < PAIRS) {
      pages.add(first + random.nextInt(BLOCKS + 1) * Memory.PAGE);
    }
    for (int page : pages) {
      assertThat(program.code().keySet()).doesNotContain(page + UNUSED);
    }
    return pages;
  }

  private static StopGoMachine armed(BranchProgram program, List<Integer> pages) {
    StopGoMachine machine = new StopGoMachine(program).start();
    for (int i = 0; i < PAIRS; i++) {
      machine.machine.root(HI[i], WatchFields.G);
      machine.machine.root(LO[i], (pages.get(i) + UNUSED) | WatchFields.I);
    }
    return machine;
  }

  private static Map<String, String> disarmed(StopGoMachine machine) {
    for (int i = 0; i < PAIRS; i++) {
      machine.machine.root(LO[i], 0);
      machine.machine.root(HI[i], 0);
    }
    return machine.state();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsNotKeptExecutesAsWhatIs(long seed) throws GuestTrap {
    BranchProgram program = program(seed);
    Random random = new Random(seed);
    StopGoMachine kept = new StopGoMachine(program).start();
    List<Integer> pages = pages(program, kept.machine.hart.pc, random);
    long end = new StopGoMachine(program).start().runToEnd();
    kept.run(end);
    StopGoMachine ran = armed(program, pages);
    ran.machine.hart.mmu.fetches.find(pages.get(0));
    assertThat(ran.machine.hart.mmu.fetches.isKept()).isFalse();
    ran.run(end);
    assertThat(ran.trace).as("seed %d", seed).isEqualTo(kept.trace);
    StopGoMachine stepped = armed(program, pages).step(end);
    assertThat(stepped.trace).as("seed %d, stepped", seed).isEqualTo(kept.trace);
    Map<String, String> state = disarmed(kept);
    assertThat(disarmed(ran)).as("seed %d", seed).isEqualTo(state);
    assertThat(disarmed(stepped)).as("seed %d, stepped", seed).isEqualTo(state);
    assertThat(disarmed(armed(program, pages).stepAndRun(end, random)))
        .as("seed %d, mixed, in new machines", seed)
        .isEqualTo(state);
  }
}
