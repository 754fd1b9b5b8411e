package org.vzlab.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;

/** Reads what Sense-VM commands are given, and looks after what they would replace. */
final class SvmFiles {
  /** The file name that stands for standard output. */
  static final String STANDARD_OUTPUT = "-";

  /** Bytes of the largest assembly text that is read. */
  private static final long LARGEST_TEXT = 1 << 24;

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
      throw new UserError(unreadable(file, e, "a Sense-VM program (.svm)"));
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
      if (Files.size(file) > LARGEST_TEXT) {
        throw new UserError(
            "%s: found %d bytes; expected assembly text of at most %d"
                .formatted(file, Files.size(file), LARGEST_TEXT));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserError(unreadable(file, e, "assembly text"));
    }
  }

  private static String unreadable(Path file, IOException e, String expected) {
    String found;
    if (file.toString().equals(STANDARD_OUTPUT)) {
      found = "standard input, which is not read";
    } else if (e instanceof NoSuchFileException) {
      found = "no such file";
    } else if (Files.isDirectory(file)) {
      found = "a folder";
    } else if (e instanceof AccessDeniedException) {
      found = "no permission to read it";
    } else if (e instanceof CharacterCodingException) {
      found = "bytes that are not UTF-8";
    } else {
      found = "that it cannot be read (" + e.getMessage() + ")";
    }
    return "%s: found %s; expected %s".formatted(file, found, expected);
  }

  /**
   * Keeps a user from replacing what is something else by mistake.
   *
   * @param option what names the output
   * @param input what the output is made of
   * @param kind what may be replaced, for the message
   * @param replaceable whether the bytes of a file are of that kind
   * @throws UserError if the output is the input, or a file of another kind
   */
  static void requireReplaceable(
      String option, Path output, Path input, String kind, Predicate<byte[]> replaceable)
      throws UserError {
    try {
      if (!Files.isRegularFile(output) || Files.size(output) == 0) {
        return;
      }
      if (Files.isSameFile(output, input)) {
        throw new UserError(
            "%s: %s is the file that is read; choose another name".formatted(option, output));
      }
      if (Files.size(output) > LARGEST_TEXT || !replaceable.test(Files.readAllBytes(output))) {
        throw new UserError(
            ("%s %s: found a file that is no %s, expected one or none; choose another name or remove"
                    + " it")
                .formatted(option, output, kind));
      }
    } catch (IOException e) {
      throw new UserError("%s %s: cannot be read: %s".formatted(option, output, e.getMessage()));
    }
  }
}
