package org.vzlab.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.vzlab.board.Listing;
import org.vzlab.board.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the code of an image on standard output. */
@Command(
    name = "disasm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the code of an image as objdump -d does.")
final class Disasm {
  @Parameters(paramLabel = "FILE", description = "An image (.elf .hex .srec, .bin@ADDRESS).")
  private String file;

  @Option(
      names = "--isa",
      paramLabel = "NAME",
      description =
          "The instruction set of all the code: mips32 or micromips. By default an ELF file says"
              + " it for each function; other files have MIPS32.")
  private String isa;

  @Option(
      names = "--start",
      paramLabel = "ADDRESS",
      description = "The first address to list, as it stands in the file.")
  private String start;

  @Option(names = "--end", paramLabel = "ADDRESS", description = "The address to stop before.")
  private String end;

  @Option(
      names = "--no-aliases",
      description = "Write every instruction by its own name: sll zero,zero,0x0 for nop.")
  private boolean noAliases;

  /**
   * Writes the listing; a reader that goes away, such as {@code head}, ends it.
   *
   * @return the exit status
   * @throws UserError if the file or an option cannot be used
   */
  int execute(Host host) throws UserError {
    Listing listing =
        new Listing(
            file,
            Optional.ofNullable(isa),
            Optional.ofNullable(start),
            Optional.ofNullable(end),
            !noAliases);
    OutputStream out = new BufferedOutputStream(host.out());
    try {
      listing.write(line -> print(out, line));
      out.flush();
    } catch (UncheckedIOException | IOException readerGone) {
      return ExitStatus.OK;
    }
    return ExitStatus.OK;
  }

  private static void print(OutputStream out, String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
