package org.vzlab.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.vzlab.board.ConfigurationMap.Device;
import org.vzlab.board.ConfigurationMap.Range;
import org.vzlab.board.ConfigurationMap.Result;
import org.vzlab.board.ConfigurationMap.Verdict;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.InterruptSource;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.RegisterBlock;
import org.vzlab.vp.layout.DmaGroup;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.TableSizes;
import org.vzlab.vp.model.Footprint;

/** Puts together what {@link ConfigurationMap} tells. */
final class MapMaker {
  private final Configuration configuration;
  private final Inspection inspection;
  private final PartTable part;

  private MapMaker(Configuration configuration, Inspection inspection, PartTable part) {
    this.configuration = configuration;
    this.inspection = inspection;
    this.part = part;
  }

  static ConfigurationMap of(
      Containers containers,
      BoardFile boardFile,
      Board board,
      Inspection inspection,
      Findings findings) {
    Configuration configuration = containers.configuration();
    MapMaker maker = new MapMaker(configuration, inspection, board.chip.part());
    MemoryMap memory = new MemoryMap(board.bus, boardFile, inspection);
    return new ConfigurationMap(
        configuration.file().toString(),
        boardFile.file(),
        boardFile.hardware(),
        memory.areas(false),
        memory.areas(true),
        maker.guests(),
        maker.threads(),
        containers.maps(),
        maker.devices(),
        maker.interrupts(),
        inspection.groups().stream().map(MapMaker::group).toList(),
        MailboxMap.of(configuration),
        SupervisionMap.of(configuration),
        maker.setup(),
        TimeMapper.of(configuration, inspection.layout()),
        tables(inspection.layout()),
        Stream.of(Check.values()).map(check -> verdict(check, findings)).toList());
  }

  private List<ConfigurationMap.Guest> guests() {
    List<ConfigurationMap.Guest> guests = new ArrayList<>();
    for (Partition guest : inspection.layout().partitions()) {
      String owner = "guest " + guest.id();
      guests.add(
          GuestMap.of(
              guest,
              inspection.grants().stream().filter(grant -> grant.owner().equals(owner)).toList()));
    }
    return List.copyOf(guests);
  }

  private List<ConfigurationMap.RootThread> threads() {
    return inspection.layout().threads().stream()
        .map(
            thread ->
                new ConfigurationMap.RootThread(
                    thread.id(),
                    thread.name(),
                    Integer.toUnsignedLong(thread.entry()),
                    thread.user(),
                    thread.shadowSet()))
        .toList();
  }

  private List<Domain> byId() {
    return configuration.guests().stream().sorted(Comparator.comparingInt(Domain::id)).toList();
  }

  /** The same device of several guests is one. */
  private List<Device> devices() {
    Map<DeviceConfig, TreeSet<Integer>> owners = new LinkedHashMap<>();
    for (Domain guest : byId()) {
      for (DeviceConfig device : guest.devices()) {
        owners.computeIfAbsent(somewhere(device), d -> new TreeSet<>()).add(guest.id());
      }
    }
    List<Device> devices = new ArrayList<>();
    owners.forEach((device, guests) -> devices.add(device(device, List.copyOf(guests))));
    devices.sort(Comparator.comparing(Device::name));
    return List.copyOf(devices);
  }

  /** A device of the library without the place where a guest asks for it. */
  private DeviceConfig somewhere(DeviceConfig device) {
    return device.at(configuration.guests().get(0).position());
  }

  private static Device device(DeviceConfig device, List<Integer> guests) {
    List<Range> registers = new ArrayList<>();
    boolean shared = device.shared();
    for (RegisterBlock block : device.blocks()) {
      registers.add(
          new Range(
              Integer.toUnsignedLong(Image.physical(block.physical())),
              Integer.toUnsignedLong(block.size())));
      shared |= block.flags().shared();
    }
    boolean emulated = !device.emulator().isEmpty();
    return new Device(
        device.name(),
        emulated ? "emulated" : shared ? "shared" : "own",
        device.emulator(),
        guests,
        device.interrupts(),
        List.copyOf(registers),
        device.dmaSet().orElse(-1),
        device.power().stream().map(bit -> "PMD" + bit.register() + "." + bit.bit()).toList());
  }

  private List<ConfigurationMap.Interrupt> interrupts() {
    Map<Integer, List<Integer>> own = new TreeMap<>();
    Map<Integer, List<Integer>> emulated = new TreeMap<>();
    for (Partition guest : inspection.layout().partitions()) {
      guest.ownInterrupts().stream()
          .forEach(number -> own.computeIfAbsent(number, n -> new ArrayList<>()).add(guest.id()));
      guest.emulatedInterrupts().stream()
          .forEach(
              number -> emulated.computeIfAbsent(number, n -> new ArrayList<>()).add(guest.id()));
    }
    List<ConfigurationMap.Interrupt> interrupts = new ArrayList<>();
    own.forEach((number, guests) -> interrupts.add(interrupt(number, "own", guests)));
    emulated.forEach((number, guests) -> interrupts.add(interrupt(number, "emulated", guests)));
    interrupts.sort(Comparator.comparingInt(ConfigurationMap.Interrupt::number));
    return List.copyOf(interrupts);
  }

  private ConfigurationMap.Interrupt interrupt(int number, String use, List<Integer> guests) {
    String name = part.interrupt(number).map(InterruptSource::name).orElse("");
    return new ConfigurationMap.Interrupt(number, name, use, List.copyOf(guests));
  }

  private static ConfigurationMap.Group group(DmaGroup group) {
    return new ConfigurationMap.Group(
        group.number(),
        group.guest(),
        group.base(),
        group.size(),
        group.reach(),
        group.writable(),
        group.sets(),
        group.positions());
  }

  private List<ConfigurationMap.Write> setup() {
    return inspection.layout().setup().stream()
        .map(
            write ->
                new ConfigurationMap.Write(
                    Integer.toUnsignedLong(write.address()),
                    part.at(write.address()).map(RegisterSpec::name).orElse(""),
                    Integer.toUnsignedLong(write.value())))
        .toList();
  }

  private static ConfigurationMap.Tables tables(Layout layout) {
    TableSizes sizes = TableSizes.of(layout);
    return new ConfigurationMap.Tables(
        sizes.pageTrees(),
        sizes.windows(),
        sizes.interrupts(),
        sizes.setup(),
        Footprint.GUEST_BYTES);
  }

  private static Verdict verdict(Check check, Findings findings) {
    List<String> messages = new ArrayList<>();
    findings.mistakes().stream()
        .filter(mistake -> mistake.check() == check)
        .map(ConfigException::getMessage)
        .forEach(messages::add);
    Result result = messages.isEmpty() ? Result.OK : Result.FAILED;
    findings.warnings().stream()
        .filter(warning -> warning.check() == check)
        .map(Findings.Warning::toString)
        .forEach(messages::add);
    if (result == Result.OK && !messages.isEmpty()) {
      result = Result.WARNING;
    }
    return new Verdict(check.key(), check.meaning(), result, List.copyOf(messages));
  }
}
