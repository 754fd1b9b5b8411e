package org.vzlab.soc.chip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.RegisterSpec;

/**
 * Everything the model takes from the part's documentation as data: registers, interrupt sources,
 * configuration words, remappable pins. Read from the resource files beside this class, which are
 * derived from Microchip's PIC32MZ-EF_DFP 1.3.58: those of the PIC32MZ2048EFG100, then the folders
 * with the differences of another part, in which a line that begins with a minus takes away.
 */
public final class PartTable {
  private static final String REMOVED = "-";

  /** Tables do not change: a part's files are read once. */
  private static final Map<Part, PartTable> TABLES = new EnumMap<>(Part.class);

  private final Part part;
  private final Map<String, RegisterSpec> registers = new LinkedHashMap<>();
  private final TreeMap<Integer, RegisterSpec> byAddress = new TreeMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<Integer, InterruptSource> interrupts = new TreeMap<>();
  private final Map<String, ConfigurationWord> words = new LinkedHashMap<>();
  private final List<PinFunction> pins = new ArrayList<>();

  private PartTable(Part part) {
    this.part = part;
    rows("aliases.txt", row -> aliases.put(row[0], row[1]));
    rows("configuration.txt", this::addWord);
    read("");
    differences(part).forEach(folder -> read(folder + "/"));
    aliases.values().removeIf(name -> !registers.containsKey(name));
  }

  /** The folders that say, one after another, how a part differs from the PIC32MZ2048EFG100. */
  private static List<String> differences(Part part) {
    return switch (part) {
      case PIC32MZ2048EFG100 -> List.of();
      case PIC32MZ2048EFH144 -> List.of("can", "efh144");
      case PIC32MZ2048EFH064 -> List.of("can", "efh064");
    };
  }

  private void read(String folder) {
    rows(folder + "registers.txt", this::addRegister);
    rows(folder + "interrupts.txt", this::addInterrupt);
    rows(folder + "pins.txt", this::addPin);
  }

  /** The table of a part, for boards that are opened in parallel, too. */
  public static synchronized PartTable of(Part part) {
    return TABLES.computeIfAbsent(part, PartTable::new);
  }

  /** Which part it is. */
  public Part part() {
    return part;
  }

  /**
   * The register of that name or second name.
   *
   * @throws IllegalArgumentException if the part has none
   */
  public RegisterSpec register(String name) {
    RegisterSpec spec = registers.get(aliases.getOrDefault(name, name));
    if (spec == null) {
      throw new IllegalArgumentException("the part has no register " + name);
    }
    return spec;
  }

  /** Whether the part has a register of that name or second name. */
  public boolean hasRegister(String name) {
    return registers.containsKey(aliases.getOrDefault(name, name));
  }

  /** The register at a physical address, or whose CLR, SET or INV register is there. */
  public Optional<RegisterSpec> at(int address) {
    Map.Entry<Integer, RegisterSpec> floor = byAddress.floorEntry(address);
    return Optional.ofNullable(floor)
        .map(Map.Entry::getValue)
        .filter(spec -> address - spec.address() < (spec.shadows() ? 16 : 4));
  }

  /** All registers in the order of their addresses. */
  public Collection<RegisterSpec> registers() {
    return Collections.unmodifiableCollection(byAddress.values());
  }

  /** The registers of a range of physical addresses, in the order of their addresses. */
  public Collection<RegisterSpec> registers(int base, int size) {
    return Collections.unmodifiableCollection(byAddress.subMap(base, base + size).values());
  }

  /** Second names, and the names they stand for. */
  public Map<String, String> aliases() {
    return Collections.unmodifiableMap(aliases);
  }

  /** All interrupt sources in the order of their numbers. */
  public Collection<InterruptSource> interrupts() {
    return Collections.unmodifiableCollection(interrupts.values());
  }

  /** The interrupt source of that number, if the part has one. */
  public Optional<InterruptSource> interrupt(int number) {
    return Optional.ofNullable(interrupts.get(number));
  }

  /**
   * The interrupt source that the device pack calls so, such as {@code UART4_RX}.
   *
   * @throws IllegalArgumentException if the part has none
   */
  public InterruptSource interrupt(String name) {
    return interrupts.values().stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the part has no interrupt " + name));
  }

  /** All words in flash that the part interprets. */
  public Collection<ConfigurationWord> configurationWords() {
    return Collections.unmodifiableCollection(words.values());
  }

  /**
   * The configuration word of that name.
   *
   * @throws IllegalArgumentException if the part has none
   */
  public ConfigurationWord configurationWord(String name) {
    ConfigurationWord word = words.get(name);
    if (word == null) {
      throw new IllegalArgumentException("the part has no configuration word " + name);
    }
    return word;
  }

  /** The peripheral pin select table. */
  public List<PinFunction> pins() {
    return Collections.unmodifiableList(pins);
  }

  private void addRegister(String[] row) {
    if (row[0].equals(REMOVED)) {
      byAddress.remove(registers.remove(row[1]).address());
      return;
    }
    RegisterSpec spec =
        Corrections.apply(
            new RegisterSpec(
                row[0], hex(row[1]), hex(row[2]), hex(row[3]), row[4].equals("S"), fields(row, 5)));
    registers.put(spec.name(), spec);
    byAddress.put(spec.address(), spec);
  }

  private void addInterrupt(String[] row) {
    if (row[0].equals(REMOVED)) {
      interrupts.remove(Integer.valueOf(row[1]));
      return;
    }
    InterruptSource source =
        Corrections.apply(
            new InterruptSource(
                Integer.parseInt(row[0]), row[1], row[2], row[3], row[4].equals("level")));
    interrupts.put(source.number(), source);
  }

  private void addWord(String[] row) {
    ConfigurationWord word =
        new ConfigurationWord(row[0], hex(row[1]), hex(row[2]), hex(row[3]), fields(row, 4));
    words.put(word.name(), word);
  }

  private void addPin(String[] row) {
    if (row[0].equals(REMOVED)) {
      PinFunction.Kind kind = pinKind(row[1]);
      pins.removeIf(pin -> pin.kind() == kind && pin.name().equals(row[2]));
      return;
    }
    PinFunction.Kind kind = pinKind(row[0]);
    int value = row[3].equals("-") ? -1 : Integer.parseInt(row[3]);
    pins.add(new PinFunction(kind, row[1], Integer.parseInt(row[2]), value));
  }

  private static PinFunction.Kind pinKind(String word) {
    return switch (word) {
      case "pin" -> PinFunction.Kind.PIN;
      case "in" -> PinFunction.Kind.IN;
      case "out" -> PinFunction.Kind.OUT;
      default -> throw new IllegalArgumentException("pins.txt: unknown kind " + word);
    };
  }

  private static List<FieldSpec> fields(String[] row, int first) {
    List<FieldSpec> fields = new ArrayList<>();
    for (int i = first; i < row.length && !row[i].equals("-"); i++) {
      int open = row[i].indexOf('[');
      int colon = row[i].indexOf(':', open);
      int close = row[i].length() - 1;
      int high = Integer.parseInt(row[i].substring(open + 1, colon < 0 ? close : colon));
      int low = colon < 0 ? high : Integer.parseInt(row[i].substring(colon + 1, close));
      fields.add(new FieldSpec(row[i].substring(0, open), low, high - low + 1));
    }
    return List.copyOf(fields);
  }

  private static int hex(String digits) {
    return Integer.parseUnsignedInt(digits, 16);
  }

  private static void rows(String resource, Consumer<String[]> consumer) {
    try (InputStream stream = PartTable.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          consumer.accept(line.split(" ", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the part table " + resource, e);
    }
  }
}
