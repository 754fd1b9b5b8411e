package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Rule;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.soc.chip.InterruptSource;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;

/**
 * Every interrupt goes to the hypervisor first, and from there to the one guest that has it. That
 * is so if the controller has one vector, in the root's own shadow set, if no interrupt is passed
 * to guests by GuestCtl0.PIP, if what is enabled belongs to somebody, and if no two guests have the
 * same.
 */
final class InterruptCheck {
  /** INTCON.MVEC (DS60001320, register 7-1). */
  private static final int MVEC = 1 << 12;

  /** PRISS.SS0 (register 7-2). */
  private static final int SS0 = 1;

  /** GuestCtl0.PIP, bits 15:10 (MD00847). */
  private static final int PIP = 0x3F << 10;

  private static final int WORD_STEP = 0x10;
  private static final int CORE_TIMER = 0;

  private final Bench bench;
  private final Layout layout;
  private final Policy policy;
  private final PartTable part;
  private final Map<Integer, String> roots = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private InterruptCheck(Bench bench, Layout layout, Policy policy) {
    this.bench = bench;
    this.layout = layout;
    this.policy = policy;
    part = bench.chip().part();
    String console = "UART" + bench.consoleUart();
    roots.put(CORE_TIMER, "the hypervisor's clock");
    roots.put(part.interrupt(console + "_RX").number(), "the hypervisor's console");
    roots.put(part.interrupt(console + "_TX").number(), "the hypervisor's console");
    roots.put(part.interrupt("SYSTEM_BUS_PROTECTION").number(), "the hypervisor's, of the arbiter");
  }

  static List<Finding> of(Bench bench, Layout layout, Policy policy) {
    InterruptCheck check = new InterruptCheck(bench, layout, policy);
    check.controller();
    check.owners();
    check.layout.partitions().forEach(check::granted);
    check.enabled();
    return check.findings;
  }

  private int register(String name) {
    return Reaches.registers(bench).applyAsInt(part.register(name).address());
  }

  private void controller() {
    int intcon = register("INTCON");
    if ((intcon & MVEC) != 0) {
      add(0, String.format("interrupts have vectors of their own: INTCON = 0x%08x, MVEC", intcon));
    }
    int priss = register("PRISS");
    if ((priss & SS0) != 0) {
      add(
          0,
          String.format(
              "interrupts enter the hypervisor in a guest's registers: PRISS = 0x%08x, SS0",
              priss));
    }
    int guestCtl0 = bench.hart().registers.read(Cp0Register.GUEST_CTL0, Accessor.ROOT);
    if ((guestCtl0 & PIP) != 0) {
      add(
          0,
          String.format(
              "interrupts are passed to whatever guest executes: GuestCtl0 = 0x%08x, PIP",
              guestCtl0));
    }
  }

  /** An interrupt that is passed on is one guest's, and not the root's. */
  private void owners() {
    Map<Integer, Partition> owners = new TreeMap<>();
    for (Partition guest : layout.partitions()) {
      for (int irq : guest.ownInterrupts().stream().toArray()) {
        Partition other = owners.putIfAbsent(irq, guest);
        if (other != null) {
          add(
              guest.id(),
              name(irq)
                  + " is among the own interrupts of guest "
                  + other.id()
                  + " and of guest "
                  + guest.id());
        }
        if (roots.containsKey(irq)) {
          add(
              guest.id(),
              name(irq)
                  + " is among the own interrupts of guest "
                  + guest.id()
                  + ", and is "
                  + roots.get(irq));
        }
      }
    }
  }

  private void granted(Partition guest) {
    BitSet meant = policy.interrupts(guest.id());
    excess(guest.id(), guest.ownInterrupts(), meant, "own");
    excess(guest.id(), guest.emulatedInterrupts(), meant, "emulated");
  }

  private void excess(int guest, BitSet has, BitSet meant, String kind) {
    BitSet more = (BitSet) has.clone();
    more.andNot(meant);
    for (int irq : more.stream().toArray()) {
      List<String> owners =
          policy.tasks().stream()
              .filter(task -> policy.interrupts(task).get(irq))
              .map(task -> Words.task(task, policy))
              .toList();
      add(
          guest,
          name(irq)
              + " is among the "
              + kind
              + " interrupts of guest "
              + guest
              + ", which the configuration does not give it"
              + (owners.isEmpty() ? "" : "; it is for " + String.join(" and ", owners)));
    }
  }

  /** What is enabled can interrupt everybody: it has to be somebody's. */
  private void enabled() {
    BitSet known = new BitSet();
    roots.keySet().forEach(known::set);
    layout.partitions().forEach(guest -> known.or(guest.ownInterrupts()));
    int base = part.register("IEC0").address();
    for (InterruptSource source : part.interrupts()) {
      int irq = source.number();
      int address = base + (irq >> 5) * WORD_STEP;
      int enabled = Reaches.registers(bench).applyAsInt(address);
      if (!known.get(irq) && (enabled >>> irq & 1) != 0) {
        add(
            0,
            String.format(
                "%s is enabled and nobody's: IEC%d = 0x%08x", name(irq), irq >> 5, enabled));
      }
    }
  }

  private String name(int irq) {
    return "interrupt "
        + irq
        + part.interrupt(irq).map(source -> " (" + source.name() + ")").orElse("");
  }

  private void add(int task, String text) {
    findings.add(new Finding(Rule.INTERRUPT, task, text));
  }
}
