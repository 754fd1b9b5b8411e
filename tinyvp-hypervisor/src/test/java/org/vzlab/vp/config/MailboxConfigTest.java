package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxConfigTest {
  private static final Path FILE = Path.of("test.config");

  /** Nine lines: the first of a mailbox is line 10. */
  private static final String GUESTS =
      ".vm\nid = 1\ndevice = console\n.\n.vm\nid = 2\npriority = 5\n.\n# nothing\n";

  private static final String BOX = ".mailbox\nname = a\nfrom = 2\nto = 1\nsize = 8\ndepth = 2\n";

  private static Findings findings(String text) throws ConfigException {
    Findings findings = new Findings();
    new ConfigurationParser(FILE, text, DeviceLibrary.standard(), findings).parse();
    return findings;
  }

  private static List<MailboxConfig> mailboxes(String text) throws ConfigException {
    return Configuration.parse(FILE, text, DeviceLibrary.standard()).mailboxes();
  }

  @Test
  void aBlockNeedNotSayWhatHasADefault() throws ConfigException {
    assertThat(mailboxes(GUESTS + BOX + ".\n"))
        .containsExactly(
            new MailboxConfig(
                new SourcePosition("test.config", 10),
                "a",
                2,
                1,
                8,
                2,
                1000,
                false,
                108,
                191,
                0x1F900000));
  }

  @Test
  void whatABlockSaysIsSo() throws ConfigException {
    String text =
        """
        .mailbox
        name = up
        from = 1
        to = 2
        size = 128
        depth = 64
        interval = 7
        allow = up
        irq = 50 170
        regs = 0xbf900300
        .
        """;
    assertThat(mailboxes(GUESTS + text))
        .containsExactly(
            new MailboxConfig(
                new SourcePosition("test.config", 10),
                "up",
                1,
                2,
                128,
                64,
                7,
                true,
                50,
                170,
                0x1F900300));
  }

  @Test
  void eachMailboxHasItsOwnInterruptsAndAddresses() throws ConfigException {
    String given = BOX.replace("name = a", "name = c\nirq = 191 108");
    List<MailboxConfig> boxes =
        mailboxes(GUESTS + BOX + ".\n" + BOX.replace("= a", "= b") + ".\n" + given + ".\n");
    assertThat(boxes).extracting(MailboxConfig::senderIrq).containsExactly(195, 203, 191);
    assertThat(boxes).extracting(MailboxConfig::receiverIrq).containsExactly(197, 204, 108);
    assertThat(boxes)
        .extracting(MailboxConfig::registers)
        .containsExactly(0x1F900000, 0x1F900100, 0x1F900200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name = a | '' | test.config:10: found a mailbox that does not say everything, expected name,"
            + " from, to, size and depth; add \"name = WORD\"",
        "name = a | name = a b | test.config:11: found \"a b\", expected a name; write one word",
        "from = 2 | from = 3 | test.config:10: found mailbox a with from = 3, expected the id of a"
            + " guest; the guests' ids are [1, 2]",
        "to = 1 | to = 7 | test.config:10: found mailbox a with to = 7, expected the id of a guest;"
            + " the guests' ids are [1, 2]",
        "to = 1 | to = 2 | test.config:10: found mailbox a from guest 2 to itself, expected two"
            + " guests; name another one with from or to",
        "size = 8 | size = 10 | test.config:14: found a message of 10 bytes: 2 words and 2 bytes,"
            + " expected a multiple of 4; make it 12",
        "size = 8 | size = 132 | test.config:14: found size = 132, expected a number from 4 to 128;"
            + " choose one in that range",
        "depth = 2 | depth = 65 | test.config:15: found depth = 65, expected a number from 1 to 64;"
            + " choose one in that range",
        "depth = 2 | depth = 0 | test.config:15: found depth = 0, expected a number from 1 to 64;"
            + " choose one in that range",
        "depth = 2 | depth = 2~interval = 0 | test.config:16: found interval = 0, expected a number"
            + " from 1 to 10000000; choose one in that range",
        "depth = 2 | depth = 2~allow = down | test.config:16: found allow = down, expected allow ="
            + " up; everything else is allowed as it is",
        "depth = 2 | depth = 2~irq = 203 | test.config:16: found \"203\", expected the sender's and"
            + " the receiver's interrupt; for example irq = 203 204",
        "depth = 2 | depth = 2~irq = 203 216 | test.config:16: found interrupt 216, expected a number"
            + " from 3 to 215; the chip has none above, and 0 to 2 are the core's own",
        "depth = 2 | depth = 2~irq = 203 171 | test.config:16: found interrupt 171 for mailbox a,"
            + " expected one that guest 1 does not have yet; take the line out to have one chosen",
        "depth = 2 | depth = 2~regs = 0x1f900080 | test.config:16: found 0x1f900080, expected a"
            + " multiple of 0x100; the block of registers is that large",
        "depth = 2 | depth = 2~colour = 3 | test.config:16: found key \"colour\", expected a key of a"
            + " .mailbox block; use name, from, to, size, depth, interval, allow, irq or regs",
        "depth = 2 | depth | test.config:15: found \"depth\", expected key = value or \".\"; keys are"
            + " name, from, to, size, depth, interval, allow, irq and regs",
        "from = 2~to = 1 | from = 1~to = 2 | test.config:10: found mailbox a from guest 1, priority 0,"
            + " up to guest 2, priority 5, expected a receiver of no higher priority, or allow = up;"
            + " add \"allow = up\" if the less urgent guest may send to the more urgent one",
      })
  void aMistakeIsNamedWithItsLine(String line, String instead, String message)
      throws ConfigException {
    String block = BOX.replace(line.replace('~', '\n'), instead.replace('~', '\n'));
    assertThat(findings(GUESTS + block + ".\n").mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(message);
  }

  @Test
  void aNameIsGivenOnce() throws ConfigException {
    assertThat(findings(GUESTS + BOX + ".\n" + BOX + ".\n").mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(
            "test.config:17: found a second mailbox a, expected a name of its own; rename it or the"
                + " one at test.config:10");
  }

  private static String boxes(int number, String size) {
    StringBuilder text = new StringBuilder(GUESTS);
    for (int i = 0; i < number; i++) {
      text.append(BOX.replace("= a", "= a" + i).replace("size = 8\ndepth = 2", size));
      text.append("irq = ").append(10 + i).append(" ").append(30 + i).append("\n.\n");
    }
    return text.toString();
  }

  @Test
  void messagesOfAllMailboxesHaveToFitTheHypervisorsMemory() throws ConfigException {
    assertThat(findings(boxes(2, "size = 128\ndepth = 64")).mistakes()).isEmpty();
    assertThat(findings(boxes(3, "size = 128\ndepth = 64")).mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(
            "test.config:26: found mailbox a2 with 64 messages * 128 bytes = 8192 bytes, with those"
                + " before it 16384 + 8192 = 24576 bytes, expected at most 16384 bytes for messages"
                + " in all; make it less deep or its messages smaller");
  }

  @Test
  void thereAreAtMostSixteen() throws ConfigException {
    assertThat(findings(boxes(16, "size = 4\ndepth = 1")).mistakes()).isEmpty();
    assertThat(findings(boxes(17, "size = 4\ndepth = 1")).mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(
            "test.config:138: found mailbox a16, number 17, expected at most 16 mailboxes; send"
                + " messages of several kinds through one");
  }

  @Test
  void withoutAnInterruptLeftOneHasToBeNamed() throws ConfigException {
    String text = boxes(6, "size = 4\ndepth = 1").replaceAll("irq = .*\n", "");
    assertThat(findings(text).mistakes())
        .extracting(ConfigException::getMessage)
        .containsExactly(
            "test.config:45: found no interrupt left for guest 2 and mailbox a5, expected one of the"
                + " 10 numbers without a source; name two that the guests do not use: irq = SENDER"
                + " RECEIVER");
  }

  @Test
  void allowingWhatIsNotForbiddenHasNoEffect() throws ConfigException {
    assertThat(findings(GUESTS + BOX + "allow = up\n.\n").warnings())
        .extracting(Findings.Warning::toString)
        .containsExactly(
            "test.config:16: allow = up has no effect; mailbox a goes from priority 5 to 0");
  }
}
