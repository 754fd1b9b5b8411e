package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code board = FILE} in a configuration. */
class BoardNameTest {
  private static final String GUEST = ".vm\nid = 1\n.\n";

  @TempDir Path folder;

  private Configuration parse(String text) throws ConfigException {
    return Configuration.parse(
        folder.resolve("test.config"), text + GUEST, DeviceLibrary.standard());
  }

  @Test
  void aConfigurationNeedNotNameABoard() throws ConfigException {
    assertThat(parse("").board()).isEmpty();
  }

  @Test
  void aBoardThatComesWithVzlabIsNamedWithoutItsFolder() throws ConfigException {
    BoardName name = parse("board = OlimexPic32EMZ64\n").board().orElseThrow();

    assertThat(name.read().hardware()).isEqualTo("emz64");
    assertThat(name.position().line()).isEqualTo(1);
  }

  @Test
  void aBoardFileIsFoundBesideTheConfiguration() throws ConfigException, IOException {
    Files.writeString(
        folder.resolve("mine"),
        "PLATFORM = pic32mz2048efg100\nHARDWARE = dm320007\nrom = 0 1\nram = 0 1\n");

    assertThat(parse("board = mine\n").board().orElseThrow().read().hardware())
        .isEqualTo("dm320007");
  }

  @Test
  void aBoardThatIsNotThereIsReportedWithItsLine() throws ConfigException {
    BoardName name = parse("\nboard = nowhere\n").board().orElseThrow();

    assertThatThrownBy(name::read)
        .hasMessage(
            folder.resolve("test.config")
                + ":2: found board \"nowhere\", expected a board that comes with vzlab, or a"
                + " board file; use DigilentChipKitWiFire, Microchip-DM320007+MEBII,"
                + " OlimexPic32EMZ64, or a path relative to this file");
  }

  @Test
  void aConfigurationIsForOneBoard() {
    assertThatThrownBy(() -> parse("board = a\nboard = b\n"))
        .hasMessageContaining(":2: found \"board = b\", expected one board; remove this line");
    assertThatThrownBy(() -> parse("board =\n"))
        .hasMessageContaining(":1: found nothing after \"board =\", expected a board file");
  }
}
