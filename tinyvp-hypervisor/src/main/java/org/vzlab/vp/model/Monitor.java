package org.vzlab.vp.model;

import java.util.List;
import java.util.Locale;
import org.vzlab.vp.vdev.SharedConsole;

/**
 * The root's commands at the console. A digit selects a guest, 0 or one that does not exist none; T
 * lists the TLB; with a guest selected s stops, c continues and r restarts it, q shows its state, I
 * its interrupt controller, and d, e, i, t switch debugging and the traces of exceptions,
 * interrupts and time. q with none selected shows the state of every guest.
 */
final class Monitor {
  private final List<Guest> guests;
  private final SharedConsole console;
  private final Dumps dumps;
  private final Hypervisor hypervisor;
  private Guest selected;

  Monitor(List<Guest> guests, SharedConsole console, Dumps dumps, Hypervisor hypervisor) {
    this.guests = guests;
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
      select(character - '0');
    } else if (character == 'T') {
      dumps.tlb();
    } else if (selected != null) {
      command(selected, character);
    } else if (character == 'q') {
      guests.forEach(this::state);
    }
  }

  private void select(int id) {
    selected = null;
    for (Guest guest : guests) {
      if (guest.id() == id) {
        selected = guest;
      }
    }
  }

  private void command(Guest guest, int character) {
    switch (character) {
      case 'q' -> {
        state(guest);
        dumps.generalRegisters(guest);
      }
      case 's' -> stop(guest);
      case 'c' -> proceed(guest);
      case 'r' -> {
        hypervisor.restart(guest);
        reply(guest, "restarted");
      }
      case 'I' -> dumps.interrupts(guest);
      case 'd' -> reply(guest, "debug " + onOff(guest.traces().toggleDebug()));
      case 'e' -> console.line("exception trace " + onOff(guest.traces().toggleExceptions()));
      case 'i' -> console.line("interrupt trace " + onOff(guest.traces().toggleInterrupts()));
      case 't' -> console.line("time trace " + onOff(guest.traces().toggleTime()));
      default -> {}
    }
  }

  private void stop(Guest guest) {
    if (guest.state() == GuestState.FAULTED) {
      reply(guest, "faulted: " + guest.reason());
    } else {
      guest.stop();
      reply(guest, "stopped");
    }
  }

  private void proceed(Guest guest) {
    switch (guest.state()) {
      case STOPPED -> {
        guest.proceed();
        reply(guest, "continued");
      }
      case FAULTED -> reply(guest, "faulted: only r brings it back");
      case RUNNING, WAITING -> reply(guest, "continued");
    }
  }

  private void state(Guest guest) {
    String name = guest.state().name().toLowerCase(Locale.ROOT);
    String why = guest.reason().isEmpty() ? "" : ": " + guest.reason();
    String text =
        String.format("%s pc=%08x cycles=%d %s", guest.name(), guest.pc(), guest.cycles(), name);
    reply(guest, text + why);
  }

  private void reply(Guest guest, String text) {
    console.line("Thread" + guest.id() + ": " + text);
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }
}
