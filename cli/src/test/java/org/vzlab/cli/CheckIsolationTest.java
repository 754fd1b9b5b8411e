package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vzlab check --isolation}: who reaches what, and whether that is isolation. */
class CheckIsolationTest {
  private static final Path CONFIGS = Path.of("../configs");
  private static final Path PAGE = Path.of("../docs/isolation.md");
  private static final Path PICTURE = Path.of("../docs/isolation.svg");
  private static final boolean WRITE = Boolean.getBoolean("vzlab.write");

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

  private int isolation(String name, String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "check";
    words[1] = CONFIGS + "/" + name + ".config";
    words[2] = "--isolation";
    System.arraycopy(more, 0, words, 3, more.length);
    return vzlab(words);
  }

  /** The page shows what the command prints; -Dvzlab.write=true writes it into the page. */
  @ParameterizedTest
  @ValueSource(strings = {"two-guests", "dma", "mailbox"})
  void theDocumentationShowsTheMatrixOfTheExamples(String name) throws IOException {
    assertThat(isolation(name)).isZero();
    assertThat(host.outText()).endsWith("\nIsolation holds.\n");

    String begin = "<!-- configs/" + name + ".config -->\n";
    String shown = "```text\n" + host.outText().replace("../configs", "configs") + "```\n";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    if (WRITE) {
      Files.writeString(
          PAGE,
          page.substring(0, from) + shown + page.substring(page.indexOf("<!-- end -->", from)));
    }
    assertThat(Files.readString(PAGE))
        .as("docs/isolation.md; to write it anew, run this test with -Dvzlab.write=true")
        .contains(begin + shown + "<!-- end -->");
  }

  @Test
  void theDocumentationShowsThePicture() throws IOException {
    Path file = WRITE ? PICTURE : folder.resolve("isolation.svg");
    assertThat(isolation("two-guests", "--svg", file.toString())).isZero();

    assertThat(Files.readString(file))
        .as("docs/isolation.svg; to write it anew, run this test with -Dvzlab.write=true")
        .isEqualTo(Files.readString(PICTURE))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ")
        .contains("<title>guest 1: page 0x00000000 of 64 KB, EntryLo0 0x4000001f</title>")
        .endsWith("</svg>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two-guests",
        "dma",
        "dma-violator",
        "mailbox",
        "threads",
        "sense-vm",
        "sense-vm-devices",
        "fault-tolerance",
        "control-loop",
        "priorities",
        "dm320007",
        "olimex-emz64"
      })
  void theConfigurationsThatComeWithVzlabAreIsolatedInLessThan100Columns(String name) {
    assertThat(isolation(name)).isZero();

    assertThat(host.outText().lines()).allMatch(line -> line.length() < 100);
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aRuleThatDoesNotHoldFails() throws IOException {
    String config = dmaWith("dma-cfgpg-position = 4", "");

    assertThat(vzlab("check", config, "--isolation")).isEqualTo(1);
    assertThat(host.outText())
        .contains("\n  ok      least privilege  ", "\n  failed  dma              DMA reaches")
        .contains("\n          - guest 1 can by DMA read and write ")
        .containsPattern("\nIsolation does not hold: \\d+ findings\\.\n$");
  }

  private String dmaWith(String found, String instead) throws IOException {
    String firmware = Path.of("../firmware").toAbsolutePath().normalize().toString();
    String text = Files.readString(CONFIGS.resolve("dma.config"));
    assertThat(text).contains(found);
    return Files.writeString(
            folder.resolve("dma.config"),
            text.replace("../firmware", firmware).replace(found, instead))
        .toString();
  }

  @Test
  void jsonHasEverything() throws IOException {
    Path file = folder.resolve("isolation.json");
    assertThat(isolation("dma", "--json", file.toString())).isZero();

    assertThat(Files.readString(file).lines().filter(line -> line.matches("  \"\\w+\": .*")))
        .extracting(line -> line.replaceAll("^  \"(\\w+)\".*", "$1"))
        .containsExactly(
            "holds",
            "target",
            "configured",
            "rules",
            "tasks",
            "rows",
            "unreached",
            "reaches",
            "granted");
    assertThat(Files.readString(file))
        .contains("\"rule\": \"least_privilege\"", "\"way\": \"dma\"", "\"sharing\": \"none\"")
        .contains("SBT2REG1 = 0x00000038", "\"text\": \"rw-\"");
  }

  @Test
  void jsonOnStandardOutputIsInsteadOfTheText() {
    assertThat(isolation("two-guests", "--json", "-")).isZero();

    assertThat(host.outText()).startsWith("{\n  \"holds\": true,\n").endsWith("}\n");
  }

  @Test
  void anImageWithTablesIsJudgedByItsTables() {
    Path image = folder.resolve("merged.srec");
    assertThat(vzlab("build", CONFIGS + "/two-guests.config", "-o", image.toString())).isZero();
    FakeHost fresh = new FakeHost();
    int status =
        new Vzlab(
                fresh,
                setup -> {
                  throw new AssertionError("no board is run");
                })
            .execute("check", image.toString(), "--isolation");

    assertThat(status).isZero();
    assertThat(fresh.outText())
        .contains("an image has no configuration that says what is meant")
        .contains("  00000000-0000FFFF  rw-     .       RAM")
        .endsWith("\nIsolation holds.\n");
  }

  @Test
  void anImageWithoutTablesIsRefused() {
    assertThat(vzlab("check", "../firmware/guest1/guest1.elf", "--isolation")).isEqualTo(2);

    assertThat(host.errText())
        .contains("guest1.elf: an image without tables of the hypervisor; expected a config");
  }

  @Test
  void aConfigurationWithAMistakeIsRefused() throws IOException {
    assertThat(vzlab("check", dmaWith("dma-guest.elf", "none.elf"), "--isolation")).isEqualTo(2);

    assertThat(host.errText()).contains("none.elf");
  }
}
