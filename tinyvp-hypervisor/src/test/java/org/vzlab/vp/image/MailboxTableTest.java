package org.vzlab.vp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Window;

/** Guest 1 sends to guest 2; guest 3 has no mailbox. */
class MailboxTableTest {
  private static final Mailbox MAILBOX =
      new Mailbox("samples", 1, 2, 16, 4, 100_000, 0x1F90_0000, 203, 204);

  private static Partition guest(int id, int irq, List<Window> windows) {
    BitSet emulated = new BitSet();
    emulated.set(irq);
    return new Partition(
        id,
        "guest",
        0x9FC0_0000,
        false,
        new PageTree(List.of()),
        windows,
        new BitSet(),
        emulated,
        List.of());
  }

  private static TableImage image(Mailbox... mailboxes) {
    Window window =
        new Window(0x1F90_0000, 0x100, 0x1F90_0000, "samples", "mailbox", true, true, false, false);
    List<Partition> guests = new ArrayList<>();
    guests.add(guest(1, 203, List.of(window)));
    guests.add(guest(2, 204, List.of(window)));
    guests.add(guest(3, 0, List.of()));
    Layout layout =
        new Layout(
            guests, List.of(), List.of(), List.of(), new Schedule.Turns(), List.of(mailboxes));
    return new TableImage("wifire", 4, Map.of(), layout);
  }

  @Test
  void mailboxesAreReadAsTheyWereWritten() throws ImageException {
    TableImage image = image(MAILBOX);
    TableImage read = TableImage.read(Images.flash(image, image.write().bytes()));
    assertThat(read.layout().mailboxes()).containsExactly(MAILBOX);
  }

  @ParameterizedTest(name = "word {0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 2          | found guest 2 at both ends, expected two guests",
        "1 | 3          | found guest 3 with interrupt 203 at an end",
        "2 | 0          | found guest 0 with interrupt 204 at an end",
        "2 | 3          | found guest 3 with interrupt 204 at an end",
        "3 | 0          | found size 0, expected 1 to 32",
        "3 | 132        | found size 33, expected 1 to 32",
        "3 | 6          | found size 1 and a part, expected 1 to 32",
        "3 | 0x80000000 | found size -536870912, expected 1 to 32",
        "4 | 0          | found depth 0, expected 1 to 64",
        "4 | 65         | found depth 65, expected 1 to 64",
        "5 | 0          | found interval 0, expected 1 to",
        "5 | -1         | found interval -1, expected 1 to",
        "7 | 204        | found guest 1 with interrupt 204 at an end",
        "8 | -1         | found guest 2 with interrupt -1 at an end",
      })
  void oneThatIsNotSoundIsRefused(int word, String value, String message) throws ImageException {
    TableImage image = image(MAILBOX);
    int at = Images.entry(image, Table.MAILBOXES, 0, word);
    FlashView flash = Images.changed(image, at, Long.decode(value).intValue());

    assertThatThrownBy(() -> TableImage.read(flash))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("tables at 0x1D000000: mailbox samples: ")
        .hasMessageContaining(message);
  }

  @Test
  void aNameIsThatOfOneMailbox() throws ImageException {
    TableImage image = image(MAILBOX, MAILBOX);
    assertThatThrownBy(() -> TableImage.read(Images.flash(image, image.write().bytes())))
        .hasMessageEndingWith("mailbox samples: found another of this name, expected one");
  }

  @Test
  void aWindowOfNoMailboxIsRefused() throws ImageException {
    TableImage image = image();
    assertThatThrownBy(() -> TableImage.read(Images.flash(image, image.write().bytes())))
        .hasMessageContaining("guest 1: found a window of mailbox samples, expected a mailbox");
  }
}
