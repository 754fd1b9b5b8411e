package org.vzlab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.MergedImage;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a configuration as one image. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a tinyVP configuration as one S-record image: the guests and the hypervisor's tables"
            + " at their places in flash. 'vzlab run' boots it.")
final class Build {
  private static final String CONFIG = ".config";
  private static final String MERGED = ".merged.srec";

  @Parameters(paramLabel = "CONFIG", description = "A tinyVP configuration (.config).")
  private Path configuration;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The image. Default: the configuration's name with .merged.srec, in the current folder.")
  private Path output;

  @Option(
      names = "--board",
      paramLabel = "NAME|FILE",
      defaultValue = Setup.OWN_BOARD,
      description =
          "The board: wifire, dm320007, emz64, or a board file (.config). By default the board that"
              + " the configuration names, or else wifire. The image holds what it says of places"
              + " and constants.")
  private String board;

  @Option(names = "--json", description = "Print what went where as JSON.")
  private boolean json;

  /**
   * Writes the image, and what went where on standard output.
   *
   * @return the exit status
   * @throws UserError if the configuration has a mistake or the file cannot be written
   */
  int execute(Host host) throws UserError {
    MergedImage image = MergedImage.build(configuration, board);
    Path file = output == null ? Path.of(defaultName()) : output;
    requireReplaceable(file, image.inputs());
    try (OutputFile out = OutputFile.open("--output", file)) {
      image.records().lines().forEach(out::line);
    }
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    out.print(json ? json(file, image) : text(file, image));
    out.flush();
    return ExitStatus.OK;
  }

  private String defaultName() {
    String name = configuration.getFileName().toString();
    return name.substring(0, name.length() - CONFIG.length()) + MERGED;
  }

  /** A file is replaced only if it is an older image, not if it is something else by mistake. */
  private static void requireReplaceable(Path file, List<Path> inputs) throws UserError {
    try {
      if (!Files.isRegularFile(file)) {
        return;
      }
      for (Path input : inputs) {
        if (Files.isSameFile(file, input)) {
          throw new UserError(
              "--output %s is the image of a guest; choose another name".formatted(file));
        }
      }
      byte[] start;
      try (InputStream stream = Files.newInputStream(file)) {
        start = stream.readNBytes(4);
      }
      if (start.length > 0 && !new String(start, StandardCharsets.ISO_8859_1).matches("S[0-9].*")) {
        throw new UserError(
            "--output "
                + file
                + ": found a file that is no S-record file, expected one or none; choose another name"
                + " or remove it");
      }
    } catch (IOException e) {
      throw new UserError("--output " + file + ": cannot be read: " + e.getMessage());
    }
  }

  private static String text(Path file, MergedImage image) {
    StringBuilder text = new StringBuilder();
    int bytes = image.parts().stream().mapToInt(MergedImage.Part::bytes).sum();
    text.append("%s: %d bytes of flash for %s\n".formatted(file, bytes, image.board()));
    String separator = "";
    for (MergedImage.Part part : image.parts()) {
      text.append(separator)
          .append(
              String.format("%s 0x%08X (%d bytes)", part.owner(), part.address(), part.bytes()));
      separator = ", ";
    }
    return text.append('\n').toString();
  }

  private static String json(Path file, MergedImage image) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (MergedImage.Part part : image.parts()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("owner", part.owner());
      object.put("address", Integer.toUnsignedLong(part.address()));
      object.put("bytes", part.bytes());
      parts.add(object);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file);
    object.put("board", image.board());
    object.put("parts", parts);
    object.put("tables", image.tables());
    return Json.of(object);
  }
}
