package org.vzlab.vp.vdev;

import static org.vzlab.vp.vdev.Pic32mz.MODE_ON;
import static org.vzlab.vp.vdev.Pic32mz.STA_RIDLE;
import static org.vzlab.vp.vdev.Pic32mz.STA_TRMT;
import static org.vzlab.vp.vdev.Pic32mz.STA_URXDA;
import static org.vzlab.vp.vdev.Pic32mz.STA_URXEN;
import static org.vzlab.vp.vdev.Pic32mz.STA_UTXBF;
import static org.vzlab.vp.vdev.Pic32mz.STA_UTXEN;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * A guest's share of the console: UxMODE, UxSTA, UxTXREG, UxRXREG and UxBRG of its own, found as
 * the root has set up the real ones (DS60001320, UART). Its input is a ring of 8 bytes of which 7
 * are usable, as in tinyVP; a character too many is lost and answered with BEL on the console.
 *
 * <p>Left out: baud rate and line errors, which a virtual line has not; UxBRG and the bits of
 * UxMODE other than ON are stored only.
 */
public final class VirtualUart extends WordDevice implements Stateful {
  private static final int BEL = 7;
  private static final int RING = 8;

  /** UxSTA bits that software controls; the rest is status. */
  private static final int STA_CONTROL = 0x01FFFCE0;

  private final int guest;
  private final SharedConsole console;
  private final VirtualInterruptController interrupts;
  private final byte[] ring = new byte[RING];
  private int head;
  private int tail;
  private int mode;
  private int control;
  private int brg;

  VirtualUart(int guest, SharedConsole console, VirtualInterruptController interrupts) {
    this.guest = guest;
    this.console = console;
    this.interrupts = interrupts;
    reset();
  }

  /** As the root leaves the console: enabled, nothing received. */
  void reset() {
    head = 0;
    tail = 0;
    mode = SharedConsole.MODE;
    control = SharedConsole.STA;
    brg = console.uart().brg();
    updateLines();
  }

  /**
   * The console has sent something.
   *
   * @return whether the guest's transmitter was full and is not any more
   */
  boolean transmitted() {
    boolean before = isTransmitFlagged();
    updateLines();
    return !before && isTransmitFlagged();
  }

  /** As long as there is room the flag cannot be cleared, so that without it there was none. */
  private boolean isTransmitFlagged() {
    int irq = console.uart().transmitIrq();
    return (interrupts.flags(irq >> 5) & Pic32mz.bit(irq)) != 0;
  }

  /** A character was typed for this guest. */
  void receive(int character) {
    int next = (tail + 1) % RING;
    if (next == head) {
      console.echo(BEL);
      return;
    }
    ring[tail] = (byte) character;
    tail = next;
    updateLines();
  }

  /** Raises the interrupts whose conditions hold: they are levels (UART, DS60001320). */
  void updateLines() {
    boolean on = (mode & MODE_ON) != 0;
    if (on && (control & STA_URXEN) != 0 && received() >= receiveThreshold()) {
      interrupts.raise(console.uart().receiveIrq());
    }
    if (on && (control & STA_UTXEN) != 0 && console.hasRoomFor(guest)) {
      interrupts.raise(console.uart().transmitIrq());
    }
  }

  @Override
  int readWord(int offset) {
    return switch (offset) {
      case Pic32mz.U_MODE -> mode;
      case Pic32mz.U_STA -> control | status();
      case Pic32mz.U_RXREG -> pop();
      case Pic32mz.U_BRG -> brg;
      default -> 0;
    };
  }

  @Override
  void writeWord(int offset, int value, int lanes) {
    switch (offset & ~0xF) {
      case Pic32mz.U_MODE -> mode = stored(mode, offset, value, lanes) & 0x1FFFF;
      case Pic32mz.U_STA -> control = stored(control, offset, value, lanes) & STA_CONTROL;
      case Pic32mz.U_BRG -> brg = stored(brg, offset, value, lanes) & 0xFFFF;
      case Pic32mz.U_TXREG -> {
        if ((mode & MODE_ON) != 0 && (control & STA_UTXEN) != 0 && (offset & 0xF) == 0) {
          console.fromGuest(guest, value);
        }
      }
      default -> {}
    }
    updateLines();
  }

  private int status() {
    int status = STA_RIDLE;
    status |= console.hasRoomFor(guest) ? STA_TRMT : STA_UTXBF;
    return received() > 0 ? status | STA_URXDA : status;
  }

  private int received() {
    return (tail - head + RING) % RING;
  }

  /** URXISEL: 0 is any, 1 half of the FIFO, 2 three quarters of it. */
  private int receiveThreshold() {
    return switch ((control >> 6) & 3) {
      case 1 -> 4;
      case 2 -> 6;
      default -> 1;
    };
  }

  private int pop() {
    if (head == tail) {
      return 0;
    }
    int character = ring[head] & 0xFF;
    head = (head + 1) % RING;
    return character;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("ring", ring);
    head = visitor.int32("head", head);
    tail = visitor.int32("tail", tail);
    mode = visitor.int32("mode", mode);
    control = visitor.int32("control", control);
    brg = visitor.int32("brg", brg);
  }
}
