package org.vzlab.soc.peripheral;

import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * Ports A to K (DS60001320 section 12): latch, direction, open drain, pull resistors, analog
 * inputs, change notice in mismatch and edge mode.
 *
 * <p>A pin that nobody drives and no resistor pulls reads 0. Peripherals that drive pins through
 * peripheral pin select are not seen here, and the slew rate does nothing.
 */
public final class Port extends Block {
  /** Hears of the pins that the port drives. */
  @FunctionalInterface
  public interface OutputListener {
    /** Nobody is connected. */
    OutputListener NONE = (before, after) -> {};

    /**
     * A level has changed.
     *
     * @param before a bit for each pin: whether the port drove it high
     * @param after the same, now
     */
    void changed(int before, int after);
  }

  private final char letter;
  private final IrqLine changeNotice;

  /** Null if the port has no analog pin. */
  private final Register ansel;

  private final Register tris;
  private final Register port;
  private final Register lat;
  private final Register odc;
  private final Register cnpu;
  private final Register cnpd;
  private final Register cnen;
  private final Register cnstat;
  private final Register cnne;
  private final Register cnf;
  private final Field cnOn;
  private final Field edgeDetect;
  private OutputListener outside = OutputListener.NONE;
  private int driven;
  private int external;
  private int outputs;
  private int pins;
  private int lastRead;

  /**
   * @param letter A to K
   * @param changeNotice line of the port's change notice interrupt
   */
  public Port(Site site, char letter, IrqLine changeNotice) {
    super(site);
    this.letter = letter;
    this.changeNotice = changeNotice;
    ansel = part().hasRegister("ANSEL" + letter) ? register("ANSEL" + letter) : null;
    tris = register("TRIS" + letter).onWrite(this::written);
    port = register("PORT" + letter).shows(this::read).afterRead(this::endMismatch);
    lat = register("LAT" + letter);
    port.onWrite((before, after) -> writeLatch(after));
    lat.onWrite((before, after) -> writeLatch(after));
    odc = register("ODC" + letter).onWrite(this::written);
    cnpu = register("CNPU" + letter).onWrite(this::written);
    cnpd = register("CNPD" + letter).onWrite(this::written);
    Register cncon = register("CNCON" + letter).onWrite(this::noticeWritten);
    cnOn = cncon.field("ON");
    edgeDetect = cncon.field("EDGEDETECT");
    cnen = register("CNEN" + letter).onWrite(this::noticeWritten);
    cnstat = register("CNSTAT" + letter).writable(0);
    cnne = register("CNNE" + letter).onWrite(this::noticeWritten);
    cnf = register("CNF" + letter).onWrite(this::noticeWritten);
    part("pins", this::visitPins);
  }

  /** The port's letter. */
  public char letter() {
    return letter;
  }

  /** Connects the outside to the pins that the port drives, beside whoever is connected already. */
  public void connect(OutputListener listener) {
    OutputListener first = outside;
    outside =
        (before, after) -> {
          first.changed(before, after);
          listener.changed(before, after);
        };
  }

  /**
   * Drives a pin from outside, from now on.
   *
   * @param bit 0 to 15
   */
  public void setInput(int bit, boolean level) {
    driven |= 1 << bit;
    external = level ? external | (1 << bit) : external & ~(1 << bit);
    update();
  }

  /**
   * Drives a pin from outside no longer.
   *
   * @param bit 0 to 15
   */
  public void releaseInput(int bit) {
    driven &= ~(1 << bit);
    update();
  }

  /** The pins that the port drives high, a bit each. */
  public int outputs() {
    return outputs;
  }

  /** The level of every pin, a bit each, whoever drives it. */
  public int pins() {
    return pins;
  }

  /**
   * All pins become inputs; the latch and what drives from outside stay. The device pack gives no
   * latch bit a reset value, and the chipKIT bootloader finds the bit that a sketch set in LAT
   * before it reset the chip by software ("virtual program button").
   */
  @Override
  public void reset() {
    int latch = lat.get();
    super.reset();
    writeLatch(latch);
    lastRead = pins;
    update();
  }

  @Override
  public void settle() {
    update();
  }

  private int read() {
    return ansel == null ? pins : pins & ~ansel.get();
  }

  private void endMismatch() {
    lastRead = pins;
    updateNotice();
  }

  /** A write of PORT is a write of LAT; both hold the latch, so that SET, CLR and INV act on it. */
  private void writeLatch(int value) {
    port.set(value);
    lat.set(value);
    update();
  }

  private void written(int before, int after) {
    update();
  }

  private void noticeWritten(int before, int after) {
    updateNotice();
  }

  /** Recomputes the pins: port, outside, then resistors. */
  private void update() {
    int high = lat.get() & ~tris.get() & ~odc.get();
    int low = ~lat.get() & ~tris.get();
    int loose = ~(high | low);
    int before = pins;
    pins =
        (high | (loose & driven & external) | (loose & ~driven & cnpu.get() & ~cnpd.get()))
            & tris.spec().writable();
    noteEdges(before, pins);
    updateNotice();
    int outputsBefore = outputs;
    outputs = pins & ~tris.get();
    if (outputsBefore != outputs) {
      outside.changed(outputsBefore, outputs);
    }
  }

  private void noteEdges(int before, int after) {
    if (cnOn.isSet() && edgeDetect.isSet()) {
      int rising = ~before & after & cnen.get();
      int falling = before & ~after & cnne.get();
      cnf.set(cnf.get() | rising | falling);
    }
  }

  private void updateNotice() {
    boolean edge = edgeDetect.isSet();
    cnstat.set(cnOn.isSet() && !edge ? (pins ^ lastRead) & cnen.get() : 0);
    int pending = edge ? cnf.get() & (cnen.get() | cnne.get()) : cnstat.get();
    changeNotice.set(cnOn.isSet() && pending != 0);
  }

  private void visitPins(StateVisitor visitor) {
    driven = visitor.int32("driven", driven);
    external = visitor.int32("external", external);
    outputs = visitor.int32("outputs", outputs);
    pins = visitor.int32("pins", pins);
    lastRead = visitor.int32("lastRead", lastRead);
  }
}
