package org.vzlab.board;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to a file, the same for the same seed: of its bytes, or of its words and lines. */
final class Mutations {
  private static final int[] WORDS = {
    0, 1, -1, 0x7FFFFFFF, 0x80000000, 0xFFFF, 0x10000, 0x8000, 0x9D000000, 0xFFFFFFF0
  };

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "+1",
          "0x",
          "0xffffffff",
          "0x80000000",
          "0x7fffffff",
          "0x100000000",
          "4294967295",
          "4294967296",
          "99999999999999999999",
          "1e9",
          "0.5",
          "NaN");

  private static final List<String> SCRAPS =
      List.of(
          "\0",
          "\33]0;x\7",
          "\200",
          "\377",
          "\u00B2",
          "\r",
          "\n",
          "=",
          ".",
          "..",
          "#",
          ",",
          ":",
          "@",
          "\"",
          "'",
          "\\",
          "%s",
          "%n",
          "(",
          "{",
          "/",
          "//",
          "/*",
          " ",
          "\t",
          "*",
          "?",
          "~",
          "0",
          "1",
          "9",
          "a",
          "F",
          "-",
          "1e+",
          "0 ",
          "a:",
          "\n.",
          "(a");

  private final SplittableRandom random;

  Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One to four injuries to bytes. */
  byte[] bytes(byte[] sound) {
    byte[] bytes = sound.clone();
    for (int left = 1 + random.nextInt(4); left > 0 && bytes.length > 4; left--) {
      // Headers are at the beginning, and there is more to break in them.
      int bound = random.nextBoolean() ? Math.min(bytes.length, 256) : bytes.length;
      int at = random.nextInt(bound);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2, 3 -> word(bytes, at & ~(random.nextBoolean() ? 3 : 1));
        case 4 -> bytes = Arrays.copyOf(bytes, at);
        default -> bytes = without(bytes, at, random.nextInt(64));
      }
    }
    return bytes;
  }

  private void word(byte[] bytes, int at) {
    int word = WORDS[random.nextInt(WORDS.length)];
    boolean half = random.nextBoolean();
    boolean big = random.nextInt(4) == 0;
    for (int i = 0; i < (half ? 2 : 4) && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (word >>> (8 * (big ? 3 - i : i)));
    }
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(bytes, 0, at);
    int behind = Math.min(bytes.length, at + length);
    rest.write(bytes, behind, bytes.length - behind);
    return rest.toByteArray();
  }

  /** One to four injuries to a text; any byte is a character. */
  String text(String sound) {
    List<String> lines = new ArrayList<>(Arrays.asList(sound.split("\n", -1)));
    for (int left = 1 + random.nextInt(4); left > 0 && !lines.isEmpty(); left--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(10)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), line);
        case 2 -> lines.set(at, lines.get(random.nextInt(lines.size())));
        case 3, 4, 5 -> lines.set(at, number(line));
        case 6 -> lines.set(at, scrap(line));
        case 7 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
        case 8 -> lines.set(at, anotherWord(line, lines.get(random.nextInt(lines.size()))));
        default -> lines.subList(at, lines.size()).clear();
      }
    }
    return String.join("\n", lines);
  }

  private String number(String line) {
    return word(line, NUMBERS.get(random.nextInt(NUMBERS.size())));
  }

  private String anotherWord(String line, String from) {
    String[] words = from.split("\\s+", -1);
    return word(line, words[random.nextInt(words.length)]);
  }

  private String word(String line, String instead) {
    String[] words = line.split("(?<=\\s)|(?=\\s)", -1);
    words[random.nextInt(words.length)] = instead;
    return String.join("", words);
  }

  private String scrap(String line) {
    int at = random.nextInt(line.length() + 1);
    String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
    // Seldom: every one costs, and what a thousand cannot do a million seldom can.
    int times = random.nextInt(16) == 0 ? 20_000 : 1;
    return line.substring(0, at) + scrap.repeat(times) + line.substring(at);
  }

  /** One to four injuries to a file of hexadecimal records, whose checksums are right again. */
  String records(String sound) {
    List<String> lines = new ArrayList<>(sound.lines().toList());
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      int at = random.nextInt(lines.size());
      boolean intel = lines.get(at).startsWith(":");
      int start = intel ? 1 : 2;
      byte[] record = new byte[(lines.get(at).length() - start) / 2];
      for (int i = 0; i < record.length; i++) {
        int digits = start + 2 * i;
        record[i] = (byte) Integer.parseInt(lines.get(at).substring(digits, digits + 2), 16);
      }
      String kind = intel ? ":" : "S" + random.nextInt(10);
      byte[] damaged = random.nextInt(3) == 0 ? bytes(record) : record;
      if (damaged.length > 4) {
        damaged[random.nextInt(Math.min(5, damaged.length))] = (byte) random.nextInt();
      }
      lines.set(at, kind + checked(damaged, intel));
    }
    return String.join("\n", lines);
  }

  private static String checked(byte[] record, boolean intel) {
    if (record.length > 0) {
      int sum = 0;
      record[0] = (byte) (record.length - (intel ? 5 : 1));
      for (int i = 0; i < record.length - 1; i++) {
        sum += record[i];
      }
      record[record.length - 1] = (byte) (intel ? -sum : ~sum);
    }
    StringBuilder digits = new StringBuilder();
    for (byte b : record) {
      digits.append(String.format("%02X", b));
    }
    return digits.toString();
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
