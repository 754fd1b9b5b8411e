package org.vzlab.kit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.Peripheral;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.kit.time.Clock;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;

class SnapshotTest {
  /** A timer that interrupts, changes its own divider and leaves marks in memory. */
  private static final class Ticker extends Peripheral {
    private final Scheduler scheduler;
    private final Memory ram;
    private final Register control =
        register(new RegisterSpec("TCON", 0, 1, -1, true, List.of(new FieldSpec("STEP", 0, 16))));
    private final Field step = control.field("STEP");
    private final Clock clock;
    private final IrqLine line;
    private final Event match;

    Ticker(String name, Scheduler scheduler, Memory ram, IrqLine.Sink sink) {
      super(name, 0, 16, Unmodelled.QUIET);
      this.scheduler = scheduler;
      this.ram = ram;
      clock = part("clock", new Clock(scheduler, 2));
      line = part("line", new IrqLine(1, sink));
      match = scheduler.event(name + ".match", 1, this::onMatch);
      match.in(3);
    }

    private void onMatch() {
      int next = (step.get() * 31 + (int) clock.ticks() + name().length()) & 0xFF;
      step.set(next);
      clock.setDivider(1 + next % 7);
      line.set((next & 1) != 0);
      ram.write(next & ~3, 4, (int) scheduler.now());
      match.at(clock.timeOf(clock.ticks() + 1 + next % 5));
    }
  }

  /** Two tickers on one scheduler, and everything they did. */
  private static final class Machine implements Stateful {
    final Scheduler scheduler = new Scheduler();
    final Memory ram = Memory.ram("RAM", 256);
    final List<String> trace = new ArrayList<>();
    final Ticker fast = new Ticker("fast", scheduler, ram, (n, level) -> note("fast " + level));
    final Ticker slow = new Ticker("slower", scheduler, ram, (n, level) -> note("slow " + level));

    private void note(String what) {
      trace.add(scheduler.now() + " " + what);
    }

    void run(int cycles) {
      long end = scheduler.now() + cycles;
      while (scheduler.now() < end) {
        scheduler.beginSlice(end);
        scheduler.idle();
        scheduler.fireDue();
      }
      note("ram " + Arrays.hashCode(ram.bytes()));
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.enter("scheduler", scheduler);
      visitor.enter("ram", ram);
      visitor.enter("fast", fast);
      visitor.enter("slow", slow);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 100, 1001, 5000})
  void runningOnAfterASnapshotIsTheSameAsRunningOnAfterRestoringIt(int before) {
    Machine machine = new Machine();
    machine.run(before);
    Snapshot snapshot = Snapshot.of(machine);
    machine.trace.clear();
    machine.run(3000);
    List<String> expected = List.copyOf(machine.trace);
    assertThat(expected).hasSizeGreaterThan(10);

    snapshot.restore(machine);
    machine.trace.clear();
    machine.run(3000);
    assertThat(machine.trace).as("in the same machine").isEqualTo(expected);

    Machine other = new Machine();
    snapshot.restore(other);
    other.run(3000);
    assertThat(other.trace).as("in another machine").isEqualTo(expected);
  }

  @Test
  void aSnapshotIsNotChangedByWhatHappensLater() {
    Memory ram = Memory.ram("RAM", 4);
    Snapshot snapshot = Snapshot.of(ram);
    ram.write(0, 4, -1);

    snapshot.restore(ram);

    assertThat(ram.read(0, 4)).isZero();
  }

  @Test
  void everyKindOfStateIsPutBackUnderItsPath() {
    class Part implements Stateful {
      private int small = 1;
      private long large = 2;
      private boolean flag = true;
      private final int[] words = {3, 4};

      @Override
      public void visit(StateVisitor visitor) {
        small = visitor.int32("small", small);
        large = visitor.int64("large", large);
        flag = visitor.flag("flag", flag);
        visitor.array("words", words);
      }
    }
    Part left = new Part();
    Part right = new Part();
    right.small = 9;
    Stateful both =
        visitor -> {
          visitor.enter("left", left);
          visitor.enter("right", right);
        };
    Snapshot snapshot = Snapshot.of(both);
    left.small = 0;
    left.large = 0;
    left.flag = false;
    left.words[1] = 0;
    right.small = 0;

    snapshot.restore(both);

    assertThat(left.small).isEqualTo(1);
    assertThat(left.large).isEqualTo(2);
    assertThat(left.flag).isTrue();
    assertThat(left.words).containsExactly(3, 4);
    assertThat(right.small).isEqualTo(9);
  }

  /** State of the kinds that have no fixed size, and pages. */
  private static final class Rich implements Stateful {
    private List<String> names = List.of();
    private String word;
    private final long[] counts = {1, -1};
    private final byte[] memory = new byte[10];
    private final List<Integer> replaced = new ArrayList<>();

    @Override
    public void visit(StateVisitor visitor) {
      names = visitor.value("names", names);
      word = visitor.value("word", word);
      visitor.array("counts", counts);
      visitor.pages("memory", memory, 4, replaced::add);
    }
  }

  @Test
  void valuesAndLongArraysArePutBackNullAmongThem() {
    Rich rich = new Rich();
    rich.names = List.of("a", "b");
    Snapshot snapshot = Snapshot.of(rich);
    rich.names = List.of("c");
    rich.word = "d";
    rich.counts[0] = Long.MAX_VALUE;

    snapshot.restore(rich);

    assertThat(rich.names).containsExactly("a", "b");
    assertThat(rich.word).isNull();
    assertThat(rich.counts).containsExactly(1, -1);
  }

  @Test
  void onlyPagesThatAreNotTheSameAreReplaced() {
    Rich rich = new Rich();
    Snapshot snapshot = Snapshot.of(rich);
    assertThat(rich.replaced).as("by taking it").isEmpty();
    rich.memory[3] = 1;
    rich.memory[9] = 2;

    snapshot.restore(rich);

    assertThat(rich.memory).containsOnly(0);
    assertThat(rich.replaced).containsExactly(0, 8);
  }

  @Test
  void theDifferencesAreThePathsOfWhatIsNotTheSame() {
    Rich left = new Rich();
    Rich right = new Rich();
    Stateful machine =
        visitor -> {
          visitor.enter("left", left);
          visitor.enter("right", right);
        };
    Snapshot before = Snapshot.of(machine);
    assertThat(before.differences(Snapshot.of(machine))).isEmpty();
    right.word = "changed";
    right.counts[1] = 0;
    left.memory[0] = 1;
    left.names = new ArrayList<>(left.names);

    assertThat(before.differences(Snapshot.of(machine)))
        .containsExactly("left/memory", "right/counts", "right/word");
  }

  @Test
  void whatOnlyOneOfTwoSnapshotsHasIsADifference() {
    Snapshot small = Snapshot.of(visitor -> visitor.int32("a", 1));
    Snapshot large =
        Snapshot.of(
            visitor -> {
              visitor.int32("a", 1);
              visitor.enter("part", inner -> inner.flag("b", true));
            });

    assertThat(small.differences(large)).containsExactly("part/b");
    assertThat(large.differences(small)).containsExactly("part/b");
  }

  @Test
  void twoPiecesOfStateOfOneNameAreRefused() {
    Stateful twice =
        visitor -> {
          visitor.int32("a", 1);
          visitor.int32("a", 2);
        };

    assertThatIllegalStateException()
        .isThrownBy(() -> Snapshot.of(twice))
        .withMessage("two pieces of state are called a");
  }

  @Test
  void aMachineBuiltInAnotherWayIsRefused() {
    Function<Memory, Stateful> board = memory -> visitor -> visitor.enter("ram", memory);
    Snapshot snapshot = Snapshot.of(board.apply(Memory.ram("RAM", 8)));

    assertThatIllegalStateException()
        .isThrownBy(() -> snapshot.restore(board.apply(Memory.ram("RAM", 4))))
        .withMessage("ram/bytes has 4 elements, in the snapshot 8");
    assertThatIllegalStateException()
        .isThrownBy(() -> snapshot.restore(visitor -> visitor.int32("pc", 0)))
        .withMessage("the snapshot has no pc");
    assertThatIllegalStateException()
        .isThrownBy(() -> snapshot.restore(v -> v.enter("ram", inner -> inner.int64("bytes", 0))))
        .withMessage("the snapshot has no ram/bytes");
    assertThatIllegalStateException()
        .isThrownBy(() -> snapshot.restore(visitor -> visitor.enter("ram", inner -> {})))
        .withMessage("the machine has no ram/bytes");
    assertThatIllegalStateException()
        .isThrownBy(() -> snapshot.restore(visitor -> {}))
        .withMessage("the machine has no ram");
  }
}
