package org.vzlab.vp.config;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Parses one {@code .vm} or {@code .thread} block. */
final class DomainParser {
  /** Keys that may stand more than once. */
  private static final Set<String> REPEATABLE =
      Set.of(
          "device",
          "regs",
          "registers",
          "irq",
          "setup",
          ".setup",
          "entry",
          "dma",
          "file",
          "driver");

  /** The keys but those of a container. */
  static final List<String> OWN_KEYS =
      List.of(
          "id",
          "srs",
          "gid",
          "mode",
          "sp",
          "entry",
          "elf",
          "binary",
          "file",
          "irqpolling",
          "priority",
          "budget",
          "period",
          "dma",
          "device",
          "irq",
          "regs",
          "registers",
          "setup",
          ".setup");

  private static final List<String> KEYS =
      Stream.concat(OWN_KEYS.stream(), ContainerKeys.KEYS.stream()).toList();

  private final Path file;
  private final Lines lines;
  private final DeviceLibrary library;
  private final Lines.Line start;
  private final Domain.Kind kind;
  private final String title;
  private final Set<String> seen = new HashSet<>();
  private OptionalInt id = OptionalInt.empty();
  private OptionalInt shadowSet = OptionalInt.empty();
  private OptionalInt guestId = OptionalInt.empty();
  private boolean user;
  private OptionalInt stack = OptionalInt.empty();
  private OptionalInt stackSize = OptionalInt.empty();
  private Optional<Entry> entry = Optional.empty();
  private Optional<GuestImage> image = Optional.empty();
  private boolean polling;
  private final TimeShareKeys time = new TimeShareKeys();
  private final List<MemoryRegion> memory = new ArrayList<>();
  private final List<DeviceConfig> devices = new ArrayList<>();
  private Optional<DmaZone> dma = Optional.empty();
  private final List<SetupWrite> setup = new ArrayList<>();
  private final ContainerKeys container;

  DomainParser(Path file, Lines lines, DeviceLibrary library, Lines.Line start, Domain.Kind kind) {
    this.file = file;
    this.lines = lines;
    this.library = library;
    this.start = start;
    this.kind = kind;
    this.title = "the " + start.text() + " block";
    this.container = new ContainerKeys(file);
  }

  /** The block, or nothing if it has no id. Mistakes are in the findings of the lines. */
  Optional<Domain> parse() {
    for (Lines.Line line = lines.nextIn(title, start.position());
        line != null;
        line = lines.nextIn(title, start.position())) {
      Lines.Line current = line;
      container.note(new Value(line.position(), line.text(), ""));
      switch (line.text()) {
        case ".mmap" -> memoryMap(line);
        case ".device" -> devices.add(new DeviceParser(lines, line.position()).parse());
        default -> lines.findings().attempt(() -> assignment(current));
      }
    }
    if (id.isEmpty()) {
      if (!seen.contains("id")) {
        lines.findings().add(start.unexpected("an id in the block", "add \"id = NUMBER\""));
      }
      return Optional.empty();
    }
    Optional<ContainerConfig> program = container.container(kind, lines.findings());
    return Optional.of(
        new Domain(
            start.position(),
            kind,
            id.getAsInt(),
            shadowSet,
            guestId,
            user,
            stack,
            stackSize,
            entry,
            program.map(ContainerConfig::image).or(() -> image),
            polling,
            time.share(lines.findings()),
            List.copyOf(memory),
            List.copyOf(devices),
            dma,
            List.copyOf(setup),
            program));
  }

  private void assignment(Lines.Line line) throws ConfigException {
    if (!line.assigns()) {
      throw line.unexpected(
          "key = value, .mmap, .device, .setup or \".\"",
          "keys are " + KEYS.stream().filter(key -> !key.startsWith(".")).collect(joining(", ")));
    }
    Value value = line.value();
    container.note(value);
    if (!seen.add(value.key()) && KEYS.contains(value.key()) && !REPEATABLE.contains(value.key())) {
      value.warnOfRepetition(lines.findings());
    }
    assign(value);
  }

  private void assign(Value value) throws ConfigException {
    switch (value.key()) {
      case "id" -> id = OptionalInt.of(number(value));
      case "srs" -> shadowSet = OptionalInt.of(set(value));
      case "gid" -> guestId = OptionalInt.of(value.number());
      case "mode" -> user = userMode(value);
      case "sp" -> stack(value);
      case "entry" -> {
        if (entry.isEmpty()) {
          entry = Optional.of(entry(value));
        }
      }
      case "elf", "binary", "file" -> image(value);
      case "irqpolling" -> polling = value.on(lines.findings());
      case "priority", "budget", "period" -> time.take(value);
      case "dma" -> zone(value);
      case "device" -> devices.add(library.find(value));
      case "irq" ->
          devices.add(bare(value, DeviceParser.interrupts(value, lines.findings()), List.of()));
      case "regs", "registers" ->
          devices.add(bare(value, List.of(), DeviceParser.registers(value, lines)));
      case "container", "cells", "stack", "contexts", "channels", "arrays", "driver", "beats" ->
          container.take(value);
      case "setup" -> setup(value);
      case ".setup" -> setupBlock(value);
      default ->
          warn(
              value.position(),
              "key \""
                  + value.key()
                  + "\" has no effect; did you mean "
                  + Nearest.of(value.key(), KEYS)
                  + "?");
    }
  }

  private void warn(SourcePosition position, String text) {
    lines.findings().warn(Check.KEYS, position, text);
  }

  private int number(Value value) throws ConfigException {
    return kind == Domain.Kind.GUEST ? value.numberBetween(1, 7) : value.numberBetween(1, 255);
  }

  /** A guest's is its id, whatever it says. */
  private int set(Value value) throws ConfigException {
    return kind == Domain.Kind.GUEST ? value.number() : value.numberBetween(0, 7);
  }

  private boolean userMode(Value value) {
    boolean asUser = value.text().equals("user") || value.text().equals("u");
    if (!asUser && !value.text().equals("kernel")) {
      warn(value.position(), "mode \"" + value.text() + "\" counts as kernel");
    }
    return asUser;
  }

  /** {@code sp = size [address [pointer]]}. */
  private void stack(Value value) throws ConfigException {
    List<Integer> numbers = value.numbers("size [address [stack pointer]]");
    if (numbers.size() > 3) {
      throw value.error(
          "\"" + value.text() + "\"",
          "size [address [stack pointer]]",
          "for example sp = 0x1000 0x80060000");
    }
    stackSize = OptionalInt.of(numbers.get(0));
    stack =
        switch (numbers.size()) {
          case 1 -> OptionalInt.empty();
          case 2 -> OptionalInt.of(numbers.get(1) + numbers.get(0));
          default -> OptionalInt.of(numbers.get(2));
        };
  }

  private Entry entry(Value value) throws ConfigException {
    String word = value.word("an address");
    boolean symbol = Character.isLetter(word.charAt(0)) || word.charAt(0) == '_';
    if (symbol && kind == Domain.Kind.THREAD) {
      return new Entry(value.position(), word, OptionalInt.empty());
    }
    return new Entry(value.position(), "", OptionalInt.of(value.number()));
  }

  private void image(Value value) throws ConfigException {
    if (value.text().isEmpty()) {
      throw value.error("no file name", "the file of the guest", "write its path");
    }
    Path path = value.beside(file).normalize();
    if (image.isPresent() && !replaces(value, path)) {
      throw value.error(
          "a second image, \"" + value.text() + "\"",
          "one elf or binary in a block",
          "remove this line or the one at " + image.get().position());
    }
    if (image.isEmpty() || !image.get().elf()) {
      image = Optional.of(new GuestImage(value.position(), path, value.key().equals("elf")));
    }
  }

  /**
   * Whether an image may be named again: by file, if that names the same one or none was an ELF.
   */
  private boolean replaces(Value value, Path path) {
    boolean again = value.key().equals("file");
    if (again && (!image.get().elf() || image.get().path().equals(path))) {
      warn(value.position(), "the image is given again; the last one counts");
      return true;
    }
    return false;
  }

  private void zone(Value value) throws ConfigException {
    if (dma.isPresent()) {
      throw value.error(
          "a second dma zone", "one", "remove this line or the one at " + dma.get().position());
    }
    if (value.text().equals("1")) {
      dma = Optional.of(new DmaZone(value.position(), 0, 0, new Flags("rw")));
      return;
    }
    if (value.text().equals("0")) {
      return;
    }
    if (value.words().size() < 2 || value.words().size() > 3) {
      throw value.error(
          "\"" + value.text() + "\"", "address size [flags]", "for example dma = 0 0x10000 rw");
    }
    RegisterBlock block = Regions.block(value, "rw", lines.findings());
    long size = Integer.toUnsignedLong(block.size());
    long region = DmaZone.region(Integer.toUnsignedLong(block.address()), size);
    if (region == 0) {
      throw value.error(
          "\"" + value.text() + "\"",
          "a power of two from 1 KB on, aligned to its size",
          "the system bus arbiter knows no other regions");
    }
    if (region != size) {
      lines
          .findings()
          .warn(
              Check.DMA_ZONES,
              value.position(),
              "the size is no power of two: DMA reaches the first 0x"
                  + Long.toHexString(region)
                  + " bytes");
    }
    dma = Optional.of(new DmaZone(value.position(), block.address(), block.size(), block.flags()));
  }

  /** Interrupts or registers that a guest asks for without naming a device. */
  private static DeviceConfig bare(
      Value value, List<Integer> interrupts, List<RegisterBlock> blocks) {
    return new DeviceConfig(
        value.position(),
        DeviceParser.UNNAMED,
        interrupts,
        false,
        "",
        blocks,
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of());
  }

  private void setup(Value value) throws ConfigException {
    List<Integer> words = value.numbers("address value");
    if (words.size() != 2) {
      throw value.error(
          "\"" + value.text() + "\"", "address value", "for example setup = 0x1f801468 13");
    }
    setup.add(new SetupWrite(value.position(), registerAddress(value, words.get(0)), words.get(1)));
  }

  private void setupBlock(Value value) throws ConfigException {
    int address = registerAddress(value, value.number());
    for (Lines.Line line = lines.nextIn("the .setup block", value.position());
        line != null;
        line = lines.nextIn("the .setup block", value.position())) {
      Value row = new Value(line.position(), ".setup", line.text());
      for (int word : row.numbers("values")) {
        setup.add(new SetupWrite(line.position(), address, word));
        address += 4;
      }
    }
  }

  private static int registerAddress(Value value, int address) throws ConfigException {
    if ((address & 3) != 0) {
      throw value.error(
          "address 0x" + Integer.toHexString(address), "a multiple of 4", "registers are words");
    }
    return address;
  }

  private void memoryMap(Lines.Line block) {
    for (Lines.Line line = lines.nextIn("the .mmap block", block.position());
        line != null;
        line = lines.nextIn("the .mmap block", block.position())) {
      Lines.Line current = line;
      lines.findings().attempt(() -> memoryLine(current));
    }
  }

  private void memoryLine(Lines.Line line) throws ConfigException {
    if (!line.assigns()) {
      throw line.unexpected("key = value or \".\"", "keys are code, rom, data, ram and rodata");
    }
    Value value = line.value();
    MemoryRegion.Kind region = regionKind(value);
    for (Value row : Regions.lines(lines, value)) {
      add(Regions.memory(row, region, lines.findings()));
    }
  }

  private static MemoryRegion.Kind regionKind(Value value) throws ConfigException {
    return switch (value.key()) {
      case "code", "rom", "data", "ram", "rodata" ->
          MemoryRegion.Kind.valueOf(value.key().toUpperCase(Locale.ROOT));
      default ->
          throw value.error(
              "key \"" + value.key() + "\"",
              "a key of a .mmap block",
              "use code, rom, data, ram or rodata");
    };
  }

  private void add(MemoryRegion region) {
    boolean again = memory.stream().anyMatch(other -> other.kind() == region.kind());
    if (region.kind().placed() && again) {
      lines
          .findings()
          .warn(
              Check.ROM_AND_RAM,
              region.position(),
              region.kind().name().toLowerCase(Locale.ROOT)
                  + " is given again; the last one counts");
    }
    memory.add(region);
  }
}
