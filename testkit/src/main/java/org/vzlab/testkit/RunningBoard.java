package org.vzlab.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.vzlab.board.Bench;
import org.vzlab.board.BoardTime;
import org.vzlab.board.End;
import org.vzlab.board.Session;
import org.vzlab.board.Summary;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UserError;
import org.vzlab.isolation.fault.Fault;
import org.vzlab.isolation.fault.FaultPlan;
import org.vzlab.isolation.fault.FaultResult;
import org.vzlab.isolation.fault.FaultRuns;
import org.vzlab.isolation.fault.Injector;
import org.vzlab.isolation.guarantee.GuaranteePlan;
import org.vzlab.isolation.guarantee.GuaranteeRuns;
import org.vzlab.isolation.history.Experiment;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.NonInterference;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.model.GuestView;

/**
 * The board of one test. It stands still but for {@link #runFor} and {@link #runUntil}, and all
 * times are its own: a number and {@code us}, {@code ms}, {@code s}, {@code m} or {@code h}. What
 * is told of it is told since power-on.
 */
public final class RunningBoard {
  /** How often it is looked whether something has happened: 10 microseconds, in SYSCLK cycles. */
  private static final long STEP = Session.CYCLES_PER_SECOND / 100_000;

  private final BootedBoard board;
  private final Inputs inputs = new Inputs();
  private final Map<Integer, Console> lines = new TreeMap<>();
  private final Map<Integer, Guest> guests = new TreeMap<>();
  private boolean opened;

  /** Forces stuck bits while the board runs; null without any. */
  private Injector injector;

  RunningBoard(BootedBoard board) {
    this.board = board;
  }

  /** Board time in SYSCLK cycles, of which 200 are a microsecond. */
  public long now() {
    return inside().now();
  }

  /**
   * Runs for some board time.
   *
   * @throws BadBoard if it is no board time
   */
  public void runFor(String time) {
    run(now() + cycles(time));
  }

  /** The same in SYSCLK cycles. */
  public void runFor(long cycles) {
    run(now() + cycles);
  }

  private void run(long until) {
    if (injector == null) {
      inside().run(until);
    } else {
      injector.run(until);
    }
    if (inside().end() == End.UNMODELLED) {
      throw new AssertionError(
          "something that is not modelled was touched: " + inside().summary().unmodelled());
    }
  }

  /**
   * Runs until something happens; that is looked for every 10 microseconds.
   *
   * @param within board time that it may take
   * @throws AssertionError if it has not happened then
   */
  public void runUntil(Awaited event, String within) {
    long end = now() + cycles(within);
    while (!event.happened().getAsBoolean()) {
      if (now() >= end) {
        throw new AssertionError(
            String.format(
                "Expected within %s of board time that %s, but it has not happened until %s.%n%s",
                within, event.text(), new BoardTime(now()), FailureReport.consoles(this)));
      }
      run(Math.min(end, now() + STEP));
    }
  }

  /** The console of the board. */
  public Console console() {
    return uart(inside().consoleUart());
  }

  /**
   * The line to a UART.
   *
   * @param number 1 to 6
   * @throws BadBoard if there is no such UART
   */
  public Console uart(int number) {
    if (number < 1 || number > 6) {
      throw new BadBoard("found UART" + number + ", expected one of UART1 to UART6");
    }
    return lines.computeIfAbsent(
        number, uart -> new Console(this, "UART" + uart, recording().line(uart), uart, -1));
  }

  /**
   * A guest.
   *
   * @throws BadBoard if there is no guest with that id
   */
  public Guest guest(int id) {
    return guests.computeIfAbsent(id, this::find);
  }

  private Guest find(int id) {
    List<GuestView> all = views();
    if (has(all, id)) {
      return new Guest(this, id);
    }
    if (inside().hypervisor().stream().anyMatch(h -> has(h.threads(), id))) {
      throw new BadBoard(
          String.format(
              "found %d, which is a thread, expected a guest: of a thread there are no assertions;"
                  + " summary() has how it was served",
              id));
    }
    throw new BadBoard(
        String.format(
            "found guest %d, expected one that %s has: %s",
            id,
            board.recipe().setup().target(),
            all.isEmpty()
                ? "none, it is no configuration"
                : all.stream().map(v -> "guest " + v.id()).collect(Collectors.joining(", "))));
  }

  private static boolean has(List<? extends GuestView> views, int id) {
    return views.stream().anyMatch(view -> view.id() == id);
  }

  /** All guests in the order of their ids. */
  public List<Guest> guests() {
    List<Guest> all = new ArrayList<>();
    views().forEach(view -> all.add(guest(view.id())));
    return all;
  }

  private List<GuestView> views() {
    return inside().hypervisor().map(hypervisor -> hypervisor.guests()).orElse(List.of());
  }

  /** What a guest is doing. */
  GuestView view(int guest) {
    return views().stream().filter(view -> view.id() == guest).findFirst().orElseThrow();
  }

  /** A guest's tables. */
  Partition partition(int guest) {
    return inside().layout().orElseThrow().partitions().stream()
        .filter(partition -> partition.id() == guest)
        .findFirst()
        .orElseThrow();
  }

  /**
   * An LED.
   *
   * @param name as printed on the board
   * @throws BadBoard if the board has no such LED
   */
  public Led led(String name) {
    Map<String, Summary.Led> all = inside().summary().leds();
    for (String known : all.keySet()) {
      if (known.equalsIgnoreCase(name)) {
        return new Led(this, known);
      }
    }
    throw new BadBoard(
        String.format(
            "found LED '%s', expected one that the board has: %s",
            name, String.join(", ", all.keySet())));
  }

  /**
   * A button.
   *
   * @param name as printed on the board
   * @throws BadBoard if the board has no such button
   */
  public Button button(String name) {
    return new Button(this, name);
  }

  /** The physical address space. */
  public Memory memory() {
    return new Memory(this, address -> address, "the board's");
  }

  /** All changes of LEDs, in their order. */
  public List<LedChange> ledChanges() {
    return List.copyOf(recording().leds());
  }

  /** Messages for the user: which guest was stopped and why, what is not modelled. */
  public List<String> reports() {
    return List.copyOf(recording().reports());
  }

  /** What has happened. */
  public Summary summary() {
    return inside().summary();
  }

  /** What time everything takes. */
  public TimingModel timing() {
    return board.recipe().setup().timing();
  }

  /** The state when the test began. */
  public Snapshot booted() {
    return board.booted();
  }

  /**
   * Everything inside. What is done to it no other test sees: after this test the board is thrown
   * away. A replay of the test does not know of it.
   */
  public Bench bench() {
    opened = true;
    return inside();
  }

  /**
   * A fault of the hardware happens now. A bit that is stuck stays so until another fault or the
   * end of the test. The board is thrown away after the test, and its replay does not know of it.
   *
   * @return what it has changed
   * @throws BadBoard if the board has no such element
   */
  public Injector.Change inject(Fault fault) {
    injector = injector == null ? Injector.of(bench()) : injector;
    try {
      return injector.inject(fault);
    } catch (IllegalArgumentException e) {
      throw new BadBoard(fault + ": " + e.getMessage(), e);
    }
  }

  /** What becomes of faults, each on a board of its own, that seeds choose. */
  List<FaultResult> faults(FaultPlan plan, long firstSeed, long lastSeed) {
    try {
      FaultRuns runs = FaultRuns.of(board.recipe().open(), plan);
      return LongStream.rangeClosed(firstSeed, lastSeed).mapToObj(runs::run).toList();
    } catch (UserError e) {
      throw new BadBoard(e.getMessage(), e);
    }
  }

  /** The board itself; whoever uses this leaves nothing behind on it. */
  Bench inside() {
    return board.bench();
  }

  /** Whether a guest notices what another one is. */
  NonInterference nonInterference(int guest, int other, long cycles) {
    guest(other);
    Experiment experiment =
        Experiment.of(board.recipe().setup(), guest, other)
            .on(board.recipe().variant())
            .lasting(cycles);
    if (!inputs.typed().isEmpty()) {
      // On the one line to the console, what is typed for the other would stand among it.
      experiment =
          experiment.beside(
              experiment.neighbours().stream()
                  .filter(neighbour -> !(neighbour instanceof Neighbour.Input))
                  .toList());
    }
    for (Experiment.Typed typed : typedBefore(cycles)) {
      experiment = experiment.typing(typed.cycles(), typed.text());
    }
    try {
      return experiment.run();
    } catch (UserError | IllegalArgumentException e) {
      throw new BadBoard(e.getMessage(), e);
    }
  }

  /** What has been typed at the console before some board time. */
  private List<Experiment.Typed> typedBefore(long cycles) {
    return inputs.typed().stream()
        .filter(typed -> typed.uart() == inside().consoleUart() && typed.time() < cycles)
        .map(
            typed ->
                new Experiment.Typed(
                    typed.time(), new String(typed.bytes(), StandardCharsets.ISO_8859_1)))
        .toList();
  }

  /**
   * The runs that show what a guest has of the processor's time beside hostile ones.
   *
   * @param time board time of each
   */
  GuaranteeRuns guarantee(
      int guest, List<Neighbour> programs, long firstSeed, long lastSeed, String time) {
    long cycles = cycles(time);
    try {
      return GuaranteeRuns.of(
          board.recipe().setup(),
          board.recipe().variant(),
          GuaranteePlan.of(firstSeed, lastSeed, cycles)
              .of(List.of(guest))
              .beside(programs)
              .typing(typedBefore(cycles)));
    } catch (UserError | IllegalArgumentException e) {
      throw new BadBoard(e.getMessage(), e);
    }
  }

  /** A byte of RAM as it was when the test began. */
  byte booted(int physical) {
    return board.bootedByte(physical);
  }

  /** Whether the test may have left something on the board that going back does not take away. */
  boolean opened() {
    return opened;
  }

  Recording recording() {
    return board.recording();
  }

  Recipe recipe() {
    return board.recipe();
  }

  Inputs inputs() {
    return inputs;
  }

  /** SYSCLK cycles of a board time. */
  static long cycles(String time) {
    return RecipeReader.time(time, "").cycles();
  }
}
