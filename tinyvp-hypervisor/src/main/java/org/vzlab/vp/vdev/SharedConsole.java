package org.vzlab.vp.vdev;

import static org.vzlab.vp.vdev.Pic32mz.CLR;
import static org.vzlab.vp.vdev.Pic32mz.SET;

import java.nio.charset.StandardCharsets;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Purse;
import org.vzlab.vp.cost.Work;

/**
 * The console's output, of the hypervisor and of all guests: one ring of fixed size in front of the
 * real UART, filled without ever waiting and emptied by the UART's transmit interrupt. Each guest
 * may fill a small part of it only, so that a guest which hammers the console silences neither the
 * root nor another guest. Every line end is sent as line feed and carriage return, as tinyVP does;
 * a line of the hypervisor starts on a line of its own wherever a guest has left the cursor.
 */
public final class SharedConsole implements Stateful {
  private static final int SIZE = 8192;
  private static final int GUEST_SHARE = 512;
  private static final int ROOT = 0;

  /** Rings, and leaves the cursor where it is; a tab or an escape sequence does not. */
  private static final int BEL = 7;

  /** ON, two stop bits, and bit 7 as tinyVP sets it: UxMODE. */
  static final int MODE = 0x8081;

  /** UTXISEL = 1 (interrupt when everything is sent), URXEN, UTXEN: UxSTA. */
  static final int STA = 0x5400;

  private final RootPort port;
  private final ConsolePort uart;
  private final Purse printing;
  private final ConsoleLog log;
  private final boolean strict;
  private final byte[] ring = new byte[SIZE];
  private final byte[] owners = new byte[SIZE];
  private final int[] queued = new int[VirtualMachine.MAX_ID + 1];
  private int head;
  private int used;

  /** Nothing is given to the UART: it has enough, or its interrupt is not set up yet. */
  private boolean transmitting = true;

  private boolean midLine;
  private int lostLines;

  /**
   * A console that is not set up yet.
   *
   * @param printing pays for lines of the hypervisor
   * @param log hears what guests print
   * @param strict what guests print waits for the interrupt that says there is room for more: who
   *     prints is not to pay for what others have printed
   */
  public SharedConsole(
      RootPort port, ConsolePort uart, Purse printing, ConsoleLog log, boolean strict) {
    this.port = port;
    this.uart = uart;
    this.printing = printing;
    this.log = log;
    this.strict = strict;
  }

  /** Which UART this is. */
  public ConsolePort uart() {
    return uart;
  }

  /** Sets up the UART. */
  public void start() {
    port.store(uart.base() + Pic32mz.U_BRG, 4, uart.brg());
    port.store(uart.base() + Pic32mz.U_MODE, 4, MODE);
    port.store(uart.base() + Pic32mz.U_STA, 4, STA);
  }

  /** Whether a guest's next character will be taken. */
  public boolean hasRoomFor(int guest) {
    return queued[guest] < GUEST_SHARE && used < SIZE - 2;
  }

  /** A character from a guest. Without room it is lost, as in a full transmit FIFO. */
  public void fromGuest(int guest, int character) {
    if (hasRoomFor(guest)) {
      log.printed(guest, character & 0xFF);
      put(guest, character & 0xFF);
      if (strict) {
        ask();
      } else {
        pump();
      }
    }
  }

  /** A character of the root's echo, or a BEL. */
  public void echo(int character) {
    if (used < SIZE - 2) {
      put(ROOT, character & 0xFF);
      pump();
    }
  }

  /**
   * A line of the hypervisor, on a line of its own. When the ring has no room for it, it is left
   * out and counted, and the count is printed as soon as there is room.
   */
  public void line(String text) {
    printing.charge(Work.PRINT, text.length() + 1);
    if (lostLines > 0 && fits(32 + text.length())) {
      int lost = lostLines;
      lostLines = 0;
      append(lost + " lines lost");
    }
    if (fits(text.length())) {
      append(text);
    } else {
      lostLines++;
    }
    pump();
  }

  /**
   * A line that guests can cause again and again: left out and counted, too, unless every guest has
   * room for its share besides.
   */
  public void notice(String text) {
    if (fits(text.length() + VirtualMachine.MAX_ID * GUEST_SHARE)) {
      line(text);
    } else {
      lostLines++;
    }
  }

  /** The UART has sent everything it had, or may be used from now on. */
  public void transmitted() {
    port.store(Pic32mz.iec(uart.transmitIrq()) + CLR, 4, Pic32mz.bit(uart.transmitIrq()));
    transmitting = false;
    pump();
    port.store(Pic32mz.ifs(uart.transmitIrq()) + CLR, 4, Pic32mz.bit(uart.transmitIrq()));
  }

  /** Fills the UART's FIFO; with more to send, asks for an interrupt when it is through. */
  private void pump() {
    if (transmitting) {
      return;
    }
    int sent = 0;
    while (used > 0) {
      if ((port.load(uart.base() + Pic32mz.U_STA, 4) & Pic32mz.STA_UTXBF) != 0) {
        ask();
        break;
      }
      port.store(uart.base() + Pic32mz.U_TXREG, 4, ring[head] & 0xFF);
      queued[owners[head]]--;
      head = (head + 1) % SIZE;
      used--;
      sent++;
    }
    port.charge(Work.SEND, sent);
  }

  /** The UART's interrupt is to say when there is room. */
  private void ask() {
    transmitting = true;
    port.store(Pic32mz.iec(uart.transmitIrq()) + SET, 4, Pic32mz.bit(uart.transmitIrq()));
  }

  private boolean fits(int length) {
    return SIZE - used >= length + 4;
  }

  private void append(String text) {
    if (midLine) {
      put(ROOT, '\n');
    }
    for (byte character : text.getBytes(StandardCharsets.ISO_8859_1)) {
      put(ROOT, character & 0xFF);
    }
    put(ROOT, '\n');
  }

  private void put(int owner, int character) {
    raw(owner, character);
    if (character == '\n') {
      raw(owner, '\r');
      midLine = false;
    } else if (character != '\r' && character != BEL) {
      midLine = true;
    }
  }

  /** There is room: every caller has made sure. */
  private void raw(int owner, int character) {
    int tail = (head + used) % SIZE;
    ring[tail] = (byte) character;
    owners[tail] = (byte) owner;
    queued[owner]++;
    used++;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.array("ring", ring);
    visitor.array("owners", owners);
    visitor.array("queued", queued);
    head = visitor.int32("head", head);
    used = visitor.int32("used", used);
    transmitting = visitor.flag("transmitting", transmitting);
    midLine = visitor.flag("midLine", midLine);
    lostLines = visitor.int32("lostLines", lostLines);
  }
}
