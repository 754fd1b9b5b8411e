package org.vzlab.board;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.mips.mmu.TlbEntry;
import org.vzlab.mips.mmu.TlbWritten;
import org.vzlab.mips.timing.CycleAccount;

/**
 * What a hypervisor costs: the time from each moment at which a guest or a sleep ends to that at
 * which the next begins, by its kind. It goes by what the hardware does and is the same for every
 * hypervisor.
 *
 * <p>An entry with root's interrupts off is not one of a guest but an errand of root, such as
 * clearing a guest's LLbit, and a part of its work: root could not be sure to come back otherwise.
 */
public final class Ledger {
  private static final int WOKEN = -1;
  private static final long UNKNOWN = -1;

  /** EntryHi.ASID. */
  private static final int ASID = 0xFF;

  /**
   * Cycles of a kind.
   *
   * @param total all of it
   * @param exit from what the guest has left for to root's first instruction
   * @param handling from there to root's way into the guest
   * @param entry from there to the guest's first instruction
   */
  public record Row(
      LedgerKind kind,
      Distribution total,
      Distribution exit,
      Distribution handling,
      Distribution entry) {
    Row(LedgerKind kind) {
      this(kind, new Distribution(), new Distribution(), new Distribution(), new Distribution());
    }
  }

  /** From when what a guest or a sleep has left for came up. */
  private static final class Episode {
    private final long start;
    private final long handler;
    private final int guest;
    private final ExitReason reason;
    private boolean refilled;

    Episode(long start, long handler, int guest, ExitReason reason) {
      this.start = start;
      this.handler = handler;
      this.guest = guest;
      this.reason = reason;
    }
  }

  /** On its way to a guest's handler. */
  private static final class Injection {
    private final long start;
    private long entered = UNKNOWN;
    private int guest;
    private LedgerKind kind;
    private long handler;
    private long delivered = UNKNOWN;
    private boolean interrupted;

    Injection(long start) {
      this.start = start;
    }
  }

  private final Map<LedgerKind, Row> rows = new EnumMap<>(LedgerKind.class);
  private final boolean marked;
  private Episode episode;
  private boolean errand;
  private long entryBegan = UNKNOWN;
  private Injection presented;
  private Injection arriving;

  /**
   * A ledger of nothing.
   *
   * @param marked whether {@link #entryBegins} will tell; otherwise entry begins with the
   *     instruction that does it
   */
  Ledger(boolean marked) {
    this.marked = marked;
    for (LedgerKind kind : LedgerKind.values()) {
      rows.put(kind, new Row(kind));
    }
  }

  /** What there was of each kind that there was any of. */
  public List<Row> rows() {
    List<Row> found = new ArrayList<>();
    for (Row row : rows.values()) {
      if (row.total().count() > 0) {
        found.add(row);
      }
    }
    return found;
  }

  /** What there was of a kind. */
  public Row row(LedgerKind kind) {
    return rows.get(kind);
  }

  /** Root's software is on its way into a guest from that time on. */
  void entryBegins(long time) {
    entryBegan = time;
  }

  /** The next event. */
  void take(Crossing crossing) {
    if (crossing instanceof Crossing.Left left) {
      left(left);
    } else if (crossing instanceof Crossing.Entered entered) {
      entered(entered);
    } else if (crossing instanceof Crossing.Presented change) {
      presented = change.level() == 0 || episode == null ? null : new Injection(episode.start);
    } else if (crossing instanceof Crossing.Delivered delivered) {
      delivered(delivered);
    } else if (crossing instanceof Crossing.Waiting waiting) {
      waits(waiting.time());
    } else if (crossing instanceof Crossing.Woken woken) {
      begin(new Episode(woken.time(), woken.time(), WOKEN, null));
    } else if (crossing instanceof Crossing.Reset) {
      forget();
    }
  }

  /** A TLB entry has been written. */
  void take(TlbWritten written) {
    if (episode == null || written.guestTlb()) {
      return;
    }
    TlbEntry entry = written.entry();
    boolean threads = entry.guestId() == 0 && episode.guest >= CycleAccount.THREADS;
    if (threads
        ? (entry.entryHi() & ASID) == episode.guest - CycleAccount.THREADS
        : entry.guestId() == episode.guest) {
      episode.refilled = true;
    }
  }

  private void begin(Episode next) {
    episode = next;
    entryBegan = UNKNOWN;
  }

  private void forget() {
    begin(null);
    errand = false;
    presented = null;
    arriving = null;
  }

  private void left(Crossing.Left left) {
    if (errand) {
      errand = false;
      return;
    }
    if (arriving != null) {
      if (left.instructions() == arriving.delivered) {
        arriving.interrupted = true;
      } else if (!arriving.interrupted) {
        arrived();
      }
    }
    begin(new Episode(left.time(), left.handler(), left.owner(), left.reason()));
  }

  private void arrived() {
    rows.get(arriving.kind).total().add(arriving.handler - arriving.start);
    arriving = null;
  }

  private void entered(Crossing.Entered entered) {
    if (!entered.interruptible()) {
      errand = true;
      entryBegan = UNKNOWN;
      return;
    }
    if (episode != null) {
      close(entered);
    }
    if (presented != null && presented.entered == UNKNOWN) {
      presented.entered = entered.instructions();
    }
    if (arriving != null && arriving.interrupted && arriving.guest == entered.owner()) {
      arriving.interrupted = false;
      arriving.handler = entered.first();
      arriving.delivered = entered.instructions();
    }
    begin(null);
  }

  private void close(Crossing.Entered entered) {
    long decided = entryBegan == UNKNOWN ? entered.time() : entryBegan;
    long entry = entered.first() - decided;
    if (!marked || entryBegan != UNKNOWN) {
      rows.get(LedgerKind.ENTRY).total().add(entry);
    }
    Row row = rows.get(kind(entered.owner()));
    row.total().add(entered.first() - episode.start);
    row.exit().add(episode.handler - episode.start);
    row.handling().add(decided - episode.handler);
    row.entry().add(entry);
  }

  private LedgerKind kind(int entered) {
    if (episode.guest == WOKEN) {
      return LedgerKind.WAKE;
    }
    return episode.guest == entered
        ? LedgerKind.of(episode.reason, episode.refilled)
        : LedgerKind.SWITCH;
  }

  private void delivered(Crossing.Delivered delivered) {
    if (presented == null) {
      return;
    }
    boolean atOnce = presented.entered == delivered.instructions();
    arriving = presented;
    arriving.kind = atOnce ? LedgerKind.INJECTION : LedgerKind.INJECTION_HELD;
    arriving.guest = delivered.guestId();
    arriving.handler = delivered.handler();
    arriving.delivered = delivered.instructions();
    arriving.interrupted = false;
  }

  private void waits(long time) {
    if (episode != null) {
      boolean slept = episode.guest == WOKEN;
      Row row = rows.get(slept ? LedgerKind.ROOT : LedgerKind.SLEEP);
      row.total().add(time - episode.start);
      row.exit().add(episode.handler - episode.start);
      row.handling().add(time - episode.handler);
    }
    begin(null);
  }
}
