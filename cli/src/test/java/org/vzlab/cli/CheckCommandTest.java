package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vzlab check}: what a configuration makes of a board. */
class CheckCommandTest {
  private static final Path CONFIGS = Path.of("../configs");
  private static final Path PAGE = Path.of("../docs/check.md");
  private static final String FENCE = "```text\n";
  private static final String FENCE_END = "```\n";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("no board is run");
            })
        .execute(words);
  }

  private String demoWith(String found, String instead) throws IOException {
    String firmware = Path.of("../firmware").toAbsolutePath().normalize().toString();
    String text = Files.readString(CONFIGS.resolve("two-guests.config"));
    assertThat(text).contains(found);
    return Files.writeString(
            folder.resolve("demo.config"),
            text.replace("../firmware", firmware).replace(found, instead))
        .toString();
  }

  /** The page shows what the command prints; -Dvzlab.write=true writes it into the page. */
  @Test
  void theDocumentationShowsTheMapOfTheTwoGuests() throws IOException {
    assertThat(vzlab("check", CONFIGS + "/two-guests.config")).isZero();
    String page = Files.readString(PAGE);
    int from = page.indexOf(FENCE) + FENCE.length();
    int to = page.indexOf(FENCE_END, from);
    String map = host.outText().replace("../configs", "configs");
    if (Boolean.getBoolean("vzlab.write")) {
      Files.writeString(PAGE, page.substring(0, from) + map + page.substring(to));
    }

    assertThat(Files.readString(PAGE))
        .as("docs/check.md; to write it anew, run this test with -Dvzlab.write=true")
        .contains(FENCE + map + FENCE_END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two-guests", "dma", "dma-violator", "dm320007", "olimex-emz64", "mailbox"})
  void theConfigurationsThatComeWithVzlabPassInLessThan100Columns(String name) {
    assertThat(vzlab("check", CONFIGS + "/" + name + ".config")).isZero();

    assertThat(host.outText()).endsWith("\nAll checks passed.\n");
    assertThat(host.outText().lines()).allMatch(line -> line.length() < 100);
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aGuestWithDmaHasAGroupAndAZone() {
    vzlab("check", CONFIGS + "/dma.config");

    assertThat(host.outText())
        .contains(
            "  group 1: guest 1, masters at CFGPG bit 4, zone 00000000-0000FFFF, peripheral set 4\n",
            "SBT2REG1  00000038",
            "CFGPG     00000010",
            "  dma0           own       1              134                  1F811000-1F8111DF\n")
        .containsPattern("00000000-0000FFFF +64 KB +guest 1 +dma\n");
  }

  @Test
  void aMistakeIsToldAndTheOtherChecksAndTheRestOfTheMapAreShown() throws IOException {
    String config = demoWith("guest2/guest2.elf", "guest2/none.elf");

    assertThat(vzlab("check", config)).isEqualTo(2);
    assertThat(host.outText())
        .contains("Guest 1: guest1.elf", "\n  ok      entries", "\n  failed  images")
        .contains("demo.config:21: found an image that")
        .doesNotContain("Guest 2:")
        .endsWith("\n1 of 27 checks failed: it cannot be run.\n");
  }

  @Test
  void aWarningDoesNotFail() throws IOException {
    assertThat(vzlab("check", demoWith("irqpolling", "irqpoling"))).isZero();
    assertThat(host.outText())
        .contains("\n  warning keys", ": key \"irqpoling\" has no effect;")
        .endsWith("\nAll checks passed, 1 of 27 with a warning.\n");
  }

  @Test
  void jsonHasEverything() throws IOException {
    Path file = folder.resolve("map.json");
    assertThat(vzlab("check", CONFIGS + "/dma.config", "--json", file.toString())).isZero();
    assertThat(host.outText()).startsWith("../configs/dma.config on ");

    List<String> members =
        Files.readString(file)
            .lines()
            .filter(line -> line.matches("  \"\\w+\": .*"))
            .map(line -> line.replaceAll("^  \"(\\w+)\".*", "$1"))
            .toList();
    assertThat(members)
        .containsExactly(
            "passed",
            "configuration",
            "board",
            "hardware",
            "flash",
            "ram",
            "guests",
            "threads",
            "containers",
            "devices",
            "interrupts",
            "groups",
            "mailboxes",
            "supervisions",
            "setup",
            "tables",
            "checks");
    assertThat(Files.readString(file))
        .contains("\"name\": \"dma-zones\"", "\"result\": \"ok\"", "\"reach\": 65536");
  }

  @Test
  void aMailboxIsListedWithItsEnds() {
    vzlab("check", CONFIGS + "/mailbox.config");

    assertThat(host.outText())
        .contains(
            """

            Mailboxes
              name            from    to   bytes x depth    interval   interrupts   registers
              samples            1     2       4 x 4         50000 us   203, 204    1F900000-1F9000FF
              none from a guest to a more urgent one
            """)
        .contains("emulated by mailbox\n", "\n  ok      mailboxes");
  }

  @Test
  void aMailboxToAMoreUrgentGuestIsListedByName() throws IOException {
    String config =
        demoWith(
            "id = 2",
            "id = 2\npriority = 7\n.\n.mailbox\nname = up\nfrom = 1\nto = 2\nsize = 4\ndepth = 1\n"
                + "allow = up\n.\n.vm\nid = 3");
    vzlab("check", config, "--json", folder.resolve("map.json").toString());

    assertThat(host.outText())
        .contains("\n  to a more urgent guest, as allowed: up (priority 0 to 7)\n");
    assertThat(folder.resolve("map.json"))
        .content()
        .contains("\"name\": \"up\"", "\"receiverPriority\": 7", "\"upward\": true");
  }

  @Test
  void aSupervisionIsListedWithItsLimits() throws IOException {
    String config =
        demoWith(
            "id = 2",
            "id = 2\n.\n.supervision\nguest = 2\nsupervisor = 1\nheartbeat = 500000\n.\n"
                + ".supervision\nguest = 3\nsupervisor = 2\nrestarts = 64 9\n.\n.vm\nid = 3");
    vzlab("check", config, "--json", folder.resolve("map.json").toString());

    assertThat(host.outText())
        .contains(
            """

            Supervision
              guest   supervisor     heartbeat           restarts   interrupt   registers
                  2            1     500000 us   3 in  10000000 us         108   1F910000-1F9100FF
                  3            2             -  64 in         9 us         108   1F910100-1F9101FF
            """)
        .contains("\n  ok      supervisions");
    assertThat(folder.resolve("map.json"))
        .content()
        .contains("\"supervisor\": 1", "\"heartbeat\": 500000", "\"interval\": 10000000");
  }

  @Test
  void jsonOnStandardOutputTakesThePlaceOfTheText() {
    assertThat(vzlab("check", CONFIGS + "/two-guests.config", "--json", "-")).isZero();

    assertThat(host.outText()).startsWith("{\n  \"passed\": true,\n").endsWith("\n}\n");
  }

  @Test
  void theBoardCanBeAnother() {
    assertThat(vzlab("check", CONFIGS + "/two-guests.config", "--board", "dm320007")).isZero();

    assertThat(host.outText())
        .contains("(dm320007)\n", "\n  warning consoles", "nothing routes U4TX to a pin");
  }

  @Test
  void aConfigurationThatIsNotThereIsAUsageError() {
    assertThat(vzlab("check", "none.config")).isEqualTo(2);

    assertThat(host.outText()).isEmpty();
    assertThat(host.errText())
        .isEqualTo(
            "vzlab: none.config: found no file, expected a tinyVP configuration; check the path\n");
  }
}
