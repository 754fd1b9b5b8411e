package org.vzlab.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import picocli.CommandLine.TypeConversionException;

/** Reads a {@link Journal}. */
final class JournalReader {
  private static final Pattern HEADER = Pattern.compile("([a-z-]+) (.+)");
  private static final Pattern FILE = Pattern.compile("([0-9a-f]{64}) (.+)");
  private static final Pattern INPUT = Pattern.compile("(\\d{1,18}) ([1-6]) ((?:[0-9a-fA-F]{2})*)");
  private static final Pattern PRESS = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (\\S+)");
  private static final Pattern LAST = Pattern.compile("end (\\d{1,18}) (\\d{1,18})");
  private static final List<String> ONCE =
      List.of("target", "board", "start", "unmodelled", "stale-caches", "timing");

  private static final String KEYS = ", image, file, type, press";

  private final Path file;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> images = new ArrayList<>();
  private final List<Journal.InputHash> files = new ArrayList<>();
  private final List<Journal.Entry> typed = new ArrayList<>();
  private final List<Journal.Press> presses = new ArrayList<>();
  private final List<Journal.Entry> inputs = new ArrayList<>();
  private Optional<Journal.End> end = Optional.empty();
  private UnmodelledPolicy unmodelled = UnmodelledPolicy.REPORT;
  private TimingModel timing = TimingModel.APPROXIMATE;
  private boolean staleCaches;
  private int number;
  private String line = "";

  private JournalReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a journal. The last line of a recording that was cut short does not count if it has no
   * end.
   *
   * @throws UserError if the file cannot be read or is damaged, with the line
   */
  static Journal read(Path file) throws UserError {
    return new JournalReader(file).parse(text(file));
  }

  private static String text(Path file) throws UserError {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file; expected a journal of --record");
    } catch (CharacterCodingException e) {
      throw new UserError(file + ": it is no text; expected a journal of --record");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage());
    }
  }

  private Journal parse(String text) throws UserError {
    List<String> lines = List.of(text.split("\n", -1));
    boolean running = false;
    // What follows the last line feed is nothing, or a line that was cut short.
    for (String next : lines.subList(0, lines.size() - 1)) {
      line = next;
      number++;
      if (number == 1) {
        require(line.equals(Journal.FIRST_LINE), Journal.FIRST_LINE);
      } else if (running) {
        input();
      } else if (line.equals(Journal.RUN)) {
        require(values.containsKey("target"), "a line 'target' before it");
        running = true;
      } else {
        header();
      }
    }
    line = running ? "" : "the end of the file";
    number = running ? number : number + 1;
    require(running, number == 1 ? Journal.FIRST_LINE : "a line '" + Journal.RUN + "'");
    Setup setup =
        new Setup(
            values.get("target"),
            values.getOrDefault("board", Setup.OWN_BOARD),
            Optional.ofNullable(values.get("start")),
            List.copyOf(images),
            unmodelled,
            staleCaches,
            timing);
    return new Journal(
        file,
        setup,
        List.copyOf(files),
        List.copyOf(typed),
        List.copyOf(presses),
        List.copyOf(inputs),
        end);
  }

  private void require(boolean right, String expected) throws UserError {
    if (!right) {
      throw new UserError(
          String.format(
              "%s:%d: found '%s', expected %s; take a journal that --record has written",
              file, number, line, expected));
    }
  }

  private void header() throws UserError {
    Matcher matcher = HEADER.matcher(line);
    require(matcher.matches(), "a key and its value, or 'run'");
    String key = matcher.group(1);
    String value = matcher.group(2);
    switch (key) {
      case "image" -> images.add(value);
      case "file" -> file(value);
      case "type" -> typed.add(entry(value, "type CYCLES UART BYTES"));
      case "press" -> press(value);
      default -> {
        require(ONCE.contains(key), "one of " + String.join(", ", ONCE) + KEYS);
        require(values.put(key, value) == null, "'" + key + "' once");
        meaning(key, value);
      }
    }
  }

  private void meaning(String key, String value) throws UserError {
    try {
      switch (key) {
        case "unmodelled" -> unmodelled = Choice.of(UnmodelledPolicy.class, value);
        case "timing" -> timing = Choice.of(TimingModel.class, value);
        case "stale-caches" -> {
          require(value.equals("true") || value.equals("false"), "true or false");
          staleCaches = value.equals("true");
        }
        default -> {
          // A name: whoever opens it finds out whether it is one.
        }
      }
    } catch (TypeConversionException e) {
      throw new UserError(file + ":" + number + ": " + e.getMessage());
    }
  }

  private void file(String value) throws UserError {
    Matcher matcher = FILE.matcher(value);
    require(matcher.matches(), "file SHA256 PATH");
    try {
      files.add(new Journal.InputHash(number, matcher.group(1), Path.of(matcher.group(2))));
    } catch (InvalidPathException e) {
      require(false, "file SHA256 PATH, with the name of a file");
    }
  }

  private void press(String value) throws UserError {
    Matcher matcher = PRESS.matcher(value);
    require(matcher.matches(), "press CYCLES CYCLES BUTTON");
    long from = Long.parseLong(matcher.group(1));
    long to = Long.parseLong(matcher.group(2));
    require(from < to, "a second time that is later than the first");
    presses.add(new Journal.Press(number, from, to, matcher.group(3)));
  }

  private Journal.Entry entry(String text, String expected) throws UserError {
    Matcher matcher = INPUT.matcher(text);
    require(matcher.matches(), expected);
    return new Journal.Entry(
        number,
        Long.parseLong(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        HexFormat.of().parseHex(matcher.group(3)));
  }

  private void input() throws UserError {
    require(end.isEmpty(), "nothing after the line 'end'");
    long last = inputs.isEmpty() ? 0 : inputs.get(inputs.size() - 1).cycles();
    Matcher matcher = LAST.matcher(line);
    if (matcher.matches()) {
      long cycles = Long.parseLong(matcher.group(1));
      require(cycles >= last, "a time of at least " + last + ", as before");
      end = Optional.of(new Journal.End(number, cycles, Long.parseLong(matcher.group(2))));
      return;
    }
    Journal.Entry entry = entry(line, "CYCLES UART BYTES, or end CYCLES INSTRUCTIONS");
    require(entry.cycles() >= last, "a time of at least " + last + ", as before");
    inputs.add(entry);
  }
}
