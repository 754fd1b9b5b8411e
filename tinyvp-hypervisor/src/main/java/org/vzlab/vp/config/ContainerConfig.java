package org.vzlab.vp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@code .vm} block with the key {@code container} says: a Sense-VM program and what it has.
 *
 * @param position the line with the key
 * @param path the program
 * @param cells pairs of the heap
 * @param stack entries of each context's stack, if given
 * @param contexts how many
 * @param channels how many
 * @param arrays bytes of array memory
 * @param drivers its devices in the order of their numbers, from 0 on
 * @param watchdog where it asks for the watchdog, if it does
 * @param checkpoints beats are checkpoints of the program; else they come by themselves
 */
public record ContainerConfig(
    SourcePosition position,
    Path path,
    int cells,
    OptionalInt stack,
    int contexts,
    int channels,
    int arrays,
    List<Driver> drivers,
    Optional<SourcePosition> watchdog,
    boolean checkpoints) {
  /** The program as what the guest runs. */
  public GuestImage image() {
    return new GuestImage(position, path, true);
  }

  /** Most devices of a container. */
  public static final int MOST_DRIVERS = 16;

  /** What a driver is for. */
  public enum Kind {
    /** The console. */
    CONSOLE,
    /** An LED of the board. */
    LED,
    /** A button of the board. */
    BUTTON,
    /** An end of a mailbox. */
    MAILBOX,
    /** What is typed at the console, as a stream into an array. */
    STREAM,
    /** The supervisor's end of a supervision. */
    SUPERVISOR;

    /** Its word in a configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a name or a number follows the word. */
    boolean named() {
      return this != CONSOLE && this != STREAM;
    }
  }

  /**
   * A line {@code driver = ...} that makes a device of the container.
   *
   * @param name the LED's, the button's or the mailbox's, or the guest's id; else empty
   */
  public record Driver(SourcePosition position, Kind kind, String name) {
    /** The line without its key: {@code led LD1}. */
    public String text() {
      return name.isEmpty() ? kind.word() : kind.word() + " " + name;
    }
  }
}
