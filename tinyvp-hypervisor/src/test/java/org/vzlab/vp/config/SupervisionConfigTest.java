package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisionConfigTest {
  private static final Path FILE = Path.of("test.config");

  /** Ten lines: the first of a supervision is line 11. */
  private static final String GUESTS =
      ".vm\nid = 1\ndevice = console\n.\n.vm\nid = 2\n.\n.vm\nid = 3\n.\n";

  private static final String BLOCK = ".supervision\nguest = 3\nsupervisor = 1\n";

  private static Findings findings(String text) throws ConfigException {
    Findings findings = new Findings();
    new ConfigurationParser(FILE, text, DeviceLibrary.standard(), findings).parse();
    return findings;
  }

  private static List<SupervisionConfig> supervisions(String text) throws ConfigException {
    return Configuration.parse(FILE, text, DeviceLibrary.standard()).supervisions();
  }

  private static String supervision(int guest, int supervisor) {
    return ".supervision\nguest = %d\nsupervisor = %d\n.\n".formatted(guest, supervisor);
  }

  @Test
  void aBlockNeedNotSayWhatHasADefault() throws ConfigException {
    assertThat(supervisions(GUESTS + BLOCK + ".\n"))
        .containsExactly(
            new SupervisionConfig(
                new SourcePosition("test.config", 11), 3, 1, 0, 3, 10_000_000, 108, 0x1F910000));
  }

  @Test
  void whatABlockSaysIsSo() throws ConfigException {
    String keys = "heartbeat = 500000\nrestarts = 0 7\nirq = 50\nregs = 0xbf910300\n";
    assertThat(supervisions(GUESTS + BLOCK + keys + ".\n"))
        .containsExactly(
            new SupervisionConfig(
                new SourcePosition("test.config", 11), 3, 1, 500_000, 0, 7, 50, 0x1F910300));
  }

  @Test
  void interruptsAreTheNextBehindThoseOfMailboxes() throws ConfigException {
    String box = ".mailbox\nname = a\nfrom = 1\nto = 2\nsize = 4\ndepth = 1\n.\n";
    List<SupervisionConfig> all =
        supervisions(
            GUESTS
                + supervision(3, 1)
                + box
                + supervision(2, 3)
                + ".vm\nid = 4\n.\n.supervision\nguest = 4\nsupervisor = 1\nirq = 108\n.\n");
    assertThat(all).extracting(SupervisionConfig::irq).containsExactly(195, 108, 108);
    assertThat(all)
        .extracting(SupervisionConfig::registers)
        .containsExactly(0x1F910000, 0x1F910100, 0x1F910200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guest = 3 | '' | test.config:11: found a supervision that does not say everything, expected"
            + " guest and supervisor; add \"guest = ID\"",
        "guest = 3 | guest = 5 | test.config:11: found a supervision with guest = 5, expected the id"
            + " of a guest; the guests' ids are [1, 2, 3]",
        "supervisor = 1 | supervisor = 9 | test.config:11: found a supervision with supervisor = 9,"
            + " expected the id of a guest; the guests' ids are [1, 2, 3]",
        "supervisor = 1 | supervisor = 3 | test.config:11: found guest 3 supervised by guest 3,"
            + " expected a supervisor that is not supervised by the guest, directly or by others;"
            + " remove one of these blocks",
        "guest = 3 | guest = 3~heartbeat = 0 | test.config:13: found heartbeat = 0, expected a number"
            + " from 1 to 10000000; choose one in that range",
        "guest = 3 | guest = 3~restarts = 3 | test.config:13: found \"3\", expected how many restarts,"
            + " 0 to 64, in how many microseconds, 1 to 10000000; for example restarts = 3 10000000",
        "guest = 3 | guest = 3~restarts = 65 9 | test.config:13: found \"65 9\", expected how many"
            + " restarts, 0 to 64, in how many microseconds, 1 to 10000000; for example restarts = 3"
            + " 10000000",
        "guest = 3 | guest = 3~irq = 2 | test.config:13: found interrupt 2, expected a number from 3"
            + " to 215; the chip has none above, and 0 to 2 are the core's own",
        "guest = 3 | guest = 3~irq = 171 | test.config:13: found interrupt 171 for the supervision of"
            + " guest 3, expected one that guest 1 does not have yet; take the line out to have one"
            + " chosen",
        "guest = 3 | guest = 3~regs = 0x1f910080 | test.config:13: found 0x1f910080, expected a"
            + " multiple of 0x100; the block of registers is that large",
        "guest = 3 | guest = 3~colour = 3 | test.config:13: found key \"colour\", expected a key of a"
            + " .supervision block; use guest, supervisor, heartbeat, restarts, irq or regs",
        "guest = 3 | guest = 3~irq | test.config:13: found \"irq\", expected key = value or \".\"; keys"
            + " are guest, supervisor, heartbeat, restarts, irq and regs",
      })
  void aMistakeIsNamedWithItsLine(String line, String instead, String message)
      throws ConfigException {
    String block = BLOCK.replace(line, instead.replace('~', '\n'));
    assertThat(findings(GUESTS + block + ".\n").mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(message);
  }

  @Test
  void aGuestHasOneSupervisor() throws ConfigException {
    assertThat(findings(GUESTS + supervision(3, 1) + supervision(3, 2)).mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(
            "test.config:15: found a second supervision of guest 3, expected one supervisor; remove"
                + " this block or the one at test.config:11");
  }

  @Test
  void chainsAreAllowedAndCirclesAreNot() throws ConfigException {
    String chain = GUESTS + supervision(3, 2) + supervision(2, 1);
    assertThat(findings(chain).mistakes()).isEmpty();
    assertThat(findings(chain + supervision(1, 3)).mistakes())
        .extracting(ConfigException::getMessage)
        .hasSize(3)
        .contains(
            "test.config:19: found guest 1 supervised by guest 3 supervised by guest 2 supervised by"
                + " guest 1, expected a supervisor that is not supervised by the guest, directly or"
                + " by others; remove one of these blocks");
  }

  @Test
  void withoutAnInterruptLeftOneHasToBeNamed() throws ConfigException {
    String all = "irq = 108 191 195 197 203 204 211 212 214 215\n";
    assertThat(findings(GUESTS.replace("id = 1\n", "id = 1\n" + all) + BLOCK + ".\n").mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(
            "test.config:12: found no interrupt left for guest 1 and the supervision of guest 3,"
                + " expected one of the 10 numbers without a source; name one that the guest does"
                + " not use: irq = NUMBER");
  }
}
