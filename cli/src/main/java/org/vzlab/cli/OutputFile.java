package org.vzlab.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  void write(int character) {
    try {
      stream.write(character);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void line(String line) {
    try {
      stream.write(line.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Failed failed(IOException e) {
    return new Failed("cannot write " + path + ": " + e.getMessage());
  }
}
