package org.vzlab.vp.model;

import java.util.List;
import java.util.Objects;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.image.TableImage;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.vdev.ConsolePort;

/**
 * tinyVP, the hypervisor for the PIC32MZ-EF, modelled in Java: it stands where tinyVP's code would
 * stand in root mode and works through what that code could touch. Guests see what they see under
 * tinyVP, and so does whoever sits at the console.
 */
public final class TinyVp implements RootSoftware {
  /** Where the hypervisor finds its tables when it starts. */
  @FunctionalInterface
  private interface Source {
    /** The tables. */
    Tables read(RootPort port) throws ImageException;
  }

  private record Tables(Layout layout, ConsolePort console) {}

  private final Source source;
  private final Platform platform;
  private final VpListener listener;
  private RootPort port;

  /** What runs; null before the start, and if there were no sound tables then. */
  private Tables tables;

  private Hypervisor hypervisor;

  /**
   * A hypervisor for a layout, which starts when the processor does.
   *
   * @throws IllegalArgumentException if the platform's console is a UART that does not exist
   */
  public TinyVp(Layout layout, Platform platform, VpListener listener) {
    Tables given =
        new Tables(Objects.requireNonNull(layout), ConsolePort.uart(platform.consoleUart()));
    this.source = any -> given;
    this.platform = platform;
    this.listener = Objects.requireNonNull(listener);
  }

  /**
   * A hypervisor that reads its tables, and which UART is its console, from flash each time that it
   * starts. If they are not sound there it does not start: it says so, and executes nothing more.
   */
  public TinyVp(Platform platform, VpListener listener) {
    this.source = TinyVp::inFlash;
    this.platform = Objects.requireNonNull(platform);
    this.listener = Objects.requireNonNull(listener);
  }

  /**
   * Sets up processor, board and guests. A second call, after a reset, starts all over.
   *
   * @throws IllegalArgumentException if the layout has a window with an emulator that does not
   *     exist
   */
  @Override
  public void start(RootPort rootPort) {
    port = rootPort;
    make(null);
    try {
      make(source.read(port));
      hypervisor.start();
    } catch (ImageException e) {
      listener.startFailed(e.getMessage());
    }
  }

  private void make(Tables of) {
    tables = of;
    hypervisor =
        of == null ? null : new Hypervisor(port, of.layout(), platform, of.console(), listener);
  }

  private static Tables inFlash(RootPort port) throws ImageException {
    TableImage image = TableImage.read(address -> port.load(address, 4));
    return new Tables(image.layout(), ConsolePort.uart(image.consoleUart()));
  }

  @Override
  public void exception(int vectorOffset) {
    hypervisor.exception(vectorOffset);
  }

  @Override
  public void debugException() {
    hypervisor.debugException();
  }

  /** Without tables: a loop that does nothing, as after a panic. */
  @Override
  public void run() {
    if (hypervisor == null) {
      port.charge(Work.BOOT);
    } else {
      hypervisor.background();
    }
  }

  /** The guests in the order of their ids; none before the start. */
  public List<GuestView> guests() {
    return hypervisor == null ? List.of() : List.copyOf(hypervisor.guests());
  }

  /** The threads of the hypervisor in the order of their ids; none before the start. */
  public List<GuestView> threads() {
    return hypervisor == null ? List.of() : List.copyOf(hypervisor.threads());
  }

  /**
   * Whether a guest or a thread was stopped for a fault, or the hypervisor itself has failed or not
   * started.
   */
  public boolean failed() {
    return port != null && (hypervisor == null || hypervisor.failed());
  }

  /** How often the root has taken an interrupt since the start. */
  public long interruptCount(int irq) {
    return hypervisor == null ? 0 : hypervisor.interruptCount(irq);
  }

  @Override
  public void visit(RootPort rootPort, StateVisitor visitor) {
    boolean begun = visitor.flag("begun", port != null);
    port = begun ? rootPort : null;
    Tables running = visitor.value("tables", tables);
    if (!Objects.equals(running, tables)) {
      make(running);
    }
    tables = running;
    if (hypervisor != null) {
      visitor.enter("hypervisor", hypervisor);
    }
  }
}
