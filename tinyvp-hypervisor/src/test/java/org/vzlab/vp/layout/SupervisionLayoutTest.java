package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.cost.Overheads;

class SupervisionLayoutTest {
  private static final String RAM = "elf = g.elf\n.mmap\nram = 0 0x4000 rw 0x1000\n.\n";
  private static final String GUESTS =
      ".vm\nid = 1\n%s.\n.vm\nid = 2\n%s.\n.vm\nid = 3\n%s.\n".formatted(RAM, RAM, RAM);
  private static final String BLOCK =
      ".supervision\nguest = 3\nsupervisor = 1\nheartbeat = 7\nirq = 204\n";

  private static Inspection inspect(String text, Findings findings) throws ConfigException {
    Configuration configuration =
        Configuration.parse(Path.of("t.config"), text, DeviceLibrary.standard());
    return Configurator.inspect(
        configuration,
        BoardFile.named("DigilentChipKitWiFire"),
        new TestImages().withGuest("g.elf", 0x800),
        findings);
  }

  @Test
  void bothGuestsHaveAWindowAndTheSupervisorHasAnInterrupt() throws ConfigException {
    Findings findings = new Findings();
    Layout layout = inspect(GUESTS + BLOCK + ".\n", findings).layout();
    findings.throwFirst();

    assertThat(layout.supervisions())
        .containsExactly(new Supervision(3, 1, 700, 3, 1_000_000_000, 0x1F910000, 204));
    Window window =
        new Window(
            0x1F910000,
            0x100,
            0x1F910000,
            "supervision-3",
            "supervision",
            true,
            true,
            false,
            false);
    assertThat(layout.partitions().get(0).windows()).containsExactly(window);
    assertThat(layout.partitions().get(1).windows()).isEmpty();
    assertThat(layout.partitions().get(2).windows()).containsExactly(window);
    assertThat(window.isVirtual()).isTrue();
    assertThat(layout.partitions().get(0).emulatedInterrupts().get(204)).isTrue();
    assertThat(layout.partitions().get(2).emulatedInterrupts().get(204)).isFalse();
    assertThat(layout.overheads()).isEqualTo(new Overheads(3, 0, 1));
  }

  @Test
  void registersThatOverlapWhatAGuestHasAreRefused() throws ConfigException {
    Findings findings = new Findings();
    String box = ".mailbox\nname = a\nfrom = 1\nto = 2\nsize = 4\ndepth = 1\n.\n";
    inspect(GUESTS + box + BLOCK + "regs = 0x1f900000\n.\n", findings);
    assertThat(findings.mistakes())
        .extracting(ConfigException::check)
        .containsExactly(Check.SUPERVISIONS);
    assertThat(findings.mistakes().get(0))
        .hasMessageStartingWith(
            "t.config:29: found the supervision of guest 3 at 0x1f900000 + 0x100 = 0x1f900100 of"
                + " guest 1, expected addresses that the guest does not use yet; they overlap a");
  }

  @Test
  void aSwitchTakesLongerWithSupervisions() {
    assertThat(new Overheads(3, 0, 1).section()).isGreaterThan(new Overheads(3, 0).section());
    assertThat(new Overheads(3, 0, 0)).isEqualTo(new Overheads(3, 0));
  }
}
