package org.vzlab.vp.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} has every key, every flag and every device, and no others. */
class ConfigurationPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** They share a row of the page. */
  private static final List<String> PORTS =
      List.of(
          "portA", "portB", "portC", "portD", "portE", "portF", "portG", "portH", "portJ", "portK");

  private final String page;

  ConfigurationPageTest() throws Exception {
    page = Files.readString(Path.of("../docs/configuration.md"));
  }

  @Test
  void theKeysOfGuestsAndThreadsAreThoseOfTheParser() {
    assertThat(named("Guests and threads"))
        .containsExactlyInAnyOrderElementsOf(DomainParser.OWN_KEYS);
  }

  @Test
  void theKeysOfAContainerAreThoseOfTheParser() {
    assertThat(named("Containers")).containsExactlyInAnyOrderElementsOf(ContainerKeys.KEYS);
  }

  @Test
  void theDriversOfAContainerAreThoseOfTheParser() {
    ConfigException error =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                Configuration.parse(
                    Path.of("c"),
                    ".vm\nid = 1\ndriver = x\n.",
                    DeviceLibrary.parse(Path.of("l"), "")));
    String listed = error.getMessage();
    listed = listed.substring(listed.indexOf("one of ") + 7, listed.indexOf("; "));

    assertThat(section("Containers"))
        .contains("| `driver` | `" + listed.replace(", ", "`, `") + "` |");
  }

  @Test
  void theKeysOfADeviceAreThoseOfTheParser() {
    assertThat(named("Devices")).containsExactlyInAnyOrderElementsOf(DeviceParser.KEYS);
  }

  @Test
  void theKeysOfTheOtherBlocksAreThoseThatTheirErrorsList() {
    assertThat(named("A major frame"))
        .containsExactlyInAnyOrderElementsOf(keysOf(".schedule\n%s\n."));
    assertThat(named("Mailboxes")).containsExactlyInAnyOrderElementsOf(keysOf(".mailbox\n%s\n."));
    assertThat(named("Supervisions"))
        .containsExactlyInAnyOrderElementsOf(keysOf(".supervision\n%s\n."));
    assertThat(named("Memory"))
        .containsExactlyInAnyOrderElementsOf(keysOf(".vm\nid = 1\n.mmap\n%s\n.\n."));
  }

  @Test
  void theKeysOfABoardFileAreThoseOfTheParser() {
    List<String> keys = new ArrayList<>(BoardFile.KEYS);
    keys.add("timing.KEY");

    assertThat(named("Board files")).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void theFlagsAreThoseOfTheLanguage() {
    assertThat(String.join("", named("Ranges"))).isEqualTo(Flags.ALL);
  }

  @Test
  void theDefaultFlagsOfMemoryAreThoseOfItsKinds() {
    for (MemoryRegion.Kind kind : MemoryRegion.Kind.values()) {
      assertThat(section("Memory"))
          .contains(
              "| `%s` | `%s` |".formatted(kind.name().toLowerCase(Locale.ROOT), kind.defaults()));
    }
  }

  @Test
  void theDevicesAreThoseOfTheLibrary() throws ConfigException {
    Map<String, DeviceConfig> devices = DeviceLibrary.standard().devices();

    assertThat(named("The device library")).containsExactlyInAnyOrderElementsOf(devices.keySet());
    for (DeviceConfig device : devices.values()) {
      if (!PORTS.contains(device.name())) {
        assertThat(section("The device library")).contains(row(device));
      }
    }
  }

  @Test
  void thePortsFollowOneAnotherAsTheirRowSays() throws ConfigException {
    Map<String, DeviceConfig> devices = DeviceLibrary.standard().devices();
    List<String> ranges =
        PORTS.stream().flatMap(name -> ranges(devices.get(name))).distinct().toList();

    for (int i = 0; i < ranges.size(); i++) {
      assertThat(ranges.get(i)).isEqualTo("`0x%x 0x100 rwu`".formatted(0x1f860000 + i * 0x100));
    }
    assertThat(ranges).hasSameSizeAs(PORTS);
    assertThat(section("The device library"))
        .contains(
            "| `%s` | | %s to %s | own |"
                .formatted(String.join("`, `", PORTS), ranges.get(0), ranges.get(9)));
  }

  @Test
  void theBoardsAreThoseThatComeWithVzlab() {
    for (String board : BoardFile.STANDARD) {
      assertThat(section("Lines")).contains("`" + board + "`");
    }
    for (String hardware : BoardFile.HARDWARE) {
      assertThat(section("Board files")).contains("`" + hardware + "`");
    }
  }

  @Test
  void theExampleIsTheFirstGuestOfTheDemo() throws Exception {
    int start = page.indexOf("```\n") + "```\n".length();
    String example = page.substring(start, page.indexOf("```", start));

    assertThat(Files.readString(Path.of("../configs/two-guests.config"))).contains(example);
    Configuration configuration =
        Configuration.parse(Path.of("c"), example, DeviceLibrary.standard());
    assertThat(configuration.warnings()).isEmpty();
    assertThat(configuration.guests()).singleElement().extracting(Domain::id).isEqualTo(1);
  }

  @Test
  void everyPageThatItLinksToIsThere() {
    List<String> targets =
        Pattern.compile("\\]\\(([^)#]+)")
            .matcher(page)
            .results()
            .map(result -> result.group(1))
            .distinct()
            .toList();

    assertThat(targets)
        .contains("check.md", "scheduling.md", "mailboxes.md", "supervision.md", "consoles.md")
        .allMatch(target -> Files.exists(Path.of("../docs", target)), "exists");
  }

  /** A device as the page lists it. */
  private static String row(DeviceConfig device) {
    String interrupts = device.interrupts().stream().map(n -> n + " ").collect(joining());
    String registers = ranges(device).collect(joining("; "));
    return "| `%s` | %s| %s| %s |"
        .formatted(
            device.name(), interrupts, registers.isEmpty() ? "" : registers + " ", use(device));
  }

  private static Stream<String> ranges(DeviceConfig device) {
    return device.blocks().stream()
        .map(
            block ->
                "`0x%x 0x%x %s`".formatted(block.address(), block.size(), block.flags().letters()));
  }

  private static String use(DeviceConfig device) {
    if (!device.emulator().isEmpty()) {
      return "emulated by `" + device.emulator() + "`";
    }
    boolean shared = device.blocks().stream().allMatch(block -> block.flags().shared());
    return shared ? "shared" : "own";
  }

  /** The keys that an error about an unknown one lists. */
  private static List<String> keysOf(String block) {
    ConfigException error =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                Configuration.parse(
                    Path.of("c"),
                    block.formatted("unknown = 1"),
                    DeviceLibrary.parse(Path.of("l"), "")));
    String listed = error.getMessage().substring(error.getMessage().lastIndexOf("; use ") + 6);
    return Pattern.compile(", | or ").splitAsStream(listed).toList();
  }

  /** What the first column of the section's table names. */
  private List<String> named(String title) {
    return rows(title)
        .flatMap(row -> CODE.matcher(row.substring(0, row.indexOf('|', 1))).results())
        .map(result -> result.group(1))
        .toList();
  }

  private Stream<String> rows(String title) {
    return section(title).lines().filter(line -> line.startsWith("| `"));
  }

  private String section(String title) {
    int start = page.indexOf("\n## " + title + "\n");
    assertThat(start).as("section %s", title).isNotNegative();
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }
}
