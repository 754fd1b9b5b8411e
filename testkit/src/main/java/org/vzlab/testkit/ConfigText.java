package org.vzlab.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text of a configuration, moved to another folder and with other programs. Everything else
 * stays on its line, as far as that is possible.
 */
final class ConfigText {
  private static final Set<String> IMAGES = Set.of("elf", "binary", "file", "container");

  private final Path folder;
  private final Map<Integer, Path> programs;
  private final List<String> lines = new ArrayList<>();
  private final Set<Integer> found = new HashSet<>();

  private ConfigText(Path folder, Map<Integer, Path> programs) {
    this.folder = folder;
    this.programs = programs;
  }

  /**
   * The text for another folder.
   *
   * @param folder what names in the text are relative to
   * @param programs ELF files in place of guests' own images, by the guests' ids
   * @throws BadBoard if a guest is not there, or its image is none that a program can replace
   */
  static String moved(String text, Path folder, Map<Integer, Path> programs) {
    ConfigText moved = new ConfigText(folder.toAbsolutePath().normalize(), programs);
    moved.read(List.of(text.split("\\R", -1)));
    return String.join("\n", moved.lines);
  }

  /** Reads all blocks; what belongs to none is the board or of no matter. */
  private void read(List<String> text) {
    int at = 0;
    while (at < text.size()) {
      String line = meaning(text.get(at));
      if (line.equals(".vm") || line.equals(".thread")) {
        int end = end(text, at);
        block(text.subList(at, end));
        at = end;
      } else {
        lines.add(key(line).equals("board") ? board(text.get(at), line) : text.get(at));
        at++;
      }
    }
    for (int guest : programs.keySet()) {
      if (!found.contains(guest)) {
        throw new BadBoard(
            String.format(
                "found @Program(guest = %d), expected the id of a guest of the configuration",
                guest));
      }
    }
  }

  private String board(String raw, String line) {
    Path file = folder.resolve(value(line));
    return Files.isRegularFile(file) ? "board = " + file : raw;
  }

  /** The line behind a block. */
  private static int end(List<String> text, int start) {
    int depth = 0;
    int at = start;
    do {
      String line = meaning(text.get(at++));
      if (line.equals(".")) {
        depth--;
      } else if (opens(line)) {
        depth++;
      }
    } while (depth > 0 && at < text.size());
    return at;
  }

  private static boolean opens(String line) {
    return line.indexOf('=') < 0 ? line.startsWith(".") : value(line).isEmpty();
  }

  private void block(List<String> block) {
    Path program = program(block);
    lines.add(block.get(0));
    boolean named = block.stream().anyMatch(line -> key(meaning(line)).equals("elf"));
    if (program != null && !named) {
      lines.add("    elf = " + program);
    }
    for (String raw : block.subList(1, block.size())) {
      String line = meaning(raw);
      if (!IMAGES.contains(key(line))) {
        lines.add(raw);
      } else if (program == null) {
        lines.add("    " + key(line) + " = " + folder.resolve(value(line)));
      } else if (key(line).equals("elf")) {
        lines.add("    elf = " + program);
      } else {
        throw new BadBoard(
            String.format(
                "found @Program for a guest with the line \"%s\", expected one with an elf line, or"
                    + " without an image",
                line));
      }
    }
  }

  private Path program(List<String> block) {
    if (!meaning(block.get(0)).equals(".vm")) {
      return null;
    }
    for (String raw : block) {
      String line = meaning(raw);
      if (key(line).equals("id")) {
        for (Map.Entry<Integer, Path> program : programs.entrySet()) {
          if (value(line).equals(String.valueOf(program.getKey()))) {
            found.add(program.getKey());
            return program.getValue();
          }
        }
      }
    }
    return null;
  }

  /** A line without its comment and the space around it. */
  private static String meaning(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? "" : line.substring(0, equals).strip();
  }

  private static String value(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? "" : line.substring(equals + 1).strip();
  }
}
