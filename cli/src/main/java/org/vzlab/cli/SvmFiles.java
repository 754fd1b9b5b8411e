package org.vzlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;

/** Reads what Sense-VM commands are given. */
final class SvmFiles {
  private SvmFiles() {}

  /**
   * A program.
   *
   * @throws FormatException if the file is none
   * @throws UserError if it cannot be read
   */
  static Program program(Path file) throws FormatException, UserError {
    try {
      return Loader.read(file);
    } catch (IOException e) {
      throw unreadable(file, e, "a Sense-VM program (.svm)");
    }
  }

  /**
   * A program, or else an error.
   *
   * @throws UserError if the file is none or cannot be read
   */
  static Program required(Path file) throws UserError {
    try {
      return program(file);
    } catch (FormatException e) {
      throw new UserError(e.getMessage());
    }
  }

  /**
   * Text in UTF-8.
   *
   * @throws UserError if it cannot be read
   */
  static String text(Path file) throws UserError {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e, "assembly text");
    }
  }

  private static UserError unreadable(Path file, IOException e, String expected) {
    String why =
        e instanceof NoSuchFileException
            ? "no such file"
            : Files.isDirectory(file)
                ? "it is a folder"
                : "it cannot be read (" + e.getMessage() + ")";
    return new UserError(file + ": " + why + "; expected " + expected);
  }
}
