package org.vzlab.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vzlab.board.ContainerMap;
import org.vzlab.board.PackedContainer;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a guest of a program: a block of a configuration, and an ELF file. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the .vm block that makes a Sense-VM program a guest, with all that it has, for a"
          + " configuration in the current folder.",
      "With -o it writes the guest as an ELF file, too."
    })
final class SvmPack {
  private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

  @Parameters(paramLabel = "FILE", description = "A Sense-VM program (.svm).")
  private Path file;

  @Option(
      names = "--id",
      paramLabel = "N",
      defaultValue = "1",
      description = "The guest's id, 1 to 7. Default: ${DEFAULT-VALUE}.")
  private String id;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "The guest's priority, 1 to 255; the larger, the more urgent.")
  private String priority;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Pairs of the heap, 1 to 65535. Default: 157.")
  private String cells;

  @Option(
      names = "--stack",
      paramLabel = "N",
      description =
          "Entries of each context's stack, 1 to 65535. Default: what the program needs if that is"
              + " bounded, else 42.")
  private String stack;

  @Option(names = "--contexts", paramLabel = "N", description = "1 to 16. Default: 4.")
  private String contexts;

  @Option(names = "--channels", paramLabel = "N", description = "1 to 100. Default: 100.")
  private String channels;

  @Option(
      names = "--arrays",
      paramLabel = "N",
      description = "Bytes of array memory, 0 to 65535. Default: 0.")
  private String arrays;

  @Option(
      names = "--driver",
      paramLabel = "SPEC",
      description =
          "A device, the first one number 0: console, 'led LD1', 'button BTN1', 'mailbox NAME',"
              + " stream, 'supervisor ID', or watchdog, which has no number. Repeats.")
  private List<String> drivers = new ArrayList<>();

  @Option(
      names = "--board",
      paramLabel = "NAME|FILE",
      defaultValue = Setup.OWN_BOARD,
      description =
          "Whose LEDs, buttons and console they are: wifire, dm320007, emz64, or a board file."
              + " Default: wifire.")
  private String board;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.elf",
      description = "Write the guest as an ELF file.")
  private Path output;

  /**
   * Writes the block, and the file.
   *
   * @return the exit status
   * @throws UserError if the program, a device or a file cannot be used
   */
  int execute(Host host) throws UserError {
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    PackedContainer packed = PackedContainer.of(keys(), board);
    if (output != null) {
      byte[] elf = packed.elf();
      if (output.toString().equals(SvmFiles.STANDARD_OUTPUT)) {
        throw new UserError(
            "--output -: found standard output, where the block is; expected a file (.elf)");
      }
      SvmFiles.requireReplaceable("--output", output, file, "ELF file", SvmPack::isElf);
      try (OutputFile to = OutputFile.open("--output", output)) {
        to.write(elf);
      }
    }
    packed
        .map()
        .problems()
        .forEach(problem -> host.err().println("vzlab: " + file + ": " + problem));
    block(packed).forEach(out::println);
    out.flush();
    return ExitStatus.OK;
  }

  private static boolean isElf(byte[] bytes) {
    return Arrays.equals(bytes, 0, Math.min(bytes.length, ELF.length), ELF, 0, ELF.length);
  }

  /** What the options say, in the configuration's words. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    keys.add("id = " + id);
    add(keys, "priority", priority);
    keys.add("container = " + file);
    add(keys, "cells", cells);
    add(keys, "stack", stack);
    add(keys, "contexts", contexts);
    add(keys, "channels", channels);
    add(keys, "arrays", arrays);
    drivers.forEach(driver -> keys.add("driver = " + driver));
    return keys;
  }

  private static void add(List<String> keys, String key, String value) {
    if (value != null) {
      keys.add(key + " = " + value);
    }
  }

  /** The block, in which everything is said. */
  private List<String> block(PackedContainer packed) {
    ContainerMap map = packed.map();
    List<String> keys = new ArrayList<>();
    keys.add("id = " + map.guest());
    add(keys, "priority", priority);
    keys.add("container = " + file);
    keys.add("cells = " + map.cells());
    keys.add(
        "stack = " + map.stack() + (map.stackFrom().equals("bounded") ? "    # all it needs" : ""));
    keys.add("contexts = " + map.contexts());
    keys.add("channels = " + map.channels());
    keys.add("arrays = " + map.arrayBytes());
    packed.drivers().forEach(driver -> keys.add("driver = " + driver));
    List<String> block = new ArrayList<>();
    block.add(
        "# %d bytes of flash and %d bytes of RAM beside the runtime's"
            .formatted(map.blockBytes(), map.arenaBytes()));
    block.add(".vm");
    keys.forEach(key -> block.add("    " + key));
    block.add(".");
    return block;
  }
}
