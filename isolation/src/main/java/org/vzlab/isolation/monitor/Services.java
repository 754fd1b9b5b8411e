package org.vzlab.isolation.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.model.VpListener;

/**
 * What the hypervisor does for tasks: accesses to windows, which must be granted to be made for the
 * task at the register they are made at; memory that it fills, which must be the task's to write;
 * interrupts, which must be the guest's; messages, whose mailbox must be the configuration's.
 */
final class Services implements VpListener {
  /** Addresses in a guest's physical space and a thread's virtual one are the same below here. */
  private static final int PHYSICAL = 0x1FFFFFFF;

  private final Policy policy;
  private final Layout granted;
  private final Findings findings;
  private long accesses;
  private long interrupts;

  /**
   * @param granted the tables as the configuration asks for them
   */
  Services(Policy policy, Layout granted, Findings findings) {
    this.policy = policy;
    this.granted = granted;
    this.findings = findings;
  }

  long accesses() {
    return accesses;
  }

  long interrupts() {
    return interrupts;
  }

  void clear() {
    accesses = 0;
    interrupts = 0;
  }

  @Override
  public void accessed(int task, Window window, int address, int size, boolean store) {
    accesses++;
    if (window.isVirtual()) {
      requireEnd(task, window);
      return;
    }
    int register = window.physical() + (address - window.base());
    Use use = store ? Use.WRITE : Use.READ;
    long first = Integer.toUnsignedLong(register);
    if (!policy.permits(task, first, size, use, Way.EMULATED)) {
      String what =
          String.format(
              Locale.ROOT,
              "the hypervisor %s %d bytes in window %s at 0x%08x",
              store ? "writes" : "reads",
              size,
              window.device(),
              address);
      findings.add(Rule.EMULATION, task, register, what);
    } else if (!isThere(task, address, first)) {
      String what =
          String.format(Locale.ROOT, "window %s shows it at 0x%08x", window.device(), address);
      findings.add(Rule.EMULATION, task, register, what);
    }
  }

  /** Whether a register is where a line of the configuration puts it in the task's addresses. */
  private boolean isThere(int task, int address, long register) {
    if (!policy.isConfigured() || policy.isKernel(task)) {
      return true;
    }
    for (Grant line : policy.lines(task, register)) {
      long there = line.base() + register - line.physical();
      if ((there & PHYSICAL) == (address & PHYSICAL)) {
        return true;
      }
    }
    return false;
  }

  /** A mailbox or a supervision stands for no register: its window must be the configuration's. */
  private void requireEnd(int task, Window window) {
    if (!windows(task).contains(window)) {
      String what =
          String.format(
              Locale.ROOT,
              "the hypervisor serves %s of emulator %s; granted are %s",
              window.device(),
              window.emulator(),
              windows(task).stream().filter(Window::isVirtual).map(Window::device).toList());
      findings.addOther(Rule.EMULATION, task, window.base(), what);
    }
  }

  private List<Window> windows(int task) {
    List<Window> windows = new ArrayList<>();
    for (Partition guest : granted.partitions()) {
      if (guest.id() == task) {
        windows.addAll(guest.windows());
      }
    }
    for (RootThread thread : granted.threads()) {
      if (thread.id() == task) {
        windows.addAll(thread.windows());
      }
    }
    return windows;
  }

  @Override
  public void filled(int task, int physical, int size) {
    accesses++;
    if (!policy.permits(task, Integer.toUnsignedLong(physical), size, Use.WRITE, Way.MAPPED)) {
      String what =
          String.format(
              Locale.ROOT, "the hypervisor fills 0x%x bytes before the task starts", size);
      findings.add(Rule.EMULATION, task, physical, what);
    }
  }

  @Override
  public void raised(int guest, int irq) {
    interrupts++;
    if (!policy.interrupts(guest).get(irq)) {
      String what =
          String.format(
              Locale.ROOT,
              "interrupt %d is raised for guest %d; granted are %s; %d belongs to %s",
              irq,
              guest,
              policy.interrupts(guest),
              irq,
              owners(irq));
      findings.addOther(Rule.INTERRUPT, guest, irq, what);
    }
  }

  private String owners(int irq) {
    List<String> owners = new ArrayList<>();
    for (int task : policy.tasks()) {
      if (policy.interrupts(task).get(irq)) {
        owners.add("guest " + task);
      }
    }
    return owners.isEmpty() ? "nobody" : String.join(", ", owners);
  }

  @Override
  public void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {
    accesses++;
    if (!granted.mailboxes().contains(mailbox)) {
      String what =
          String.format(
              Locale.ROOT,
              "message %d is %s in %s; granted are %s",
              sequence,
              event.name().toLowerCase(Locale.ROOT),
              mailbox,
              granted.mailboxes());
      findings.addOther(Rule.EMULATION, mailbox.sender(), 0, what);
    }
  }
}
