package org.vzlab.vp.model;

import java.util.List;
import java.util.Objects;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.vdev.ConsolePort;

/**
 * tinyVP, the hypervisor for the PIC32MZ-EF, modelled in Java: it stands where tinyVP's code would
 * stand in root mode and works through what that code could touch. Guests see what they see under
 * tinyVP, and so does whoever sits at the console.
 *
 * <p>Left out so far: DMA with its access groups.
 */
public final class TinyVp implements RootSoftware {
  private final Layout layout;
  private final Platform platform;
  private final ConsolePort console;
  private final VpListener listener;
  private Hypervisor hypervisor;

  /**
   * A hypervisor for a layout, which starts when the processor does.
   *
   * @throws IllegalArgumentException if the platform's console is a UART that does not exist
   */
  public TinyVp(Layout layout, Platform platform, VpListener listener) {
    this.layout = Objects.requireNonNull(layout);
    this.platform = Objects.requireNonNull(platform);
    this.console = ConsolePort.uart(platform.consoleUart());
    this.listener = Objects.requireNonNull(listener);
  }

  /** A hypervisor behind the boot loader of a board with that console: 4 on the chipKIT WiFire. */
  public TinyVp(Layout layout, int consoleUart, VpListener listener) {
    this(layout, Platform.withConsole(consoleUart), listener);
  }

  /**
   * Sets up processor, board and guests. A second call, after a reset, starts all over.
   *
   * @throws IllegalArgumentException if the layout has a window with an emulator that does not
   *     exist
   */
  @Override
  public void start(RootPort port) {
    hypervisor = new Hypervisor(port, layout, platform, console, listener);
  }

  @Override
  public void exception(int vectorOffset) {
    hypervisor.exception(vectorOffset);
  }

  @Override
  public void debugException() {
    hypervisor.debugException();
  }

  @Override
  public void run() {
    hypervisor.background();
  }

  /** The guests in the order of their ids; none before the start. */
  public List<GuestView> guests() {
    return hypervisor == null ? List.of() : List.copyOf(hypervisor.guests());
  }

  /** The threads of the hypervisor in the order of their ids; none before the start. */
  public List<GuestView> threads() {
    return hypervisor == null ? List.of() : List.copyOf(hypervisor.threads());
  }

  /** Whether a guest or a thread was stopped for a fault, or the hypervisor itself has failed. */
  public boolean failed() {
    return hypervisor != null && hypervisor.failed();
  }

  /** How often the root has taken an interrupt since the start. */
  public long interruptCount(int irq) {
    return hypervisor == null ? 0 : hypervisor.interruptCount(irq);
  }
}
