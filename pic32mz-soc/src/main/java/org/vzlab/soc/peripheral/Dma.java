package org.vzlab.soc.peripheral;

import java.util.List;
import org.vzlab.kit.bus.AccessTime.Kind;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.BusError;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;
import org.vzlab.soc.intc.Evic;

/**
 * The DMA controller (DS60001320 section 10, PIC32 family reference manual section 31): eight
 * channels ({@link DmaChannel}) that move data between physical addresses, one transaction of up to
 * a word at a time, through the checks of the {@link SystemBus}, and a CRC generator ({@link
 * DmaCrc}). A source's event is its line rising, even if its flag is still set, or software setting
 * the flag; a source that is a level goes on making events while its line is high.
 *
 * <p>Before each transaction the channels with a cell under way compete: the highest CHPRI wins,
 * and channels of equal priority take turns, the lowest number first. SUSPEND lets the transaction
 * under way end. ON = 0 ends everything, and pointers go to 0.
 *
 * <p>Time, in any model of the processor's: a transaction is a read and then a write, each of which
 * takes what an uncached access of the processor takes (timing constants {@code uncached} and
 * {@code write-word}, estimates) and what its target takes; its data move at its end. Transactions
 * follow each other without a gap. The processor waits for a read or write under way at the target
 * that it wants ({@link #waitAt}), and for no more than that one: it goes between. What its
 * accesses cost the DMA controller is not modelled. Nor are FRZ, and power-saving modes.
 *
 * <p>While PMD7.DMAMD is set nothing moves, events are not heard of, and no interrupt is requested.
 * What was under way goes on when the bit is cleared, with the transaction that it cut short from
 * its beginning. The data sheet leaves that open.
 */
public final class Dma extends Block {
  /** Channels. */
  public static final int CHANNELS = 8;

  private static final int NOBODY = -1;

  /** Behind the UARTs, so that a character that arrives now can be moved now. */
  private static final int RANK = 10;

  /**
   * What connects the DMA controller with the rest of the chip.
   *
   * @param time board time
   * @param bus where it reads and writes
   * @param timing what the bus takes
   * @param arbiter checks its accesses
   * @param evic has the interrupts that begin and abort its cells
   * @param lines of the channels' interrupts
   */
  public record Wiring(
      Scheduler time,
      Bus bus,
      TimingTable timing,
      SystemBus arbiter,
      Evic evic,
      List<IrqLine> lines) {}

  private final Scheduler time;
  private final Bus bus;
  private final SystemBus arbiter;
  private final int readCycles;
  private final int writeCycles;
  private final Register dmaaddr;
  private final Field on;
  private final Field suspend;
  private final Field dmach;
  private final Field rdwr;
  private final DmaCrc crc;
  private final DmaChannel[] channels = new DmaChannel[CHANNELS];
  private final Event arrived;
  private DmaListener listener;

  /** The transaction under way: whose it is, what it moves, and when it is where. */
  private int moving = NOBODY;

  private int last = CHANNELS - 1;
  private int source;
  private int destination;
  private int bytes;
  private long readUntil;
  private long ends;

  /** Whether data are being moved right now, which may reach registers here. */
  private boolean inTransaction;

  /** Claims all registers. */
  public Dma(Site site, Wiring wiring) {
    super(site);
    time = wiring.time();
    bus = wiring.bus();
    arbiter = wiring.arbiter();
    readCycles = wiring.timing().get(TimingConstant.UNCACHED);
    writeCycles = wiring.timing().get(TimingConstant.WRITE_WORD);
    Register dmacon = register("DMACON").unmodelled("FRZ");
    int dmabusy = dmacon.field("DMABUSY").mask();
    dmacon
        .writable(dmacon.spec().writable() & ~dmabusy)
        .shows(() -> dmacon.get() | (moving == NOBODY ? 0 : dmabusy))
        .onWrite(this::switched);
    on = dmacon.field("ON");
    suspend = dmacon.field("SUSPEND");
    Register dmastat = register("DMASTAT");
    dmach = dmastat.field("DMACH");
    rdwr = dmastat.field("RDWR");
    dmaaddr = register("DMAADDR");
    crc = part("crc", new DmaCrc(this::register, what -> reportUnmodelled(what, true)));
    for (int i = 0; i < CHANNELS; i++) {
      Evic evic = wiring.evic();
      IrqLine line = wiring.lines().get(i);
      channels[i] =
          part("channel" + i, new DmaChannel(i, this::register, this, evic::isHeld, line));
    }
    wiring.evic().onEvent(this::requested);
    arrived = time.event(site.name() + ".arrived", RANK, this::arrived);
    part("transaction", this::visitTransaction);
  }

  /**
   * SYSCLK cycles that an access of the processor, now, to a physical address waits until what the
   * DMA controller reads or writes there right now is done.
   */
  public int waitAt(int address) {
    if (moving == NOBODY) {
      return 0;
    }
    long now = time.now();
    boolean reads = now < readUntil;
    long until = reads ? readUntil : ends;
    int target = BusTarget.at(address);
    boolean meets =
        now < until
            && target != BusTarget.NONE
            && target == BusTarget.at(reads ? source : destination);
    return meets ? (int) (until - now) : 0;
  }

  /** Tells somebody of every read and write from now on. */
  public void listen(DmaListener next) {
    listener = listener == null ? next : listener.andThen(next);
  }

  @Override
  public void reset() {
    super.reset();
    cancelTransaction();
    last = CHANNELS - 1;
    crc.reset();
    for (DmaChannel channel : channels) {
      channel.reset();
    }
  }

  @Override
  public void settle() {
    for (DmaChannel channel : channels) {
      channel.update();
    }
    dispatch();
  }

  private void switched(int before, int after) {
    if ((before & ~after & on.mask()) != 0) {
      cancelTransaction();
      for (DmaChannel channel : channels) {
        channel.forget();
      }
    }
    dispatch();
  }

  @Override
  protected void disableChanged() {
    cancelTransaction();
    for (DmaChannel channel : channels) {
      channel.update();
    }
    dispatch();
  }

  private void requested(int irq) {
    if (on.isSet() && !isDisabled()) {
      for (DmaChannel channel : channels) {
        channel.requested(irq);
      }
      dispatch();
    }
  }

  // For the channels

  /** Whether channels may request their interrupts. */
  boolean isClocked() {
    return !isDisabled();
  }

  boolean isOn() {
    return on.isSet();
  }

  boolean isMoving(DmaChannel channel) {
    return moving == channel.number();
  }

  /** A channel gives up the transaction that is under way, if it is its own. */
  void cancel(DmaChannel channel) {
    if (isMoving(channel)) {
      cancelTransaction();
    }
  }

  private void cancelTransaction() {
    moving = NOBODY;
    arrived.cancel();
  }

  void blockEnded(int number) {
    for (DmaChannel channel : channels) {
      channel.chain(number);
    }
  }

  /** Begins a transaction if there is one to make and none is under way. */
  void dispatch() {
    if (moving == NOBODY && !inTransaction) {
      begin(time.now());
    }
  }

  // Transactions

  private void begin(long now) {
    boolean runs = on.isSet() && !suspend.isSet() && !isDisabled();
    DmaChannel channel = runs ? next() : null;
    if (channel == null) {
      return;
    }
    last = channel.number();
    source = channel.source();
    destination = channel.destination();
    bytes = channel.transactionSize();
    readUntil = now + readCycles + bus.timeAt(source).cycles(source, Kind.TRANSFER);
    ends = readUntil;
    if (!appends(channel) || channel.endsWith(bytes)) {
      int target = appends(channel) ? channel.destinationStart() : destination;
      ends += writeCycles + bus.timeAt(target).cycles(target, Kind.WRITE);
    }
    moving = last;
    arrived.at(ends);
  }

  private DmaChannel next() {
    DmaChannel best = null;
    for (int i = 1; i <= CHANNELS; i++) {
      DmaChannel channel = channels[(last + i) % CHANNELS];
      if (channel.isReady() && (best == null || channel.priority() > best.priority())) {
        best = channel;
      }
    }
    return best;
  }

  private boolean appends(DmaChannel channel) {
    return crc.serves(channel.number()) && crc.isAppended();
  }

  private void arrived() {
    DmaChannel channel = channels[moving];
    inTransaction = true;
    moving = NOBODY;
    try {
      move(channel);
    } finally {
      inTransaction = false;
    }
    begin(ends);
  }

  private void move(DmaChannel channel) {
    try {
      if (!isPermitted(channel, source, bytes, false)) {
        failed(channel, source, false);
        return;
      }
      int value = bus.read(source, bytes);
      if (crc.serves(channel.number())) {
        value = crc.take(value, bytes);
      }
      if (appends(channel)) {
        if (channel.endsWith(bytes)) {
          writeResult(channel);
        }
      } else {
        write(channel, destination, bytes, value);
      }
      channel.moved(value, bytes);
    } catch (BusError e) {
      failed(channel, source, false);
    }
  }

  /** The result goes out in pieces that are aligned. */
  private void writeResult(DmaChannel channel) {
    int first = channel.destinationStart();
    int size = crc.resultSize();
    int piece = Math.min(size, Integer.lowestOneBit(first | 4));
    for (int done = 0; done < size && channel.isInCell(); done += piece) {
      write(channel, first + done, piece, crc.result() >>> (8 * done));
    }
  }

  private void write(DmaChannel channel, int address, int size, int value) {
    if (!isPermitted(channel, address, size, true)) {
      failed(channel, address, true);
      return;
    }
    try {
      bus.write(address, size, value);
    } catch (BusError e) {
      failed(channel, address, true);
    }
  }

  private boolean isPermitted(DmaChannel channel, int address, int size, boolean write) {
    boolean permitted = arbiter.permitsDma(address, write);
    if (listener != null) {
      listener.cycle(channel.number(), address, size, write, permitted);
    }
    return permitted;
  }

  /** Ends the cell, so that {@link DmaChannel#moved} does nothing. */
  private void failed(DmaChannel channel, int address, boolean write) {
    dmach.set(channel.number());
    rdwr.set(!write);
    dmaaddr.set(address);
    channel.failed();
  }

  private void visitTransaction(StateVisitor visitor) {
    moving = visitor.int32("moving", moving);
    last = visitor.int32("last", last);
    source = visitor.int32("source", source);
    destination = visitor.int32("destination", destination);
    bytes = visitor.int32("bytes", bytes);
    readUntil = visitor.int64("readUntil", readUntil);
    ends = visitor.int64("ends", ends);
  }
}
