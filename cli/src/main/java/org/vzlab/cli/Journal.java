package org.vzlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;

/**
 * What makes a run the same again: what ran, and what was typed and pressed when. As text, for
 * {@code vzlab replay}; {@link JournalReader} reads it, {@link Recorder} writes it.
 *
 * @param file where it comes from
 * @param setup what ran
 * @param files the files that it was made of
 * @param typed what was to be typed before the run began
 * @param presses which buttons were to be pressed
 * @param inputs what was typed during the run, in its order, each between two slices
 * @param end empty if the recording was cut short
 */
record Journal(
    Path file,
    Setup setup,
    List<InputHash> files,
    List<Entry> typed,
    List<Press> presses,
    List<Entry> inputs,
    Optional<End> end) {
  static final String FIRST_LINE = "vzlab journal 1";
  static final String RUN = "run";
  static final String END = "end";

  /** A file that a run was made of, and the line that says so. */
  record InputHash(int line, String sha256, Path path) {}

  /**
   * Something typed, and the line that says so.
   *
   * @param cycles board time in SYSCLK cycles
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  record Entry(int line, long cycles, int uart, byte[] bytes) {}

  /**
   * A button that was to be pressed, and the line that says so.
   *
   * @param from board time in SYSCLK cycles
   * @param to when it is let go, later than that
   */
  record Press(int line, long from, long to, String button) {}

  /** The end of the run, and the line that says so. */
  record End(int line, long cycles, long instructions) {}

  /** Board time in SYSCLK cycles until which the run is known. */
  long endCycles() {
    return end.map(End::cycles)
        .orElse(inputs.isEmpty() ? 0 : inputs.get(inputs.size() - 1).cycles());
  }

  /**
   * Makes sure that the files are those of the recording.
   *
   * @throws UserError if one is missing or another
   */
  void checkFiles() throws UserError {
    for (InputHash input : files) {
      String found = Files.isRegularFile(input.path()) ? hash(input.path()) : "nothing there";
      if (!found.equals(input.sha256())) {
        throw new UserError(
            String.format(
                "%s:%d: %s is not the file that was recorded: found %s, expected SHA-256 %s; put"
                    + " that file back, or record the run again",
                file, input.line(), input.path(), found, input.sha256()));
      }
    }
  }

  /** The error that the run is another than the one that was recorded. */
  UserError unlike(int line, String expected, String found) {
    return new UserError(
        String.format(
            "%s:%d: the run is not the one that was recorded: found %s, expected %s; replay it"
                + " with the vzlab that recorded it, or record the run again",
            file, line, found, expected));
  }

  /**
   * The SHA-256 of a file.
   *
   * @throws UserError if it cannot be read
   */
  static String hash(Path path) throws UserError {
    try (InputStream input =
        new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) input).getMessageDigest().digest());
    } catch (NoSuchFileException e) {
      throw new UserError(path + ": there is no such file");
    } catch (IOException e) {
      throw new UserError(path + ": cannot be read: " + e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
