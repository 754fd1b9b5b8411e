package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.vzlab.board.BoardTime;
import org.vzlab.board.Session;
import org.vzlab.board.UserError;
import org.vzlab.svm.driver.ButtonDriver;
import org.vzlab.svm.driver.ConsoleDriver;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Driver;
import org.vzlab.svm.driver.Input;
import org.vzlab.svm.driver.LedDriver;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.driver.StreamDriver;

/**
 * The devices of a simulated machine, the standard ones of docs/sense-vm-guest.md, and what is
 * typed and pressed.
 */
final class SvmWorld {
  private static final int LEDS = 4;
  private static final int BUTTONS = 2;
  private static final long CYCLES_PER_MICROSECOND = Session.CYCLES_PER_SECOND / 1_000_000;

  /** A character takes ten bits at 115200 baud. */
  private static final long CHARACTER = 87;

  private final Devices devices;

  /**
   * A world at the time 0.
   *
   * @param console hears what is sent to the console
   * @param leds hears of LEDs, a line each
   * @throws UserError if there is no such button
   */
  SvmWorld(SvmStimuli stimuli, IntConsumer console, Consumer<String> leds) throws UserError {
    List<Input> characters = new ArrayList<>();
    for (Typed text : stimuli.typed) {
      characters.addAll(Input.typed(microseconds(text.time()), CHARACTER, text.text()));
    }
    List<List<Input>> moves = List.of(new ArrayList<>(), new ArrayList<>());
    for (Pressed press : stimuli.pressed) {
      List<Input> button = moves.get(button(press.button()));
      button.add(new Input(microseconds(press.from()), 1));
      button.add(new Input(microseconds(press.to()), 0));
    }
    List<Driver> drivers = new ArrayList<>();
    drivers.add(new ConsoleDriver(characters, console));
    for (int i = 1; i <= LEDS; i++) {
      String led = "LD" + i;
      drivers.add(new LedDriver(on -> leds.accept(now() + " " + led + (on ? " on" : " off"))));
    }
    moves.forEach(button -> drivers.add(new ButtonDriver(button)));
    drivers.add(new StreamDriver(characters));
    devices = new Devices(drivers, new Sleep(0));
  }

  /** The devices, as a machine sees them. */
  Devices devices() {
    return devices;
  }

  private BoardTime now() {
    return new BoardTime(devices.clock() * CYCLES_PER_MICROSECOND);
  }

  private static int button(String name) throws UserError {
    for (int i = 0; i < BUTTONS; i++) {
      if (name.toUpperCase(Locale.ROOT).equals("BTN" + (i + 1))) {
        return i;
      }
    }
    throw new UserError("--press " + name + ": no such button; expected BTN1 or BTN2");
  }

  private static long microseconds(BoardTime time) {
    return time.cycles() / CYCLES_PER_MICROSECOND;
  }
}
