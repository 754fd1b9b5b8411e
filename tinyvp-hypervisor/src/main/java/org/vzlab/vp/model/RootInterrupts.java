package org.vzlab.vp.model;

import static org.vzlab.vp.vdev.Pic32mz.CLR;
import static org.vzlab.vp.vdev.Pic32mz.SET;

import java.util.List;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.vdev.Pic32mz;
import org.vzlab.vp.vdev.SharedConsole;

/**
 * The real interrupt controller: all interrupts at a low priority and off, the console's and the
 * core timer's above them; every interrupt goes to the root's one vector, as INTCON.MVEC is 0, and
 * from there to the root's own handler or to the guest that owns it.
 */
final class RootInterrupts implements Stateful {
  /** Interrupts of the part end here. */
  private static final int LAST = 213;

  /** Priority fields of IPCx: level and sub-level. */
  private static final int GUEST_PRIORITY = 2 << 2;

  private static final int CONSOLE_PRIORITY = 7 << 2 | 3;
  private static final int VIOLATION_PRIORITY = 7 << 2 | 3;

  /** What has to wait while a task of a major frame runs. */
  private static final int LOW_PRIORITY = 1 << 2;

  private static final int TIMER_PRIORITY = 6 << 2 | 3;

  /** The level of {@link #LOW_PRIORITY}: Status.IPL to keep it out. */
  static final int DEFERRED = 1;

  /** More than the receive FIFO holds: the loop over it ends. */
  private static final int MAX_RECEIVED = 16;

  private final RootPort port;
  private final List<Guest> guests;
  private final SharedConsole console;
  private final ConsoleInput input;
  private final BusViolations violations;
  private final VpListener listener;
  private final boolean strict;
  private final Guest[] owners = new Guest[Pic32mz.INTERRUPT_COUNT];
  private final long[] counts = new long[Pic32mz.INTERRUPT_COUNT];

  /**
   * @param strict interrupts of the root other than its timer have priority {@link #DEFERRED}, and
   *     guests' a higher one
   */
  RootInterrupts(
      RootPort port,
      List<Guest> guests,
      SharedConsole console,
      ConsoleInput input,
      BusViolations violations,
      VpListener listener,
      boolean strict) {
    this.port = port;
    this.violations = violations;
    this.listener = listener;
    this.strict = strict;
    this.guests = guests;
    this.console = console;
    this.input = input;
    for (int irq = 0; irq <= LAST; irq++) {
      for (Guest guest : guests) {
        if (guest.machine().interrupts().owns(irq)) {
          owners[irq] = guest;
        }
      }
    }
  }

  /** Sets the controller up. */
  void start() {
    port.store(Pic32mz.INTERRUPTS + Pic32mz.INTCON, 4, 0);
    for (int irq = 0; irq <= LAST; irq++) {
      if (exists(irq)) {
        port.store(Pic32mz.iec(irq) + CLR, 4, Pic32mz.bit(irq));
        priority(irq, GUEST_PRIORITY);
      }
    }
    priority(console.uart().receiveIrq(), strict ? LOW_PRIORITY : CONSOLE_PRIORITY);
    enable(console.uart().receiveIrq());
    if (strict) {
      priority(console.uart().transmitIrq(), LOW_PRIORITY);
    }
    priority(Pic32mz.CORE_TIMER_IRQ, TIMER_PRIORITY);
    enable(Pic32mz.CORE_TIMER_IRQ);
    violations.start();
    priority(BusViolations.IRQ, strict ? LOW_PRIORITY : VIOLATION_PRIORITY);
    enable(BusViolations.IRQ);
    console.transmitted();
  }

  /** Serves the interrupt that INTSTAT names. */
  void serve() {
    int irq = port.load(Pic32mz.INTERRUPTS + Pic32mz.INTSTAT, 4) & 0xFF;
    if (irq >= counts.length) {
      return;
    }
    counts[irq]++;
    if (irq == Pic32mz.CORE_TIMER_IRQ) {
      // Every exit looks at the clock, so that a spurious interrupt 0, which this part can deliver,
      // costs an exit and nothing else.
      acknowledge(irq);
    } else if (irq == console.uart().receiveIrq()) {
      receive();
    } else if (irq == console.uart().transmitIrq()) {
      transmitted();
    } else if (irq == BusViolations.IRQ) {
      violations.serve();
      acknowledge(irq);
    } else if (owners[irq] != null) {
      port.store(Pic32mz.iec(irq) + CLR, 4, Pic32mz.bit(irq));
      // What was raised before the guest left last was not enabled: then its exit has enabled it.
      long raised = Math.max(listener.raisedAt(irq, port.now()), owners[irq].leftAt());
      owners[irq].interrupt(irq, raised);
    } else {
      port.store(Pic32mz.iec(irq) + CLR, 4, Pic32mz.bit(irq));
      console.line(String.format("do_IRQ: mask unexpect irq %d", irq));
    }
  }

  /** How often the root has taken an interrupt. */
  long count(int irq) {
    return counts[irq];
  }

  /** Guests whose transmitters were full have room again. */
  private void transmitted() {
    console.transmitted();
    for (int i = 0; i < guests.size(); i++) {
      if (guests.get(i).machine().transmitted()) {
        guests.get(i).answer(port.now());
      }
    }
  }

  private void receive() {
    int uart = console.uart().base();
    for (int i = 0; i < MAX_RECEIVED; i++) {
      if ((port.load(uart + Pic32mz.U_STA, 4) & Pic32mz.STA_URXDA) == 0) {
        break;
      }
      input.typed(port.load(uart + Pic32mz.U_RXREG, 4) & 0xFF, port.now());
    }
    // Reception stops at an overrun until OERR is cleared, which empties the FIFO: now it is.
    if ((port.load(uart + Pic32mz.U_STA, 4) & Pic32mz.STA_OERR) != 0) {
      port.store(uart + Pic32mz.U_STA + CLR, 4, Pic32mz.STA_OERR);
    }
    acknowledge(console.uart().receiveIrq());
  }

  private void acknowledge(int irq) {
    port.store(Pic32mz.ifs(irq) + CLR, 4, Pic32mz.bit(irq));
  }

  private void enable(int irq) {
    port.store(Pic32mz.iec(irq) + SET, 4, Pic32mz.bit(irq));
  }

  private void priority(int irq, int field) {
    int shift = (irq & 3) * 8;
    int old = port.load(Pic32mz.ipc(irq), 4);
    port.store(Pic32mz.ipc(irq), 4, (old & ~(0x1F << shift)) | field << shift);
  }

  /** Numbers without an interrupt, as tinyVP has them. */
  private static boolean exists(int irq) {
    return switch (irq) {
      case 108, 191, 195, 197, 203, 204, 211, 212 -> false;
      default -> true;
    };
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.enter("input", input);
    visitor.array("counts", counts);
  }
}
