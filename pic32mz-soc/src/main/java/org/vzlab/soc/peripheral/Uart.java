package org.vzlab.soc.peripheral;

import java.util.function.BooleanSupplier;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.time.Clock;
import org.vzlab.kit.time.Event;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * UART1 to 6 (DS60001320 section 22, PIC32 family reference manual section 21): transmit and
 * receive FIFOs of 8 characters, a transmit shift register, baud timing from peripheral bus clock
 * 2, level interrupts.
 *
 * <p>The outside is a stream of characters sent at this UART's own speed. Characters pass only
 * while peripheral pin select routes the signal to the pin that the board has wired. Not modelled:
 * parity and framing errors, flow control, IrDA, inverted signals, auto-baud, address match,
 * wake-up, idle and debug modes.
 *
 * <p>While PMD5 disables the UART it sends, receives and requests nothing. A character half through
 * is lost, either way; the FIFOs stay, as registers do. The data sheet leaves that open.
 */
public final class Uart extends Block {
  private static final int DEPTH = 8;
  private static final int HALF = 4;
  private static final int THREE_QUARTERS = 6;
  private static final int LINE_QUEUE = 4096;
  private static final int BREAK = -1;
  private static final int BREAK_BITS = 13;

  /**
   * What connects a UART with the rest of the chip.
   *
   * @param clock peripheral bus clock 2
   * @param fault line of the fault interrupt
   * @param receive line of the receive interrupt
   * @param transmit line of the transmit interrupt
   * @param pins routes the signals to pins
   * @param trace hears of characters at the pins
   */
  public record Wiring(
      Clock clock,
      IrqLine fault,
      IrqLine receive,
      IrqLine transmit,
      PinSelect pins,
      TraceChannel<UartByte> trace) {}

  private final int number;
  private final Scheduler time;
  private final Wiring wiring;
  private final Register mode;
  private final Register sta;
  private final Register txreg;
  private final Register brg;
  private final Field on;
  private final Field pdsel;
  private final Field stsel;
  private final Field brgh;
  private final Field lpback;
  private final Field urxda;
  private final Field oerr;
  private final Field ridle;
  private final Field urxisel;
  private final Field trmt;
  private final Field utxbf;
  private final Field utxen;
  private final Field utxbrk;
  private final Field urxen;
  private final Field utxisel;
  private final CharacterQueue txFifo = part("txFifo", new CharacterQueue(DEPTH));
  private final CharacterQueue rxFifo = part("rxFifo", new CharacterQueue(DEPTH));
  private final CharacterQueue line = part("line", new CharacterQueue(LINE_QUEUE));
  private final Event sent;
  private final Event arrived;
  private BooleanSupplier inputRouted;
  private BooleanSupplier outputRouted;
  private SerialPort outside = SerialPort.NONE;
  private int shifting;
  private long shiftEnds;
  private long arrivalEnds;
  private boolean receiving;
  private boolean overrun;

  /**
   * @param number 1 to 6
   */
  public Uart(Site site, int number, Scheduler time, Wiring wiring) {
    super(site);
    this.number = number;
    this.time = time;
    this.wiring = wiring;
    String name = "U" + number;
    mode =
        register(name + "MODE")
            .unmodelled("RXINV", "ABAUD", "WAKE", "UEN", "RTSMD", "IREN", "SIDL", "FRZ")
            .onWrite(this::modeWritten);
    sta =
        register(name + "STA")
            .unmodelled("ADDEN", "UTXINV", "ADDR", "ADM_EN")
            .reads(this::status)
            .onWrite(this::statusWritten);
    txreg = register(name + "TXREG").onWrite(this::transmit);
    register(name + "RXREG").reads(this::receiveHead).afterRead(this::receivePop);
    brg = register(name + "BRG");
    on = mode.field("ON");
    pdsel = mode.field("PDSEL");
    stsel = mode.field("STSEL");
    brgh = mode.field("BRGH");
    lpback = mode.field("LPBACK");
    urxda = sta.field("URXDA");
    oerr = sta.field("OERR");
    ridle = sta.field("RIDLE");
    urxisel = sta.field("URXISEL");
    trmt = sta.field("TRMT");
    utxbf = sta.field("UTXBF");
    utxen = sta.field("UTXEN");
    utxbrk = sta.field("UTXBRK");
    urxen = sta.field("URXEN");
    utxisel = sta.field("UTXISEL");
    inputRouted = wiring.pins().routed(name + "RX");
    outputRouted = wiring.pins().routed(name + "TX");
    sent = time.event(site.name() + ".sent", number, this::characterSent);
    arrived = time.event(site.name() + ".arrived", number, this::characterArrived);
    part("state", this::visitState);
  }

  /** Connects the outside to the transmit pin. */
  public void connect(SerialPort port) {
    outside = port;
  }

  /**
   * Fixes the pins that the board has wired to the outside; until then the outside is at whatever
   * pins software selects.
   *
   * @param receivePin such as {@code RPF2}
   * @param transmitPin such as {@code RPF8}
   * @throws IllegalArgumentException if the part cannot connect this UART to them
   */
  public void wire(String receivePin, String transmitPin) {
    inputRouted = wiring.pins().routed("U" + number + "RX", receivePin);
    outputRouted = wiring.pins().routed("U" + number + "TX", transmitPin);
  }

  /**
   * Puts a character on the line to the receive pin; it arrives when all before it have arrived and
   * its own bits have passed.
   *
   * @return whether the line had room; it holds 4096 characters
   */
  public boolean receive(int character) {
    if (line.isFull()) {
      return false;
    }
    line.add(character);
    if (!arrived.isPending()) {
      beginArrival(time.now());
    }
    return true;
  }

  /** How many characters more the line to the receive pin holds. */
  public int room() {
    return LINE_QUEUE - line.count();
  }

  /** SYSCLK cycles that a character takes on the line: start, data, parity and stop bits. */
  public long characterCycles() {
    int data = pdsel.get() == 0 ? 8 : 9;
    return bitCycles() * (1 + data + stopBits());
  }

  private int stopBits() {
    return stsel.isSet() ? 2 : 1;
  }

  private long bitCycles() {
    return (brgh.isSet() ? 4L : 16L) * (brg.get() + 1) * wiring.clock().divider();
  }

  private int dataMask() {
    return pdsel.get() == 3 ? 0x1FF : 0xFF;
  }

  /** Empties everything; what is on the line arrives later, at a receiver that is off. */
  @Override
  public void reset() {
    super.reset();
    abortTransmission();
    abortReception();
    update();
  }

  @Override
  protected void disableChanged() {
    sent.cancel();
    receiving = false;
    startShift(time.now());
    update();
  }

  // Registers

  private int status() {
    int control = sta.get() & ~(urxda.mask() | oerr.mask() | ridle.mask() | trmt.mask());
    return (control & ~utxbf.mask())
        | (rxFifo.isEmpty() ? 0 : urxda.mask())
        | (overrun ? oerr.mask() : 0)
        | (receiving ? 0 : ridle.mask())
        | (isTransmitterEmpty() ? trmt.mask() : 0)
        | (txFifo.isFull() ? utxbf.mask() : 0);
  }

  /**
   * ON falling aborts both directions and clears their enables; they may be set before ON rises.
   */
  private void modeWritten(int before, int after) {
    if ((before & ~after & on.mask()) != 0) {
      abortTransmission();
      abortReception();
      utxen.set(false);
      urxen.set(false);
      utxbrk.set(false);
    }
    startShift(time.now());
    update();
  }

  private void statusWritten(int before, int after) {
    if ((before & ~after & utxen.mask()) != 0) {
      abortTransmission();
    }
    if ((before & ~after & urxen.mask()) != 0) {
      receiving = false;
    }
    if (overrun && (after & oerr.mask()) == 0) {
      // Clearing OERR empties the FIFO and lets reception go on.
      overrun = false;
      rxFifo.clear();
    }
    startShift(time.now());
    update();
  }

  private void transmit(int before, int after) {
    txreg.set(0);
    if (on.isSet() && !txFifo.isFull()) {
      txFifo.add(after & dataMask());
      startShift(time.now());
    }
    update();
  }

  private int receiveHead() {
    return rxFifo.isEmpty() ? 0 : rxFifo.peek();
  }

  private void receivePop() {
    if (!rxFifo.isEmpty()) {
      rxFifo.remove();
      update();
    }
  }

  // Transmitter

  private boolean isOn() {
    return on.isSet() && !isDisabled();
  }

  private boolean isTransmitterEmpty() {
    return txFifo.isEmpty() && !sent.isPending();
  }

  private void startShift(long start) {
    if (!isOn() || !utxen.isSet() || sent.isPending() || txFifo.isEmpty()) {
      return;
    }
    shifting = txFifo.remove();
    long length = characterCycles();
    if (utxbrk.isSet()) {
      // A break: the character is a dummy, sent as a start bit and twelve zeros.
      shifting = BREAK;
      length = bitCycles() * (BREAK_BITS + stopBits());
    }
    shiftEnds = start + length;
    sent.at(shiftEnds);
  }

  private void characterSent() {
    if (shifting == BREAK) {
      utxbrk.set(false);
    } else {
      if (lpback.isSet() && urxen.isSet()) {
        store(shifting);
      }
      if (outputRouted.getAsBoolean()) {
        trace(shiftEnds, true, shifting);
        outside.transmitted(shifting);
      }
    }
    startShift(shiftEnds);
    update();
  }

  private void abortTransmission() {
    txFifo.clear();
    sent.cancel();
  }

  // Receiver

  private boolean isListening() {
    return isOn() && urxen.isSet() && !lpback.isSet() && inputRouted.getAsBoolean();
  }

  private void beginArrival(long start) {
    receiving = isListening();
    arrivalEnds = start + characterCycles();
    arrived.at(arrivalEnds);
  }

  /** A receiver that was off when the start bit came misses the character. */
  private void characterArrived() {
    int character = line.remove();
    if (receiving && isListening()) {
      trace(arrivalEnds, false, character);
      store(character & dataMask());
    }
    receiving = false;
    if (!line.isEmpty()) {
      beginArrival(arrivalEnds);
    }
    update();
  }

  /**
   * With the FIFO full the character is lost, OERR is set, and reception stops until it is clear.
   */
  private void store(int character) {
    if (overrun || rxFifo.isFull()) {
      overrun = true;
    } else {
      rxFifo.add(character);
    }
  }

  private void abortReception() {
    rxFifo.clear();
    overrun = false;
    receiving = false;
  }

  // Interrupts

  private void update() {
    wiring.fault().set(!isDisabled() && overrun);
    wiring.receive().set(!isDisabled() && rxFifo.count() >= receiveThreshold());
    wiring.transmit().set(isOn() && utxen.isSet() && isTransmitDue());
  }

  /** URXISEL: not empty, half full, three quarters full; 3 is reserved. */
  private int receiveThreshold() {
    return switch (urxisel.get()) {
      case 0 -> 1;
      case 1 -> HALF;
      default -> THREE_QUARTERS;
    };
  }

  /** UTXISEL: a place is free, all has been sent, the FIFO is empty; 3 is reserved. */
  private boolean isTransmitDue() {
    return switch (utxisel.get()) {
      case 0 -> !txFifo.isFull();
      case 1 -> isTransmitterEmpty();
      default -> txFifo.isEmpty();
    };
  }

  private void trace(long at, boolean transmitted, int value) {
    if (wiring.trace().isOn()) {
      wiring.trace().emit(new UartByte(at, number, transmitted, value));
    }
  }

  private void visitState(StateVisitor visitor) {
    shifting = visitor.int32("shifting", shifting);
    shiftEnds = visitor.int64("shiftEnds", shiftEnds);
    arrivalEnds = visitor.int64("arrivalEnds", arrivalEnds);
    receiving = visitor.flag("receiving", receiving);
    overrun = visitor.flag("overrun", overrun);
  }
}
