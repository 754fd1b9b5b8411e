package org.vzlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that ask where the time goes. */
final class ProfileOptions {
  @Option(
      names = "--profile",
      paramLabel = "FILE",
      required = true,
      description =
          "Write which functions the time goes to, of root, of each guest and each thread, as collapsed"
              + " stacks; 'vzlab flamegraph' draws them.")
  Path file;

  @Option(
      names = "--profile-period",
      paramLabel = "CYCLES",
      defaultValue = "10007",
      converter = PeriodConverter.class,
      description =
          "SYSCLK cycles from one sample of the profile to the next. Default: 10007, a prime, so"
              + " that nothing periodic keeps step with it.")
  long period;

  @Option(
      names = "--profile-symbols",
      paramLabel = "N=FILE",
      converter = SymbolsConverter.class,
      description =
          "An image file with the names of the functions of guest or thread N, or of root (0), for"
              + " guests that no configuration names and for images without symbols. Repeatable.")
  List<SymbolFile> symbols = new ArrayList<>();

  static final class SymbolsConverter implements ITypeConverter<SymbolFile> {
    @Override
    public SymbolFile convert(String text) {
      return SymbolFile.parse(text);
    }
  }

  static final class PeriodConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        long period = Long.parseLong(text);
        if (period >= 1) {
          return period;
        }
      } catch (NumberFormatException e) {
        // It is said below what was expected.
      }
      throw new TypeConversionException(
          "'" + text + "' is not a number of cycles; expected a whole number from 1 on");
    }
  }
}
