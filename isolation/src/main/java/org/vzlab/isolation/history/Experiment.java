package org.vzlab.isolation.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Session;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/**
 * Whether a guest notices what another one is: a board is run as it is, then again and again with
 * everything of the other guest replaced, and the guest's histories are compared.
 *
 * @param setup the board; its target is a configuration
 * @param variant what is different from the configuration in every run
 * @param guest the id of the guest or thread that is not to notice
 * @param other the id of the guest that is replaced
 * @param neighbours what it is replaced by, one in each run
 * @param cycles how long each run is, in SYSCLK cycles of board time
 * @param input what is typed at the console in every run
 */
public record Experiment(
    Setup setup,
    Variant variant,
    int guest,
    int other,
    List<Neighbour> neighbours,
    long cycles,
    List<Typed> input) {
  /** 30 ms. */
  private static final long CYCLES = Session.CYCLES_PER_SECOND * 3 / 100;

  /** What goes into a running guest does so after this part of the run. */
  private static final int PART = 3;

  /**
   * Characters typed at the console, such as Ctrl-E, a guest's digit and what it is to hear.
   *
   * @param cycles SYSCLK cycles of board time
   * @param text ISO 8859-1
   */
  public record Typed(long cycles, String text) {}

  /** A guest of a configuration and all {@link Neighbours} in the place of another, 30 ms each. */
  public static Experiment of(Setup setup, int guest, int other) {
    return new Experiment(setup, Variant.NONE, guest, other, Neighbours.all(), CYCLES, List.of());
  }

  /** The same on a board with something different. */
  public Experiment on(Variant different) {
    return new Experiment(setup, different, guest, other, neighbours, cycles, input);
  }

  /** The same with other neighbours. */
  public Experiment beside(List<Neighbour> others) {
    return new Experiment(setup, variant, guest, other, List.copyOf(others), cycles, input);
  }

  /** The same with runs of another length, in SYSCLK cycles of board time. */
  public Experiment lasting(long length) {
    return new Experiment(setup, variant, guest, other, neighbours, length, input);
  }

  /** The same with something typed in every run. */
  public Experiment typing(long at, String text) {
    List<Typed> more = new ArrayList<>(input);
    more.add(new Typed(at, text));
    return new Experiment(setup, variant, guest, other, neighbours, cycles, List.copyOf(more));
  }

  /**
   * Runs the boards.
   *
   * @throws UserError if the board cannot be opened, or not with a neighbour
   * @throws IllegalArgumentException if there is no such guest, or it has no code and RAM of its
   *     own
   */
  public NonInterference run() throws UserError {
    Bench asItIs = Boards.bench(setup, variant);
    Room room = Room.of(asItIs, other);
    Criterion criterion = Criterion.of(asItIs.layout().orElseThrow());
    HistoryRecorder recorder = HistoryRecorder.record(asItIs);
    History reference = run(asItIs, recorder, room, Optional.empty());
    List<NonInterference.Verdict> verdicts = new ArrayList<>();
    for (Neighbour neighbour : neighbours) {
      Comparison comparison = Comparison.of(criterion, reference, history(room, neighbour));
      int exit = comparison.difference().map(Difference::exitWithoutRegisters).orElse(-1);
      if (exit >= 0) {
        comparison = again(criterion, room, neighbour, exit);
      }
      verdicts.add(new NonInterference.Verdict(neighbour.name(), comparison));
    }
    return new NonInterference(
        setup.target(), guest, other, criterion, cycles, List.copyOf(verdicts));
  }

  private History history(Room room, Neighbour neighbour) throws UserError {
    Bench bench = Boards.bench(setup, Replacement.in(variant, room, neighbour));
    return run(bench, HistoryRecorder.record(bench), room, Optional.of(neighbour));
  }

  /** Both runs once more, with the registers of the exit that differs. */
  private Comparison again(Criterion criterion, Room room, Neighbour neighbour, int exit)
      throws UserError {
    Bench first = Boards.bench(setup, variant);
    Bench second = Boards.bench(setup, Replacement.in(variant, room, neighbour));
    return Comparison.of(
        criterion,
        run(first, HistoryRecorder.record(first, exit, 1), room, Optional.empty()),
        run(second, HistoryRecorder.record(second, exit, 1), room, Optional.of(neighbour)));
  }

  private History run(
      Bench bench, HistoryRecorder recorder, Room room, Optional<Neighbour> neighbour) {
    for (Typed typed : input) {
      bench.type(
          typed.cycles(), bench.consoleUart(), typed.text().getBytes(StandardCharsets.ISO_8859_1));
    }
    bench.run(cycles / PART);
    if (neighbour.orElse(null) instanceof Neighbour.Memory memory) {
      memory.fill(bench, room);
    } else if (neighbour.orElse(null) instanceof Neighbour.Input typed) {
      bench.type(bench.now(), bench.consoleUart(), typed.bytes(other));
    }
    bench.run(cycles);
    return recorder.of(guest, cycles);
  }
}
