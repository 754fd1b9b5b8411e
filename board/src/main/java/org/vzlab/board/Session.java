package org.vzlab.board;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A board with its programs, powered on: what a command line, a test or a debugger drives. Nothing
 * happens between two calls of {@link #run}; all times are board times.
 */
public interface Session {
  /** SYSCLK cycles in a second of board time. */
  long CYCLES_PER_SECOND = 200_000_000;

  /** Hears of the board's LEDs. */
  @FunctionalInterface
  interface LedListener {
    /**
     * An LED has changed.
     *
     * @param name as printed on the board: {@code LD1}
     * @param cycles board time in SYSCLK cycles
     */
    void changed(String name, boolean on, long cycles);
  }

  /** Board time in SYSCLK cycles. */
  long now();

  /**
   * Runs until that board time, or until {@link #end} is no longer {@link End#RUNNING}.
   *
   * @param untilCycles SYSCLK cycles since power-on
   */
  void run(long untilCycles);

  /** Whether and why the run has ended by itself. */
  End end();

  /** Whether a guest was stopped for a fault or the hypervisor failed; the board may still run. */
  boolean failed();

  /**
   * Hears every character that a UART sends, when its last stop bit has passed.
   *
   * @param uart 1 to 6
   */
  void onSerial(int uart, IntConsumer listener);

  /** The UART of the board's console. */
  int consoleUart();

  /**
   * Types at a UART: the characters go over the line one after another from that time on.
   *
   * @param cycles board time in SYSCLK cycles; now, if it has passed
   * @param uart 1 to 6
   */
  void type(long cycles, int uart, byte[] bytes);

  /**
   * How many characters, typed now, the line to a UART has room for; what is typed beyond that
   * waits for its turn.
   *
   * @param uart 1 to 6
   */
  int room(int uart);

  /**
   * Presses a button and lets it go. It stays down as long as one of its presses lasts.
   *
   * @param button as printed on the board, {@code BTN1}, in upper or lower case
   * @param fromCycles board time in SYSCLK cycles; now, if it has passed
   * @param toCycles when it is let go: later than that
   * @throws UserError if the board has no such button
   */
  void press(String button, long fromCycles, long toCycles) throws UserError;

  /** Hears every change of an LED. */
  void onLed(LedListener listener);

  /** Hears messages for the user: what is not modelled and was touched, which guest was stopped. */
  void onReport(Consumer<String> listener);

  /**
   * Writes a trace, a line a record.
   *
   * @param lines hears every line, without its end
   * @return to be run when the board is not run any more: writes what completes the trace
   */
  Runnable trace(TraceKind kind, Consumer<String> lines);

  /**
   * Takes the names of functions from a file too, for profiles.
   *
   * @param id whose functions they are: a guest's or thread's, or root's (0)
   * @param file an image file, as on the command line
   * @throws UserError if the file cannot be used
   */
  void symbols(int id, String file) throws UserError;

  /**
   * Finds out from now on which functions of root, guests and threads the time goes to; the run
   * stays the same.
   *
   * @param periodCycles SYSCLK cycles from one sample to the next, at least one
   * @return the samples so far as collapsed stacks, which flame graph tools read: {@code
   *     owner;function SAMPLES} a line, in the order of the text; code without a symbol is named by
   *     its address
   */
  Supplier<List<String>> profile(long periodCycles);

  /** What has happened so far. */
  Summary summary();

  /** Registers and state for a report of a bug. */
  String dump();
}
