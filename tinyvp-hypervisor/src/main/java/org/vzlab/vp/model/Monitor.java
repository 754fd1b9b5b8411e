package org.vzlab.vp.model;

import java.util.Locale;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.vp.vdev.SharedConsole;

/**
 * The root's commands at the console. A digit selects a guest or a thread, 0 or one that does not
 * exist none; T lists the TLB; with one selected s stops, c continues and r restarts it, q shows
 * its state, I its interrupt controller, and d, e, i, t switch debugging and the traces of
 * exceptions, interrupts and time. q with none selected shows the state of every task.
 */
final class Monitor implements Stateful {
  private final Tasks tasks;
  private final SharedConsole console;
  private final Dumps dumps;
  private final Hypervisor hypervisor;
  private Task selected;

  Monitor(Tasks tasks, SharedConsole console, Dumps dumps, Hypervisor hypervisor) {
    this.tasks = tasks;
    this.console = console;
    this.dumps = dumps;
    this.hypervisor = hypervisor;
  }

  /** A character was typed at the root. It is echoed, if it can be seen, and obeyed. */
  void typed(int character) {
    if (character == '\r' || character == '\n') {
      console.echo('\n');
    } else if (character >= ' ' && character < 0x7F) {
      console.echo(character);
    }
    if (character >= '0' && character <= '9') {
      selected = tasks.of(character - '0');
    } else if (character == 'T') {
      dumps.tlb();
    } else if (selected != null) {
      command(selected, character);
    } else if (character == 'q') {
      tasks.all().forEach(this::state);
    }
  }

  private void command(Task task, int character) {
    switch (character) {
      case 'q' -> {
        state(task);
        dumps.generalRegisters(task);
      }
      case 's' -> stop(task);
      case 'c' -> proceed(task);
      case 'r' -> {
        hypervisor.restart(task);
        hypervisor.lookedAfter(task);
        reply(task, "restarted");
      }
      case 'I' -> interrupts(task);
      case 'd' -> reply(task, "debug " + onOff(task.traces().toggleDebug()));
      case 'e' -> console.line("exception trace " + onOff(task.traces().toggleExceptions()));
      case 'i' -> console.line("interrupt trace " + onOff(task.traces().toggleInterrupts()));
      case 't' -> console.line("time trace " + onOff(task.traces().toggleTime()));
      default -> {}
    }
  }

  private void interrupts(Task task) {
    if (task instanceof Guest guest) {
      dumps.interrupts(guest);
    } else {
      reply(task, "has no interrupt controller of its own");
    }
  }

  private void stop(Task task) {
    if (task.state() == GuestState.FAULTED) {
      reply(task, "faulted: " + task.reason());
    } else {
      hypervisor.stop(task);
      hypervisor.lookedAfter(task);
      reply(task, "stopped");
    }
  }

  private void proceed(Task task) {
    switch (task.state()) {
      case STOPPED -> {
        task.proceed();
        hypervisor.lookedAfter(task);
        reply(task, "continued");
      }
      case FAULTED -> reply(task, "faulted: only r brings it back");
      case RUNNING, WAITING, RESTARTING -> reply(task, "continued");
    }
  }

  private void state(Task task) {
    String name = task.state().name().toLowerCase(Locale.ROOT);
    String why = task.reason().isEmpty() ? "" : ": " + task.reason();
    String text =
        String.format("%s pc=%08x cycles=%d %s", task.name(), task.pc(), task.cycles(), name);
    reply(task, text + why);
  }

  private void reply(Task task, String text) {
    console.line("Thread" + task.id() + ": " + text);
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  @Override
  public void visit(StateVisitor visitor) {
    selected = tasks.visit(visitor, "selected", selected);
  }
}
