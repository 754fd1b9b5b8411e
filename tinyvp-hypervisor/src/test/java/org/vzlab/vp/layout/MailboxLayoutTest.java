package org.vzlab.vp.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceLibrary;
import org.vzlab.vp.config.Findings;

class MailboxLayoutTest {
  private static final String RAM = "elf = g.elf\n.mmap\nram = 0 0x4000 rw 0x1000\n.\n";

  private final TestImages images = new TestImages().withGuest("g.elf", 0x800);

  private static String guests(String keys) {
    return ".vm\nid = 1\n%s%s\n.\n.vm\nid = 2\n%s.\n.vm\nid = 3\n%s.\n"
        .formatted(RAM, keys, RAM, RAM);
  }

  private static String box(String name, int from, int to, String keys) {
    return ".mailbox\nname = %s\nfrom = %d\nto = %d\nsize = 16\ndepth = 4\n%s\n.\n"
        .formatted(name, from, to, keys);
  }

  private Inspection inspect(String text, Findings findings) throws ConfigException {
    Configuration configuration =
        Configuration.parse(Path.of("t.config"), text, DeviceLibrary.standard());
    return Configurator.inspect(
        configuration, BoardFile.named("DigilentChipKitWiFire"), images, findings);
  }

  private Layout layout(String text) throws ConfigException {
    Findings findings = new Findings();
    Layout layout = inspect(text, findings).layout();
    findings.throwFirst();
    return layout;
  }

  private static BitSet bits(int... numbers) {
    BitSet bits = new BitSet();
    for (int number : numbers) {
      bits.set(number);
    }
    return bits;
  }

  @Test
  void bothGuestsHaveAWindowAndAnInterruptAndTheThirdHasNone() throws ConfigException {
    Layout layout = layout(guests("") + box("samples", 1, 2, "interval = 7\nirq = 203 204"));

    assertThat(layout.mailboxes())
        .containsExactly(new Mailbox("samples", 1, 2, 16, 4, 700, 0x1F900000, 203, 204));
    Window window =
        new Window(0x1F900000, 0x100, 0x1F900000, "samples", "mailbox", true, true, false, false);
    assertThat(layout.partitions().get(0).windows()).containsExactly(window);
    assertThat(layout.partitions().get(1).windows()).containsExactly(window);
    assertThat(layout.partitions().get(2).windows()).isEmpty();
    assertThat(layout.partitions().get(0).emulatedInterrupts()).isEqualTo(bits(0, 203));
    assertThat(layout.partitions().get(1).emulatedInterrupts()).isEqualTo(bits(0, 204));
    assertThat(layout.partitions().get(2).emulatedInterrupts()).isEqualTo(bits(0));
  }

  @Test
  void theRegistersAreNeverMapped() throws ConfigException {
    Layout layout = layout(guests("") + box("samples", 1, 2, ""));
    assertThat(layout.partitions())
        .allSatisfy(guest -> assertThat(guest.pages().at(0x1F900000)).isNull());
  }

  @Test
  void registersMayHaveTheAddressOfSomethingThatAnotherGuestHas() throws ConfigException {
    Layout layout =
        layout(
            guests("").replace("id = 3\n", "id = 3\ndevice = portA\n")
                + box("samples", 1, 2, "regs = 0x1f860000"));
    assertThat(layout.partitions().get(0).windowAt(0x1F860000).isVirtual()).isTrue();
    assertThat(layout.partitions().get(2).windowAt(0x1F860000).isVirtual()).isFalse();
  }

  @Test
  void registersThatOverlapWhatAGuestHasAreRefused() throws ConfigException {
    Findings findings = new Findings();
    inspect(guests("device = portA") + box("samples", 1, 2, "regs = 0x1f860000"), findings);

    assertThat(findings.mistakes())
        .extracting(ConfigException::check)
        .containsOnly(Check.MAILBOXES);
    assertThat(findings.mistakes())
        .extracting(ConfigException::getMessage)
        .singleElement()
        .asString()
        .startsWith(
            "t.config:23: found mailbox samples at 0x1f860000 + 0x100 = 0x1f860100 of guest 1,"
                + " expected addresses that the guest does not use yet; they overlap portA"
                + " 0x1f860000..0x1f8600ff of guest 1 at device.lib:")
        .endsWith(": place it with regs = ADDRESS");
  }

  @Test
  void registersOfTwoMailboxesOfAGuestDoNotOverlap() throws ConfigException {
    Findings findings = new Findings();
    inspect(
        guests("") + box("a", 1, 2, "") + box("b", 3, 1, "regs = 0x1f900000") + box("c", 3, 2, ""),
        findings);
    assertThat(findings.mistakes())
        .extracting(ConfigException::getMessage)
        .singleElement()
        .asString()
        .startsWith("t.config:31: found mailbox b at 0x1f900000 + 0x100 = 0x1f900100 of guest 1,")
        .contains("they overlap a 0x1f900000..0x1f9000ff of guest 1 at t.config:23");
  }

  @Test
  void theMapHasTheRegistersInBothGuests() throws ConfigException {
    Inspection inspection = inspect(guests("") + box("samples", 1, 2, ""), new Findings());
    assertThat(inspection.grants())
        .filteredOn(grant -> grant.name().equals("samples"))
        .extracting(Grant::owner)
        .containsExactly("guest 1", "guest 2");
  }
}
