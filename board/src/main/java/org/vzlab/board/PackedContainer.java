package org.vzlab.board;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.vzlab.kit.image.ElfWriter;
import org.vzlab.kit.image.ImageException;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.ContainerConfig;
import org.vzlab.vp.config.ContainerConfig.Driver;
import org.vzlab.vp.config.ContainerConfig.Kind;
import org.vzlab.vp.config.Findings;

/** A Sense-VM program with its resources, as a block of a configuration and as an image. */
public final class PackedContainer {
  /** What messages call the block. */
  private static final Path BLOCK = Path.of("the .vm block");

  /** A driver of which a block that stands alone says everything. */
  private static boolean isOfTheBoard(Driver driver) {
    return driver.kind() != Kind.MAILBOX && driver.kind() != Kind.SUPERVISOR;
  }

  private final Containers containers;
  private final ContainerMap map;

  private PackedContainer(Containers containers) {
    this.containers = containers;
    this.map = containers.maps().get(0);
  }

  /**
   * Packs a program.
   *
   * @param keys the lines of its {@code .vm} block, {@code key = value}; one is {@code container}
   * @param board as {@link Setup#board}
   * @throws UserError if the program, a key or a device is wrong, or there is no such board
   */
  public static PackedContainer of(List<String> keys, String board) throws UserError {
    String block = ".vm\n" + String.join("\n", keys) + "\n.\n";
    Board empty = Boards.empty(Boards.boardFile(board, Optional.empty()));
    try {
      Findings findings = new Findings();
      Containers containers =
          Containers.of(
              Configuration.parseBlock(BLOCK, block), empty, ContainerImage::runtime, findings);
      findings.throwFirst();
      return new PackedContainer(containers);
    } catch (ConfigException e) {
      throw new UserError(e.getMessage());
    }
  }

  /** What it has. */
  public ContainerMap map() {
    return map;
  }

  /** Its devices as their {@code driver} lines name them, in their order. */
  public List<String> drivers() {
    List<String> drivers = new ArrayList<>(config().drivers().stream().map(Driver::text).toList());
    config().watchdog().ifPresent(position -> drivers.add("watchdog"));
    return List.copyOf(drivers);
  }

  /**
   * The runtime with the container, as an ELF file.
   *
   * @throws UserError if it has a device that needs more of a configuration than its block
   */
  public byte[] elf() throws UserError {
    Optional<Driver> other =
        config().drivers().stream().filter(driver -> !isOfTheBoard(driver)).findFirst();
    if (other.isPresent()) {
      throw new UserError(
          "driver = %s is what a configuration makes of it: put the block into one, and build that"
                  .formatted(other.get().text())
              + " with vzlab build");
    }
    try {
      return ElfWriter.write(containers.open(config().image(), OptionalInt.empty()));
    } catch (ImageException e) {
      throw new IllegalStateException("it has been packed", e);
    }
  }

  private ContainerConfig config() {
    return containers.configuration().guests().get(0).container().orElseThrow();
  }
}
