package org.vzlab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds of runs, {@code 1..1000} on the command line.
 *
 * @param first the first of them
 * @param last the last of them, not before the first
 */
record SeedRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  /**
   * One part of all runs, {@code 2/8} on the command line.
   *
   * @param number from 1 to {@code count}
   * @param count how many parts there are
   */
  record Shard(int number, int count) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Everything. */
    static final Shard ALL = new Shard(1, 1);

    static Shard parse(String text) {
      Matcher matcher = FORM.matcher(text);
      int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      int count = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
      if (number < 1 || number > count) {
        throw new TypeConversionException(
            "'" + text + "' is not a part; expected one such as 2/8, the second of eight");
      }
      return new Shard(number, count);
    }

    static final class Converter implements ITypeConverter<Shard> {
      @Override
      public Shard convert(String text) {
        return parse(text);
      }
    }
  }

  static SeedRange parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' are not two seeds such as 1..1000");
    }
    SeedRange range =
        new SeedRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    if (range.first > range.last) {
      throw new TypeConversionException("'" + text + "': the first seed is behind the last");
    }
    return range;
  }

  /** The seeds of a part: every N-th from the I-th on. */
  LongStream of(Shard shard) {
    return LongStream.iterate(
        first + shard.number() - 1, seed -> seed <= last, seed -> seed + shard.count());
  }

  /** How many seeds a part has. */
  long count(Shard shard) {
    return Math.max(0, (last - first - (shard.number() - 1) + shard.count()) / shard.count());
  }

  static final class Converter implements ITypeConverter<SeedRange> {
    @Override
    public SeedRange convert(String text) {
      return parse(text);
    }
  }
}
