package org.vzlab.board;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.svm.container.Container;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.svm.container.Device;
import org.vzlab.svm.format.Finding;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.StackBound.Bounded;
import org.vzlab.svm.format.Verdict;
import org.vzlab.svm.format.Verifier;
import org.vzlab.svm.machine.Resources;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.ContainerConfig;
import org.vzlab.vp.config.ContainerConfig.Driver;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.GuestImage;
import org.vzlab.vp.layout.ImageSource;

/**
 * A configuration whose containers are guests like any other: with the devices that their drivers
 * need, and the runtime with their program as image. It is where all images come from.
 */
final class Containers implements ImageSource {
  /** A program that stops at once. */
  private static final Program EMPTY =
      new Program(
          new byte[] {(byte) Opcode.STOP.code()}, 1, new int[0], new byte[0], List.of(), 0, true);

  /**
   * A container and what the verifier says of it.
   *
   * @param stackFrom as in {@link ContainerMap}
   * @param problems what is wrong with the program
   */
  private record Packed(Container container, String stackFrom, List<String> problems) {
    void warn(ContainerConfig config, Findings findings) {
      if (!problems.isEmpty()) {
        findings.warn(
            Check.CONTAINERS,
            config.position(),
            "the verifier refuses %s: %s%s"
                .formatted(
                    config.path(),
                    problems.get(0),
                    problems.size() == 1 ? "" : "; and %d more".formatted(problems.size() - 1)));
      }
    }
  }

  /**
   * A container as its guest runs it.
   *
   * @param image the runtime with the container
   */
  record Running(Container container, Image image) {}

  private final Configuration configuration;
  private final Map<GuestImage, Image> images;
  private final Map<Integer, Running> running;
  private final List<ContainerMap> maps;

  private Containers(
      Configuration configuration,
      Map<GuestImage, Image> images,
      Map<Integer, Running> running,
      List<ContainerMap> maps) {
    this.configuration = configuration;
    this.images = images;
    this.running = running;
    this.maps = maps;
  }

  /**
   * The containers of a configuration on a board; what is wrong with them is added to the findings.
   *
   * @param runtime the runtime, asked for if there is a container
   */
  static Containers of(
      Configuration configuration, Board board, Supplier<Image> runtime, Findings findings) {
    ContainerDevices devices = new ContainerDevices(configuration, board, findings);
    Map<GuestImage, Image> images = new HashMap<>();
    Map<Integer, Running> running = new TreeMap<>();
    List<ContainerMap> maps = new ArrayList<>();
    List<Domain> guests = new ArrayList<>();
    for (Domain guest : configuration.guests()) {
      if (guest.container().isEmpty()) {
        guests.add(guest);
        continue;
      }
      ContainerConfig config = guest.container().get();
      ContainerDevices.Resolved resolved = devices.of(guest, config);
      guests.add(guest.withDevices(resolved.granted()));
      Packed packed = pack(config, resolved, supervision(guest, configuration), findings);
      packed.warn(config, findings);
      Image image = ContainerImage.of(runtime.get(), packed.container(), config.path().toString());
      images.put(config.image(), image);
      running.put(guest.id(), new Running(packed.container(), image));
      maps.add(map(guest, config, packed, resolved.driven()));
    }
    return new Containers(configuration.withGuests(guests), images, running, List.copyOf(maps));
  }

  /** The configuration with what the containers' guests need. */
  Configuration configuration() {
    return configuration;
  }

  /** The containers by the ids of their guests. */
  Map<Integer, Running> running() {
    return running;
  }

  /** What the containers have. */
  List<ContainerMap> maps() {
    return maps;
  }

  @Override
  public Image open(GuestImage file, OptionalInt rawAddress) throws ImageException {
    if (images.containsKey(file)) {
      return images.get(file);
    }
    return rawAddress.isPresent()
        ? ImageFile.loadRaw(file.path(), rawAddress.getAsInt())
        : ImageFile.load(file.path());
  }

  /** A container with all that its block says, and what that does not say. */
  private static Packed pack(
      ContainerConfig config,
      ContainerDevices.Resolved resolved,
      Container.Supervision supervision,
      Findings findings) {
    Program program = program(config, findings);
    Verdict verdict = Verifier.verify(program);
    OptionalInt bound = bound(verdict);
    int stack = config.stack().orElse(bound.orElse(Resources.STANDARD.stackEntries()));
    Resources resources =
        new Resources(config.cells(), stack, config.contexts(), config.channels(), config.arrays());
    Container container =
        new Container(
            program,
            resources,
            List.copyOf(resolved.driven().values()),
            config.checkpoints(),
            config.watchdog().isPresent(),
            supervision);
    String from = config.stack().isPresent() ? "given" : bound.isPresent() ? "bounded" : "default";
    return new Packed(container, from, verdict.errors().stream().map(Finding::toString).toList());
  }

  /** The stack that all contexts are certain to get by with; empty if the verifier finds none. */
  private static OptionalInt bound(Verdict verdict) {
    return verdict.first() instanceof Bounded first && verdict.spawned() instanceof Bounded other
        ? OptionalInt.of(Math.max(1, Math.max(first.entries(), other.entries())))
        : OptionalInt.empty();
  }

  /** Beats come twice as often as they have to. */
  private static Container.Supervision supervision(Domain guest, Configuration configuration) {
    return configuration.supervisions().stream()
        .filter(supervision -> supervision.guest() == guest.id())
        .findFirst()
        .map(s -> new Container.Supervision(s.heartbeat() / 2, s.registers()))
        .orElse(Container.Supervision.NONE);
  }

  /** The program; one that stops in its place if it cannot be read, so that the rest is checked. */
  private static Program program(ContainerConfig config, Findings findings) {
    try {
      return Loader.read(config.path());
    } catch (FormatException e) {
      findings.add(unusable(config, e.getMessage(), "assemble it again, or name another file"));
    } catch (NoSuchFileException e) {
      findings.add(
          unusable(
              config,
              "no file " + config.path(),
              "correct the path, which is relative to the configuration"));
    } catch (IOException e) {
      findings.add(
          unusable(config, config.path() + ", which cannot be read: " + e, "correct the path"));
    }
    return EMPTY;
  }

  private static ConfigException unusable(ContainerConfig config, String found, String hint) {
    return new ConfigException(
        Check.CONTAINERS, config.position(), found, "a Sense-VM program (.svm)", hint);
  }

  private static ContainerMap map(
      Domain guest, ContainerConfig config, Packed packed, Map<Driver, Device> driven) {
    Container container = packed.container();
    List<ContainerMap.Device> devices = new ArrayList<>();
    driven.forEach(
        (driver, device) ->
            devices.add(
                new ContainerMap.Device(
                    driver.text(),
                    Integer.toUnsignedLong(device.registers()),
                    Integer.toUnsignedLong(device.mask()),
                    device.interrupt())));
    Resources resources = container.resources();
    return new ContainerMap(
        guest.id(),
        config.path().toString(),
        container.program().image().length,
        container.block().length,
        resources.heapCells(),
        resources.stackEntries(),
        packed.stackFrom(),
        resources.contexts(),
        resources.channels(),
        resources.arrayBytes(),
        container.arenaBytes(),
        List.copyOf(devices),
        container.watchdog(),
        container.checkpoints(),
        packed.problems());
  }
}
