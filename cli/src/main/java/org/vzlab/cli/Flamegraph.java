package org.vzlab.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a profile. */
@Command(
    name = "flamegraph",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Draws collapsed stacks, as 'vzlab run --profile FILE' and other profilers write them, as"
            + " a flame graph in SVG.")
final class Flamegraph {
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(paramLabel = "FILE", description = "Lines of 'frame;frame;frame COUNT'.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "SVG",
      defaultValue = STANDARD_OUTPUT,
      description = "Where the picture goes. Default: standard output, which is also '-'.")
  private String output;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What stands above the picture. Default: the name of FILE.")
  private String title;

  /**
   * Writes the picture; a reader that goes away ends it.
   *
   * @return the exit status
   * @throws UserError if the file cannot be used, or the picture cannot be written
   */
  int execute(Host host) throws UserError {
    CollapsedStacks.Frame all = CollapsedStacks.read(file);
    String svg =
        new FlamegraphSvg(title == null ? String.valueOf(file.getFileName()) : title).draw(all);
    if (!output.equals(STANDARD_OUTPUT)) {
      if (Path.of(output).toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
        throw new UserError("-o " + output + " is the file that is drawn; give another one");
      }
      try (OutputFile picture = OutputFile.open("-o", Path.of(output))) {
        picture.line(svg.stripTrailing());
      }
      return ExitStatus.OK;
    }
    try (OutputStream out = new BufferedOutputStream(host.out())) {
      out.write(svg.getBytes(StandardCharsets.UTF_8));
    } catch (IOException readerGone) {
      return ExitStatus.OK;
    }
    return ExitStatus.OK;
  }
}
