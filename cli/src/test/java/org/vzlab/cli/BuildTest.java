package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.Boards;

/** {@code vzlab build}: a configuration becomes one image, which {@code vzlab run} boots. */
class BuildTest {
  private static final String TWO_GUESTS = "../configs/two-guests.config";

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int vzlab(String... words) {
    return new Vzlab(host, Boards::open).execute(words);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void whatWentWhereIsPrintedInTwoLines() throws Exception {
    assertThat(vzlab("build", TWO_GUESTS, "-o", file("a.merged.srec"))).isZero();

    assertThat(host.outText())
        .matches(
            "\\Q%s\\E: \\d+ bytes of flash for wifire\n".formatted(file("a.merged.srec"))
                + "tables 0x1D000000 \\(\\d+ bytes\\), guest 1 0x1D010000 \\(\\d+ bytes\\),"
                + " guest 2 0x1D011000 \\(\\d+ bytes\\)\n");
    assertThat(host.errText()).isEmpty();
    assertThat(Files.readString(folder.resolve("a.merged.srec")))
        .matches("(?s)S0[0-9A-F]+\n(S3[0-9A-F]+\n)+S7[0-9A-F]+\n");
  }

  @Test
  void theImageBoots() throws Exception {
    String image = file("a.merged.srec");
    assertThat(vzlab("build", TWO_GUESTS, "--output", image)).isZero();
    FakeHost configured = new FakeHost();
    FakeHost booted = new FakeHost();

    int status = new Vzlab(configured, Boards::open).execute("run", TWO_GUESTS, "--for", "1500ms");
    assertThat(new Vzlab(booted, Boards::open).execute("run", image, "--for", "1500ms"))
        .isEqualTo(status)
        .isZero();

    assertThat(booted.outText()).isEqualTo(configured.outText()).contains("#");
  }

  @Test
  void theSameConfigurationGivesTheSameFile() throws Exception {
    assertThat(vzlab("build", TWO_GUESTS, "-o", file("a.srec"))).isZero();
    assertThat(vzlab("build", TWO_GUESTS, "-o", file("b.srec"))).isZero();

    assertThat(folder.resolve("a.srec")).hasSameTextualContentAs(folder.resolve("b.srec"));
  }

  @Test
  void jsonHasPartsAndTables() {
    assertThat(vzlab("build", TWO_GUESTS, "--json", "-o", file("a.srec"))).isZero();

    assertThat(host.outText())
        .startsWith("{\n  \"file\": \"" + file("a.srec"))
        .contains(
            "\"board\": \"wifire\"",
            "\"owner\": \"guest 2\",\n      \"address\": " + 0x1D011000L,
            "\"interrupt tables\": 112");
  }

  @Test
  void withoutANameItIsTheConfigurations() throws Exception {
    Path here = Path.of("two-guests.merged.srec");
    assertThat(here).doesNotExist();
    try {
      assertThat(vzlab("build", TWO_GUESTS)).isZero();
      assertThat(host.outText()).startsWith("two-guests.merged.srec: ");
      assertThat(here).isNotEmptyFile();
    } finally {
      Files.deleteIfExists(here);
    }
  }

  @Test
  void anOlderImageIsReplacedAndNothingElse() throws Exception {
    Files.writeString(folder.resolve("old.srec"), "S9030000FC\n");
    Files.writeString(folder.resolve("notes.txt"), "Some notes\n");
    Files.writeString(folder.resolve("empty"), "");

    assertThat(vzlab("build", TWO_GUESTS, "-o", file("old.srec"))).isZero();
    assertThat(vzlab("build", TWO_GUESTS, "-o", file("empty"))).isZero();
    assertThat(vzlab("build", TWO_GUESTS, "-o", file("notes.txt"))).isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo(
            "vzlab: --output %s: found a file that is no S-record file, expected one or none; choose"
                    .formatted(file("notes.txt"))
                + " another name or remove it\n");
    assertThat(folder.resolve("notes.txt")).hasContent("Some notes\n");
    assertThat(folder.resolve("old.srec"))
        .isNotEmptyFile()
        .hasSameTextualContentAs(folder.resolve("empty"));
  }

  @Test
  void theImageOfAGuestIsNotReplaced() throws Exception {
    String guest = "S30D1FC000001000FFFF0000000005\nS7059FC000009B\n";
    Files.writeString(folder.resolve("guest.srec"), guest);
    Path config = folder.resolve("a.config");
    Files.writeString(config, ".vm\n id = 1\n elf = guest.srec\n.\n");

    assertThat(vzlab("build", config.toString(), "-o", file("b.srec"))).isZero();
    assertThat(vzlab("build", config.toString(), "-o", file("guest.srec"))).isEqualTo(2);

    assertThat(host.errText())
        .isEqualTo(
            "vzlab: --output %s is the image of a guest; choose another name\n"
                .formatted(file("guest.srec")));
    assertThat(folder.resolve("guest.srec")).hasContent(guest);
  }

  @Test
  void mistakesAreNamed() throws Exception {
    assertThat(vzlab("build", file("none.config"), "-o", file("a.srec"))).isEqualTo(2);
    assertThat(vzlab("build", "../firmware/guest1/guest1.elf")).isEqualTo(2);
    assertThat(vzlab("build", TWO_GUESTS, "-o", file("no/folder.srec"))).isEqualTo(2);
    assertThat(vzlab("build", TWO_GUESTS, "-o", folder.toString())).isEqualTo(2);
    assertThat(vzlab("build", TWO_GUESTS, "--board", "pi", "-o", file("a.srec"))).isEqualTo(2);

    assertThat(host.errText().lines())
        .containsExactly(
            "vzlab: " + file("none.config") + ": no such file; expected a tinyVP configuration",
            "vzlab: ../firmware/guest1/guest1.elf: expected a tinyVP configuration (.config)",
            "vzlab: --output: cannot write " + file("no/folder.srec") + ": there is no such folder",
            "vzlab: --output: cannot write " + folder + ": it is a folder",
            "vzlab: board 'pi' is not known; use --board wifire, dm320007, emz64, or a board file");
    assertThat(folder.resolve("a.srec")).doesNotExist();
  }
}
