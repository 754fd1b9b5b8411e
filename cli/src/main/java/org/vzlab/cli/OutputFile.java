package org.vzlab.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.vzlab.board.UserError;

/** A file that a run writes. */
final class OutputFile implements AutoCloseable {
  /** The host could not take what was written: a full disk, mostly. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }

  private final Path path;
  private final OutputStream stream;

  /** Why something could not be written; what follows is not tried. */
  private IOException failure;

  private OutputFile(Path path, OutputStream stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * Creates the file, or empties it.
   *
   * @param option what asked for it, for the message
   * @throws UserError if the host does not let us
   */
  static OutputFile open(String option, Path path) throws UserError {
    try {
      return new OutputFile(path, new BufferedOutputStream(Files.newOutputStream(path)));
    } catch (IOException e) {
      String reason =
          e instanceof NoSuchFileException
              ? "there is no such folder"
              : e instanceof AccessDeniedException
                  ? "no permission"
                  : Files.isDirectory(path) ? "it is a folder" : String.valueOf(e.getMessage());
      throw new UserError(option + ": cannot write " + path + ": " + reason);
    }
  }

  /** Writes a byte. That it could not be written is said when the file is closed. */
  void write(int character) {
    write(new byte[] {(byte) character});
  }

  /** Writes a line, as {@link #write(int)} does. */
  void line(String line) {
    write((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** Hands what was written to the host, as {@link #write(int)} does. */
  void flush() {
    if (failure == null) {
      try {
        stream.flush();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Writes bytes, as {@link #write(int)} does. */
  void write(byte[] bytes) {
    if (failure == null) {
      try {
        stream.write(bytes);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /**
   * Closes the file.
   *
   * @throws Failed if it does not hold all that was written
   */
  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw new Failed("cannot write " + path + ": " + failure.getMessage());
    }
  }

  /** Closes all of some files, whatever becomes of each, and then says what failed first. */
  static void closeAll(List<OutputFile> files) {
    Failed first = null;
    for (OutputFile file : files) {
      try {
        file.close();
      } catch (Failed e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
