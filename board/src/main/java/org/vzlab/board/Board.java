package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.engine.InstructionExecuted;
import org.vzlab.mips.engine.Interpreter;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.port.RootSoftware;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.soc.Pic32mz;
import org.vzlab.soc.peripheral.ResetCause;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.model.Platform;
import org.vzlab.vp.model.TinyVp;
import org.vzlab.vp.model.VpListener;

/** A board: the processor, the chip and what is soldered to it. */
final class Board implements Bench {
  private static final int NANOSECONDS_PER_CYCLE = 5;

  /** Interrupt number of the core's performance counters. */
  private static final int CORE_PERF_COUNT = 104;

  /** Ranks of the board's events lie behind those of the chip. */
  private static final int TYPING_RANK = 1000;

  private static final int BUTTONS_RANK = 1001;

  final Scheduler time = new Scheduler();
  final Bus bus;
  final Hart hart;
  final Pic32mz chip;

  final BoardModel hardware;

  /** What becomes of messages between guests. */
  final TraceChannel<MailboxMessage> messages = new TraceChannel<>();

  /** Tells of guests what the modelled hypervisor tells. */
  final Reports reports = new Reports(this);

  private final Interpreter engine;
  private final InstructionSet instructionSet = InstructionSet.m5150();
  private final Leds leds;
  private final Buttons buttons;
  private final TimingModel model;
  private final Accounts accounts;
  private final Charges charges = new Charges();
  private final UnmodelledLog unmodelled;
  private final Typing typing;

  private final InterruptCounts interrupts = new InterruptCounts();
  private final SerialLines serial;
  private Consumer<String> report = line -> {};
  private final List<String> warnings = new ArrayList<>();
  private End end = End.RUNNING;
  private ResetCause resetRequested;
  private Runnable start = () -> {};
  private TinyVp hypervisor;
  private Optional<LaidOut> laidOut = Optional.empty();
  private ModelledTasks tasks;
  private int console;

  /** The images of root (0), of each guest and each thread, for the names of their functions. */
  private final Map<Integer, List<Image>> images = new TreeMap<>();

  /**
   * A board with empty memories, before anything is started.
   *
   * @param hardware which board
   * @param table what the timing model's constants are, if it is the approximate one
   */
  Board(BoardModel hardware, UnmodelledPolicy policy, TimingModel model, TimingTable table) {
    this.hardware = hardware;
    console = hardware.console().uart();
    unmodelled = new UnmodelledLog(policy, line -> report.accept(line), this::stop);
    bus = new Bus(unmodelled);
    this.model = model;
    hart = new Hart(time, bus, unmodelled, model.timing(time, table));
    accounts = new Accounts(hart);
    chip = new Pic32mz(hardware.part(), time, bus, hart, new HartActivity(hart), unmodelled, table);
    hart.connect(chip.irqLine(0), chip.irqLine(1), chip.irqLine(2), chip.irqLine(CORE_PERF_COUNT));
    engine = new Interpreter(hart, instructionSet);
    leds = new Leds(chip, time, hardware.leds());
    buttons = new Buttons(hardware, chip, time, BUTTONS_RANK);
    typing = new Typing(chip, time, TYPING_RANK);
    serial = new SerialLines(chip);
    chip.interruptTrace().listen(interrupts::take);
    chip.onReset(
        cause -> {
          resetRequested = cause;
          time.preempt();
        });
    hart.onNmi(() -> start.run());
    hardware.wire(chip);
    unmodelled.blame(hart);
  }

  /** Who executes, for messages, by the number that {@link Hart#owner} has for them. */
  static String owner(int number) {
    if (number >= CycleAccount.THREADS) {
      return "thread " + id(number);
    }
    return number == 0 ? "root" : "guest " + number;
  }

  /** The id of a guest or thread in the configuration, where each has another; 0 for root. */
  static int id(int number) {
    return number >= CycleAccount.THREADS ? number - CycleAccount.THREADS : number;
  }

  /**
   * Powers on: the chip takes the configuration words that have been loaded.
   *
   * @param how sets what is different from reset when execution starts, now, after every reset and
   *     after every NMI, which begins at the reset vector as well
   */
  void start(Runnable how) {
    start = how;
    reset(ResetCause.POWER_ON);
    start.run();
  }

  private void reset(ResetCause cause) {
    chip.reset(cause);
    hart.bootsMicromips(chip.bootsMicromips());
    hart.reset();
  }

  /** Puts the modelled hypervisor in the place of root's code. */
  void install(TinyVp tinyVp) {
    install(tinyVp, tinyVp);
  }

  /** The same with something in front of it. */
  void install(TinyVp tinyVp, RootSoftware software) {
    hypervisor = tinyVp;
    tasks = new ModelledTasks(tinyVp, accounts, charges);
    hart.crossings().listen(charges::take);
    hart.install(software);
  }

  /** Says what the hypervisor runs from. */
  void laidOut(LaidOut from) {
    laidOut = Optional.of(from);
  }

  /** Whether the modelled hypervisor is in the place of root's code. */
  boolean isModelled() {
    return hypervisor != null;
  }

  /** An image of root (0), a guest or a thread has the names of its functions. */
  void name(int id, Image image) {
    images.computeIfAbsent(id, any -> new ArrayList<>()).add(image);
  }

  /** Adds what is told to whoever listens to reports, before anything else. */
  void warn(String line) {
    warnings.add("warning: " + line);
  }

  /** Tells the user something. */
  void report(String line) {
    report.accept(line);
  }

  private void stop() {
    end = End.UNMODELLED;
    time.preempt();
  }

  /** When the flag of an interrupt was set last, or now if that is not known. */
  long raisedAt(int irq, long now) {
    return interrupts.raisedAt(irq, now);
  }

  @Override
  public long now() {
    return time.now();
  }

  @Override
  public void run(long untilCycles) {
    while (time.now() < untilCycles && end == End.RUNNING) {
      time.beginSlice(untilCycles);
      time.pause(hart.sampler.due());
      engine.run();
      hart.sampler.used(hart.pc);
      time.fireDue();
      unmodelled.flush();
      if (resetRequested != null) {
        ResetCause cause = resetRequested;
        resetRequested = null;
        reset(cause);
        start.run();
      }
    }
  }

  @Override
  public End end() {
    return end;
  }

  @Override
  public boolean failed() {
    return hypervisor != null && hypervisor.failed();
  }

  @Override
  public void onSerial(int uart, IntConsumer listener) {
    serial.listen(uart, listener);
  }

  @Override
  public int consoleUart() {
    return console;
  }

  /** The hypervisor's console is a UART that may be another one than the board's. */
  void useConsole(int uart) {
    console = uart;
  }

  /** What a hypervisor knows of the board. */
  Platform platform() {
    return hardware.platform(chip.part()).withConsoleAt(console);
  }

  @Override
  public void type(long cycles, int uart, byte[] bytes) {
    typing.type(cycles, uart, bytes);
  }

  @Override
  public int room(int uart) {
    return typing.room(uart);
  }

  @Override
  public void press(String button, long fromCycles, long toCycles) throws UserError {
    buttons.press(button, fromCycles, toCycles);
  }

  @Override
  public void onLed(LedListener listener) {
    leds.listen(listener);
  }

  @Override
  public void onReport(Consumer<String> listener) {
    report = report.andThen(listener);
    warnings.forEach(listener);
  }

  @Override
  public Runnable trace(TraceKind kind, Consumer<String> lines) {
    return kind == TraceKind.SCHEDULE
        ? ScheduleTrace.listen(hart, chip.interruptTrace(), messages, tasks, this::title, lines)
        : Traces.listen(kind, hart, chip, engine.trace(), new Traces(instructionSet), lines);
  }

  /** Hears of every instruction, before it executes. */
  void onInstruction(Consumer<InstructionExecuted> listener) {
    engine.trace().listen(listener);
  }

  @Override
  public void symbols(int id, String file) throws UserError {
    name(id, Programs.read(file));
  }

  @Override
  public Supplier<List<String>> profile(long periodCycles) {
    Profile profile =
        new Profile(this::title, owner -> new Symbols(images.getOrDefault(id(owner), List.of())));
    hart.sampler.start(periodCycles, profile::add);
    return profile::stacks;
  }

  /** Who executes, with the name of the image of a guest or thread. */
  private String title(int owner) {
    return tasks == null ? owner(owner) : tasks.title(owner);
  }

  @Override
  public Summary summary() {
    return new Summary(
        now() * NANOSECONDS_PER_CYCLE,
        now(),
        hart.instructions,
        model,
        leds.states(),
        accounts.usage(0),
        tasks == null ? accounts.nativeGuests() : tasks.guests(),
        tasks == null ? List.of() : tasks.threads(),
        tasks == null ? List.of() : tasks.served(),
        charges.all(),
        interrupts.requested(),
        unmodelled.touches());
  }

  @Override
  public String dump() {
    return RegisterDump.of(hart);
  }

  @Override
  public Snapshot snapshot() {
    return Snapshot.of(this);
  }

  @Override
  public void restore(Snapshot snapshot) {
    snapshot.restore(this);
  }

  @Override
  public Hart hart() {
    return hart;
  }

  @Override
  public Pic32mz chip() {
    return chip;
  }

  @Override
  public Bus bus() {
    return bus;
  }

  @Override
  public Scheduler time() {
    return time;
  }

  @Override
  public Optional<BoardFile> boardFile() {
    return laidOut.map(LaidOut::file);
  }

  @Override
  public Optional<TinyVp> hypervisor() {
    return Optional.ofNullable(hypervisor);
  }

  @Override
  public Optional<Layout> layout() {
    return laidOut.map(LaidOut::layout);
  }

  @Override
  public Optional<Inspection> granted() {
    return laidOut.flatMap(LaidOut::granted);
  }

  @Override
  public TraceChannel<MailboxMessage> messages() {
    return messages;
  }

  @Override
  public void listen(VpListener listener) {
    reports.listen(listener);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("time", time);
    visitor.enter("chip", chip);
    visitor.enter("hart", hart);
    visitor.enter("leds", leds);
    visitor.enter("buttons", buttons);
    visitor.enter("typing", typing);
    visitor.enter("charges", charges);
    visitor.enter("unmodelled", unmodelled);
    visitor.enter("interrupts", interrupts);
    visitor.enter("reports", reports);
    end = visitor.value("end", end);
    resetRequested = visitor.value("resetRequested", resetRequested);
  }
}
