package org.vzlab.svm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.format.Program;

/** The machine against a second, naive one, on random programs. */
class NaiveModelTest {
  private static final int PROGRAMS = 5_000;
  private static final int STEPS = 2_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void bothDoTheSameOnRandomPrograms(long seed) {
    Random sizes = new Random(seed);
    int compared = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      long program = seed * PROGRAMS + i;
      int cells = 1 + sizes.nextInt(40);
      int entries = 1 + sizes.nextInt(20);
      compared +=
          compare(
              new RandomCode(program).code().program(),
              cells,
              entries,
              "program of seed %d, %d cells, %d entries".formatted(program, cells, entries));
    }
    assertThat(compared).as("programs without CALLRTS and APPF").isGreaterThan(PROGRAMS - 10);
  }

  @Test
  void bothDoTheSameOnProgramsThatCompilersWrite() {
    int compared =
        compare(Programs.fib(12), 157, 42, "fib")
            + compare(Programs.ack(2, 3), 157, 42, "ack")
            + compare(Programs.list(20, 5), 157, 42, "list")
            + compare(Programs.loop(1_000), 1, 2, "loop");

    assertThat(compared).isEqualTo(4);
  }

  @Test
  void randomProgramsEndInManyWays() {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    Map<Trap, Integer> traps = new EnumMap<>(Trap.class);
    for (int i = 0; i < PROGRAMS; i++) {
      Machine machine = machine(new RandomCode(i).code().program(), 30, 10);
      ends.merge(machine.run(STEPS), 1, Integer::sum);
      machine.trap().ifPresent(trap -> traps.merge(trap, 1, Integer::sum));
    }

    assertThat(ends).containsOnlyKeys(End.STOP, End.TRAP, End.BADOP, End.LIMIT);
    assertThat(ends.get(End.STOP)).isGreaterThan(PROGRAMS / 20);
    assertThat(traps)
        .containsKeys(
            Trap.STACK_OVERFLOW,
            Trap.STACK_UNDERFLOW,
            Trap.HEAP_EXHAUSTED,
            Trap.BAD_POINTER,
            Trap.NO_MATCH,
            Trap.BAD_PC,
            Trap.BAD_CONSTANT);
  }

  private static Machine machine(Program program, int cells, int entries) {
    return new Machine(
        program, new Resources(cells, entries, 1, 1, 0), new Devices(List.of(), new Sleep(0)));
  }

  /** Compares; 1 if it could. */
  private static int compare(Program program, int cells, int entries, String name) {
    Machine machine = machine(program, cells, entries);
    NaiveModel model = new NaiveModel(program, cells, entries);
    machine.run(STEPS);
    model.run(STEPS);
    if (model.end.equals(NaiveModel.BEYOND)) {
      return 0;
    }

    String end =
        machine.trap().map(Trap::title).orElse(machine.end().map(End::title).orElse("limit"));
    Context context = machine.context(0);
    assertThat(end).as(name).isEqualTo(model.end);
    assertThat(context.pc()).as("PC of the %s", name).isEqualTo(model.pc);
    assertThat(machine.steps()).as("steps of the %s", name).isEqualTo(model.steps);
    assertThat(context.sp()).as("SP of the %s", name).isEqualTo(model.sp);
    assertThat(machine.heap().allocations()).as(name).isEqualTo(model.allocations);
    assertThat(machine.heap().collections()).as(name).isEqualTo(model.collections);
    equal(model, model.e, context.word(), context.pointer(), name);
    for (int i = 0; i < entries; i++) {
      equal(model, model.stackEntry(i), context.stackWord(i), context.stackPointer(i), name);
    }
    for (int i = 0; i < cells; i++) {
      if (model.cells[i] != null) {
        Heap heap = machine.heap();
        equalAsStored(model, model.cells[i].fst, heap.fstWord(i), heap.fstPointer(i), name);
        equalAsStored(model, model.cells[i].snd, heap.sndWord(i), heap.sndPointer(i), name);
      }
    }
    return 1;
  }

  private static void equal(
      NaiveModel model, Object expected, int word, boolean pointer, String name) {
    assertThat(pointer).as(name).isEqualTo(expected instanceof NaiveModel.Pair);
    assertThat(word).as(name).isEqualTo(model.word(expected));
  }

  /** A dead pair may point to one that was taken for something else since. */
  private static void equalAsStored(
      NaiveModel model, Object expected, int word, boolean pointer, String name) {
    assertThat(pointer).as(name).isEqualTo(expected instanceof NaiveModel.Pair);
    if (!pointer || model.isHeld(expected)) {
      assertThat(word).as(name).isEqualTo(model.word(expected));
    }
  }
}
