package org.vzlab.soc.peripheral;

import java.util.function.Function;
import java.util.function.IntPredicate;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * DCH0 to DCH7: the registers of a DMA channel, and where it is in its cell and block (DS60001320
 * section 10, PIC32 family reference manual section 31). {@link Dma} moves the data.
 *
 * <p>An event begins a cell of CSIZ bytes; one that comes during a cell begins another after it. A
 * block is the larger of SSIZ and DSIZ; the pointer of the smaller wraps. At the block's end the
 * pointers go to 0 and CHEN is cleared unless CHAEN is set. Half of a size is rounded down, and is
 * 1 of a size of 1.
 *
 * <p>Choices, where no public source says: a cell longer than its block ends with it, complete.
 * With PATEN data are moved a byte at a time, so that nothing behind the pattern is; of two bytes
 * the first is the lower half of DCHxDAT; a pattern ends a block, as CHBCIF says, CHAEN included. A
 * level that AIRQ selects aborts as long as it is high, as one that SIRQ selects begins cells. With
 * CHAED an abort that comes while the channel is disabled awaits its being enabled. CHTAIF is set
 * by an abort of a channel that was enabled or in a cell. A cell that CHEN = 0 has stopped goes on
 * when CHEN is set again, unless CABORT has ended it. After an address error the pointers stay.
 */
final class DmaChannel implements Stateful {
  private static final int LARGEST = 0x1_0000;
  private static final int NO_BYTE = -1;

  private final int number;
  private final Dma controller;
  private final IntPredicate held;
  private final IrqLine line;
  private final Register con;
  private final Register econ;
  private final Register flags;
  private final Register ssa;
  private final Register dsa;
  private final Register ssiz;
  private final Register dsiz;
  private final Register sptr;
  private final Register dptr;
  private final Register csiz;
  private final Register cptr;
  private final Register dat;
  private final Field chpri;
  private final Field chedet;
  private final Field chaen;
  private final Field chchn;
  private final Field chaed;
  private final Field chen;
  private final Field chchns;
  private final Field chpatlen;
  private final Field chpignen;
  private final Field chbusy;
  private final Field chpign;
  private final Field airqen;
  private final Field sirqen;
  private final Field paten;
  private final Field cabort;
  private final Field cforce;
  private final Field chsirq;
  private final Field chairq;
  private final Field cherif;
  private final Field chtaif;
  private final Field chccif;
  private final Field chbcif;
  private final Field chdhif;
  private final Field chddif;
  private final Field chshif;
  private final Field chsdif;
  private boolean startPending;
  private boolean abortPending;
  private boolean inCell;
  private int previousByte = NO_BYTE;

  /**
   * Claims a channel's registers.
   *
   * @param controller moves its data
   * @param held whether an interrupt source is a level that is high
   * @param line of its interrupt
   */
  DmaChannel(
      int number,
      Function<String, Register> register,
      Dma controller,
      IntPredicate held,
      IrqLine line) {
    this.number = number;
    this.controller = controller;
    this.held = held;
    this.line = line;
    String name = "DCH" + number;
    con = register.apply(name + "CON").shows(this::control).onWrite(this::controlWritten);
    econ = register.apply(name + "ECON").onWrite((before, after) -> eventsWritten());
    flags = register.apply(name + "INT").onWrite((before, after) -> update());
    // The pointers are read only (PIC32MX data sheets, "DMA controller operation"), and start anew
    // when their start address is written (PIC32 family reference manual, section 31).
    sptr = register.apply(name + "SPTR").writable(0);
    dptr = register.apply(name + "DPTR").writable(0);
    cptr = register.apply(name + "CPTR").writable(0);
    ssa = register.apply(name + "SSA").onWrite((before, after) -> sptr.set(0));
    dsa = register.apply(name + "DSA").onWrite((before, after) -> dptr.set(0));
    ssiz = register.apply(name + "SSIZ");
    dsiz = register.apply(name + "DSIZ");
    csiz = register.apply(name + "CSIZ");
    dat = register.apply(name + "DAT");
    chpri = con.field("CHPRI");
    chedet = con.field("CHEDET");
    chaen = con.field("CHAEN");
    chchn = con.field("CHCHN");
    chaed = con.field("CHAED");
    chen = con.field("CHEN");
    chchns = con.field("CHCHNS");
    chpatlen = con.field("CHPATLEN");
    chpignen = con.field("CHPIGNEN");
    chbusy = con.field("CHBUSY");
    chpign = con.field("CHPIGN");
    airqen = econ.field("AIRQEN");
    sirqen = econ.field("SIRQEN");
    paten = econ.field("PATEN");
    cabort = econ.field("CABORT");
    cforce = econ.field("CFORCE");
    chsirq = econ.field("CHSIRQ");
    chairq = econ.field("CHAIRQ");
    cherif = flags.field("CHERIF");
    chtaif = flags.field("CHTAIF");
    chccif = flags.field("CHCCIF");
    chbcif = flags.field("CHBCIF");
    chdhif = flags.field("CHDHIF");
    chddif = flags.field("CHDDIF");
    chshif = flags.field("CHSHIF");
    chsdif = flags.field("CHSDIF");
  }

  // Registers

  private int control() {
    boolean busy = chen.isSet() || controller.isMoving(this);
    return (con.get() & ~(chbusy.mask() | chedet.mask()))
        | (busy ? chbusy.mask() : 0)
        | (startPending || abortPending ? chedet.mask() : 0);
  }

  private void controlWritten(int before, int after) {
    if ((before & ~after & chen.mask()) != 0 && !chaed.isSet()) {
      startPending = false;
    }
    controller.dispatch();
  }

  /** CFORCE and CABORT are commands and read 0. */
  private void eventsWritten() {
    boolean abort = cabort.isSet();
    boolean force = cforce.isSet();
    cabort.set(false);
    cforce.set(false);
    if (abort) {
      abort();
    } else if (force && controller.isOn() && (chen.isSet() || chaed.isSet())) {
      startPending = true;
    }
    controller.dispatch();
  }

  /** The interrupt is requested while a flag is set that is enabled, 16 bits further up. */
  void update() {
    boolean due = (flags.get() & (flags.get() >>> 16) & 0xFF) != 0;
    line.set(due && controller.isClocked());
  }

  void reset() {
    forget();
    update();
  }

  /** The controller has been switched off: nothing is under way and nothing is remembered. */
  void forget() {
    startPending = false;
    abortPending = false;
    rewind();
  }

  private void rewind() {
    inCell = false;
    previousByte = NO_BYTE;
    sptr.set(0);
    dptr.set(0);
    cptr.set(0);
  }

  // Events

  /** An interrupt source has raised its flag. */
  void requested(int irq) {
    if (chen.isSet() || chaed.isSet()) {
      startPending |= sirqen.isSet() && chsirq.get() == irq;
      abortPending |= airqen.isSet() && chairq.get() == irq;
    }
  }

  /** Does what is due before the next transaction, and says whether there is one to make. */
  boolean isReady() {
    if (!chen.isSet()) {
      return false;
    }
    if (abortPending || (airqen.isSet() && held.test(chairq.get()))) {
      abort();
      return false;
    }
    if (!inCell && (startPending || (sirqen.isSet() && held.test(chsirq.get())))) {
      startPending = false;
      inCell = true;
      cptr.set(0);
    }
    return inCell;
  }

  private void abort() {
    controller.cancel(this);
    if (chen.isSet() || inCell) {
      chtaif.set(true);
    }
    chen.set(false);
    forget();
    update();
  }

  /** The block of another channel has ended. */
  void chain(int other) {
    if (chchn.isSet() && other == (chchns.isSet() ? number + 1 : number - 1)) {
      chen.set(true);
    }
  }

  // Transactions

  int number() {
    return number;
  }

  /** CHPRI: 3 is the highest. */
  int priority() {
    return chpri.get();
  }

  /** Physical address of the next byte to read. */
  int source() {
    return ssa.get() + sptr.get();
  }

  /** Physical address of the next byte to write. */
  int destination() {
    return dsa.get() + dptr.get();
  }

  /** Physical address of the first byte of the destination. */
  int destinationStart() {
    return dsa.get();
  }

  private static int size(Register register) {
    return register.get() == 0 ? LARGEST : register.get();
  }

  /** Bytes of the next transaction: as many as are aligned on both sides. */
  int transactionSize() {
    int left = size(csiz) - cptr.get();
    left = Math.min(left, size(ssiz) - sptr.get());
    left = Math.min(left, size(dsiz) - dptr.get());
    int address = source() | destination();
    if (paten.isSet() || (address & 1) != 0 || left < 2) {
      return 1;
    }
    return (address & 2) != 0 || left < 4 ? 2 : 4;
  }

  /** Whether so many bytes more end the block. */
  boolean endsWith(int bytes) {
    boolean sourceIsLarger = size(ssiz) >= size(dsiz);
    return sourceIsLarger ? sptr.get() + bytes >= size(ssiz) : dptr.get() + bytes >= size(dsiz);
  }

  /** A transaction cannot be made: an address is nobody's, or the group has no right to it. */
  void failed() {
    chen.set(false);
    inCell = false;
    startPending = false;
    cherif.set(true);
    update();
  }

  /** Whether a cell is under way. */
  boolean isInCell() {
    return inCell;
  }

  /** A transaction has been made; nothing has if it failed, or what it wrote has ended the cell. */
  void moved(int value, int bytes) {
    if (!inCell) {
      return;
    }
    boolean blockEnds = endsWith(bytes);
    advance(sptr, size(ssiz), bytes, chshif, chsdif);
    advance(dptr, size(dsiz), bytes, chdhif, chddif);
    int done = cptr.get() + bytes;
    cptr.set(done);
    boolean pattern = paten.isSet() && matches(value & 0xFF);
    if (pattern || blockEnds || done >= size(csiz)) {
      inCell = false;
      cptr.set(0);
      if (!pattern || blockEnds || done >= size(csiz)) {
        chccif.set(true);
      }
    }
    if (pattern || blockEnds) {
      endBlock();
    }
    update();
  }

  private static void advance(Register pointer, int size, int bytes, Field half, Field done) {
    int before = pointer.get();
    int after = before + bytes;
    int middle = Math.max(1, size / 2);
    if (before < middle && after >= middle) {
      half.set(true);
    }
    if (after >= size) {
      done.set(true);
      after = 0;
    }
    pointer.set(after);
  }

  private boolean matches(int next) {
    if (chpignen.isSet() && next == chpign.get()) {
      return false;
    }
    int previous = previousByte;
    previousByte = next;
    int pattern = dat.get();
    return chpatlen.isSet()
        ? previous == (pattern & 0xFF) && next == pattern >>> 8
        : next == (pattern & 0xFF);
  }

  private void endBlock() {
    chbcif.set(true);
    rewind();
    if (!chaen.isSet()) {
      chen.set(false);
      if (!chaed.isSet()) {
        startPending = false;
      }
    }
    controller.blockEnded(number);
  }

  @Override
  public void visit(StateVisitor visitor) {
    startPending = visitor.flag("startPending", startPending);
    abortPending = visitor.flag("abortPending", abortPending);
    inCell = visitor.flag("inCell", inCell);
    previousByte = visitor.int32("previousByte", previousByte);
  }
}
