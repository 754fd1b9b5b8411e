package org.vzlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.vzlab.board.UserError;

/**
 * Collapsed stacks, the form in which profilers hand samples to flame graph tools: on each line the
 * frames of a stack, outermost first, with semicolons between them, then a space and how many
 * samples it has. Frames may contain spaces. Empty lines and comments, which begin with {@code #}
 * and a space, say nothing.
 */
final class CollapsedStacks {
  /** A frame, and under which frames it was called. */
  static final class Frame {
    private final String name;
    private final TreeMap<String, Frame> callees = new TreeMap<>();
    private long samples;

    private Frame(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /** Samples in it and in what it called. */
    long samples() {
      return samples;
    }

    /** What it called, by name. */
    Collection<Frame> callees() {
      return callees.values();
    }
  }

  private static final String FORM = "expected 'frame;frame COUNT', such as 'root;main 12'";

  private final Frame all = new Frame("all");
  private final Path file;

  private CollapsedStacks(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @return the frame that called all others
   * @throws UserError if it cannot be read, or a line is not of the form, or there is no sample
   */
  static Frame read(Path file) throws UserError {
    List<String> lines = lines(file);
    CollapsedStacks stacks = new CollapsedStacks(file);
    for (int i = 0; i < lines.size(); i++) {
      stacks.add(lines.get(i).strip(), i + 1);
    }
    if (stacks.all.samples == 0) {
      throw new UserError(
          file + ": found no samples; " + FORM + ". Was the run shorter than a sample's period?");
    }
    return stacks.all;
  }

  private static List<String> lines(Path file) throws UserError {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file; 'vzlab run --profile FILE' makes one");
    } catch (IOException e) {
      throw new UserError(
          file
              + (Files.isDirectory(file) ? ": is a folder" : ": cannot be read: " + e.getMessage())
              + "; expected a file of collapsed stacks");
    }
  }

  private void add(String line, int number) throws UserError {
    if (line.isEmpty() || line.startsWith("# ") || line.equals("#")) {
      return;
    }
    int space = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
    String count = line.substring(space + 1);
    String frames = space < 0 ? "" : line.substring(0, space).strip();
    if (frames.isEmpty()) {
      throw wrong(number, "'" + shown(line) + "'");
    }
    long samples = count(count, number);
    if (samples > 0) {
      add(Arrays.asList(frames.split(";", -1)), samples);
    }
  }

  private long count(String count, int number) throws UserError {
    try {
      long samples = Long.parseLong(count);
      if (samples >= 0) {
        Math.addExact(all.samples, samples);
        return samples;
      }
    } catch (NumberFormatException e) {
      // It is said below what was expected.
    } catch (ArithmeticException e) {
      throw wrong(number, "more samples than 64 bits can count");
    }
    throw wrong(number, "'" + shown(count) + "' in the place of COUNT");
  }

  private void add(List<String> frames, long samples) {
    all.samples += samples;
    Frame caller = all;
    for (String name : frames) {
      caller = caller.callees.computeIfAbsent(name, Frame::new);
      caller.samples += samples;
    }
  }

  private static String shown(String text) {
    int most = 60;
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  private UserError wrong(int number, String found) {
    return new UserError(file + ":" + number + ": found " + found + "; " + FORM);
  }
}
