package org.vzlab.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vzlab.board.Bench;
import org.vzlab.board.Boards;
import org.vzlab.board.Setup;
import org.vzlab.board.TimingModel;
import org.vzlab.board.UnmodelledPolicy;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;

/** Boards with the repository's configurations. */
public final class Benches {
  private static final Path CONFIGS = Path.of("../configs");

  private Benches() {}

  /** The names of all configurations that come with vzlab. */
  public static Stream<String> configurations() {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".config"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A board that is powered on. */
  public static Bench of(String configuration) throws UserError {
    return of(configuration, Variant.NONE);
  }

  /** A board that is powered on, with something different. */
  public static Bench of(String configuration, Variant variant) throws UserError {
    return at(CONFIGS.resolve(configuration), Setup.OWN_BOARD, variant);
  }

  /** A board on which the hypervisor has set up its guests. */
  public static Bench booted(String configuration) throws UserError {
    return booted(configuration, Variant.NONE);
  }

  /** The same with something different. */
  public static Bench booted(String configuration, Variant variant) throws UserError {
    Bench bench = of(configuration, variant);
    bench.run(1);
    return bench;
  }

  /** A configuration that comes with vzlab, with another text in the place of one. */
  public static Path changed(String configuration, String from, String to, Path folder)
      throws IOException {
    String text = Files.readString(CONFIGS.resolve(configuration));
    if (!text.contains(from)) {
      throw new IllegalArgumentException(configuration + " does not have " + from);
    }
    String firmware = Path.of("../firmware").toAbsolutePath().normalize().toString();
    String changed = text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    return Files.writeString(
        folder.resolve(configuration), changed.replace("../firmware", firmware));
  }

  /** A board of a name or file with a configuration or an image. */
  public static Bench at(Path target, String board, Variant variant) throws UserError {
    return Boards.bench(
        new Setup(
            target.toString(),
            board,
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.QUIET,
            false,
            TimingModel.APPROXIMATE),
        variant);
  }
}
