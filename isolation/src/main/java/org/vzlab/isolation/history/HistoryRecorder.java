package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.Bench;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.soc.peripheral.Port;
import org.vzlab.soc.peripheral.UartByte;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.VpListener;

/**
 * Writes down the history of every guest and thread of a board from now on. The run stays the same.
 *
 * <p>A pin belongs to whom the registers of its port do; where several have them, to who executes,
 * or to whom the hypervisor has last heard from if it stores for somebody. What DMA does to a pin
 * of a port that several have is taken for a deed of who executes at that time.
 */
public final class HistoryRecorder {
  /** Of how many exits of a task the registers are kept if nothing else is said. */
  private static final int KEPT = 8192;

  private static final int UARTS = 6;
  private static final String CONSOLE = "console";

  private final Bench bench;
  private final Hart hart;
  private final Exits.Kept kept;
  private final Map<Integer, List<Happening>> happenings = new TreeMap<>();
  private final Map<Integer, Exits> exits = new TreeMap<>();
  private final List<List<Integer>> uarts = new ArrayList<>();
  private final int[] values = new int[Registers.COUNT];
  private long from;

  /** For whom root works: who has left last, or 0. */
  private int served;

  private HistoryRecorder(Bench bench, Exits.Kept kept) {
    this.bench = bench;
    this.hart = bench.hart();
    this.kept = kept;
    from = bench.now();
  }

  /**
   * Attaches to a board, once.
   *
   * @throws IllegalArgumentException if the modelled hypervisor does not run on it
   */
  public static HistoryRecorder record(Bench bench) {
    return record(bench, 0, KEPT);
  }

  /**
   * The same, with all registers of some exits of each task.
   *
   * @param first the first of them, from 0
   * @param count how many
   */
  static HistoryRecorder record(Bench bench, int first, int count) {
    HistoryRecorder recorder = new HistoryRecorder(bench, new Exits.Kept(first, count));
    Layout layout =
        bench
            .layout()
            .orElseThrow(
                () -> new IllegalArgumentException("the modelled hypervisor does not run here"));
    Reaches reaches = new Reaches(layout);
    layout.partitions().forEach(guest -> recorder.begin(guest.id()));
    layout.threads().forEach(thread -> recorder.begin(thread.id()));
    for (int uart = 1; uart <= UARTS; uart++) {
      recorder.uarts.add(reaches.at(recorder.register("U" + uart + "MODE")));
    }
    for (Port port : bench.chip().ports()) {
      List<Integer> owners = reaches.at(recorder.register("LAT" + port.letter()));
      port.connect((before, after) -> recorder.pins(port.letter(), owners, before, after));
    }
    bench.hart().crossings().listen(recorder::crossed);
    bench.chip().uartTrace().listen(recorder::passed);
    bench.listen(recorder.new Hearing());
    return recorder;
  }

  private int register(String name) {
    return bench.chip().part().register(name).address();
  }

  private void begin(int task) {
    happenings.put(task, new ArrayList<>());
    exits.put(task, new Exits(kept));
  }

  /**
   * Forgets all there was: the board has been put back to a moment of its past, or what follows is
   * to be looked at alone.
   */
  public void clear() {
    happenings.values().forEach(List::clear);
    exits.values().forEach(Exits::clear);
    served = 0;
    from = bench.now();
  }

  /**
   * The history so far.
   *
   * @param task the id of a guest or thread
   * @throws IllegalArgumentException if there is none
   */
  public History of(int task) {
    return of(task, Long.MAX_VALUE);
  }

  /**
   * The history before a time: a run ends with an instruction, behind the time it was to end at.
   *
   * @param task the id of a guest or thread
   * @param until SYSCLK cycles of board time
   * @throws IllegalArgumentException if there is none
   */
  public History of(int task, long until) {
    if (!exits.containsKey(task)) {
      throw new IllegalArgumentException(
          "no guest or thread " + task + "; there are " + exits.keySet());
    }
    List<Happening> before =
        happenings.get(task).stream().filter(happening -> happening.time() < until).toList();
    long end = Math.min(until, bench.now() + 1);
    return new History(task, from, end, before, exits.get(task).before(until));
  }

  private void add(int task, Happening happening) {
    List<Happening> own = happenings.get(task);
    if (own != null) {
      own.add(happening);
    }
  }

  private void crossed(Crossing crossing) {
    if (crossing instanceof Crossing.Left left) {
      served = id(left.owner());
      left(served, left);
    } else if (crossing instanceof Crossing.Entered || crossing instanceof Crossing.Waiting) {
      served = 0;
    } else if (crossing instanceof Crossing.Delivered delivered) {
      add(delivered.guestId(), new Happening.Delivered(delivered.time(), hart.pc & ~1));
    }
  }

  /** The registers are those that the root's RDPGPR reaches: nobody has chosen others yet. */
  private void left(int task, Crossing.Left left) {
    Exits own = exits.get(task);
    if (own == null) {
      return;
    }
    for (int number = 0; number < 32; number++) {
      values[number] = hart.sets().previous(number);
    }
    values[32] = hart.hi;
    values[33] = hart.lo;
    own.add(left.time(), left.reason(), hart.root.get(resumes(left.reason())), values);
  }

  private static Cp0Register resumes(ExitReason reason) {
    return switch (reason) {
      case DEBUG -> Cp0Register.DEPC;
      case NMI -> Cp0Register.ERROR_EPC;
      default -> Cp0Register.EPC;
    };
  }

  private void pins(char port, List<Integer> owners, int before, int after) {
    int executing = id(hart.owner());
    int acting = executing == 0 ? served : executing;
    int task = owners.size() == 1 ? owners.get(0) : acting;
    int changed = before ^ after;
    add(task, new Happening.Pins(bench.now(), port, changed, after & changed));
  }

  private void passed(UartByte passed) {
    String port = "UART" + passed.uart();
    for (int task : uarts.get(passed.uart() - 1)) {
      add(
          task,
          passed.transmitted()
              ? new Happening.Sent(passed.time(), port, passed.value())
              : new Happening.Received(passed.time(), port, passed.value()));
    }
  }

  private static int id(int owner) {
    return owner >= CycleAccount.THREADS ? owner - CycleAccount.THREADS : owner;
  }

  /** What the hypervisor tells. */
  private final class Hearing implements VpListener {
    @Override
    public void printed(int task, int character) {
      add(task, new Happening.Sent(bench.now(), CONSOLE, character));
    }

    @Override
    public void typed(int task, int character) {
      add(task, new Happening.Received(bench.now(), CONSOLE, character));
    }

    @Override
    public void raised(int guest, int irq) {
      add(guest, new Happening.Raised(bench.now(), irq));
    }

    @Override
    public void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {
      int task = event == Mailbox.Event.TAKEN ? mailbox.receiver() : mailbox.sender();
      add(task, new Happening.Message(time, mailbox.name(), event, sequence));
    }

    @Override
    public void guestFaulted(GuestView guest, String reason) {
      turn(guest, Happening.Turn.Kind.FAULTED, reason);
    }

    @Override
    public void guestFailed(GuestView guest, String reason) {
      turn(guest, Happening.Turn.Kind.FAULTED, reason);
    }

    @Override
    public void threadFaulted(GuestView thread, String reason) {
      turn(thread, Happening.Turn.Kind.FAULTED, reason);
    }

    @Override
    public void guestRestarted(GuestView guest) {
      turn(guest, Happening.Turn.Kind.RESTARTED, "");
    }

    @Override
    public void stopped(GuestView task) {
      turn(task, Happening.Turn.Kind.STOPPED, "");
    }

    private void turn(GuestView task, Happening.Turn.Kind kind, String reason) {
      add(task.id(), new Happening.Turn(bench.now(), kind, reason));
    }
  }
}
