package org.vzlab.vp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Schedule;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;

/** Guest 1 supervises guest 2, which supervises guest 3; guest 4 has nothing to do with it. */
class SupervisionTableTest {
  private static final Supervision FIRST =
      new Supervision(2, 1, 50_000, 3, 100_000, 0x1F91_0000, 203);
  private static final Supervision SECOND = new Supervision(3, 2, 0, 64, 100_000, 0x1F91_0100, 204);

  private static Window window(Supervision supervision) {
    int at = supervision.address();
    return new Window(at, 0x100, at, supervision.device(), "supervision", true, true, false, false);
  }

  private static Partition guest(int id, int irq, Window... windows) {
    BitSet emulated = new BitSet();
    emulated.set(irq);
    return new Partition(
        id,
        "guest",
        0x9FC0_0000,
        false,
        new PageTree(List.of()),
        List.of(windows),
        new BitSet(),
        emulated,
        List.of());
  }

  private static TableImage image(Supervision... supervisions) {
    List<Partition> guests = new ArrayList<>();
    guests.add(guest(1, 203, window(FIRST)));
    guests.add(guest(2, 204, window(FIRST), window(SECOND)));
    guests.add(guest(3, 0, window(SECOND)));
    guests.add(guest(4, 203));
    Layout layout =
        new Layout(
            guests,
            List.of(),
            List.of(),
            List.of(),
            new Schedule.Turns(),
            List.of(),
            List.of(supervisions));
    return new TableImage("wifire", 4, Map.of(), layout);
  }

  @Test
  void supervisionsAreReadAsTheyWereWritten() throws ImageException {
    TableImage image = image(FIRST, SECOND);
    TableImage read = TableImage.read(Images.flash(image, image.write().bytes()));
    assertThat(read.layout().supervisions()).containsExactly(FIRST, SECOND);
  }

  @ParameterizedTest(name = "word {0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 3          | supervision of guest 3: found guest 1 at an end, expected a guest that has",
        "0 | 4          | supervision of guest 4: found guest 4 at an end, expected a guest that has",
        "1 | 4          | supervision of guest 2: found guest 4 at an end, expected a guest that has",
        "1 | 2          | supervision of guest 2: found interrupt 203, expected one among the",
        "2 | -1         | supervision of guest 2: found heartbeat -1, expected 0 to 2147483647",
        "3 | 65         | supervision of guest 2: found restarts 65, expected 0 to 64",
        "3 | -1         | supervision of guest 2: found restarts -1, expected 0 to 64",
        "4 | 0          | supervision of guest 2: found interval 0, expected 1 to 2147483647",
        "6 | 204        | supervision of guest 2: found interrupt 204, expected one among the",
        "6 | -1         | supervision of guest 2: found interrupt -1, expected one among the",
      })
  void oneThatIsNotSoundIsRefused(int word, String value, String message) throws ImageException {
    TableImage image = image(FIRST, SECOND);
    int at = Images.entry(image, Table.SUPERVISIONS, 0, word);
    FlashView flash = Images.changed(image, at, Long.decode(value).intValue());

    assertThatThrownBy(() -> TableImage.read(flash))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("tables at 0x1D000000: ")
        .hasMessageContaining(message);
  }

  @Test
  void aGuestHasOneSupervisor() throws ImageException {
    TableImage image = image(FIRST, SECOND, FIRST);
    assertThatThrownBy(() -> TableImage.read(Images.flash(image, image.write().bytes())))
        .hasMessageEndingWith("supervision of guest 2: found another one, expected one supervisor");
  }

  @Test
  void aGuestIsNotItsOwnSupervisor() throws ImageException {
    TableImage image = image(new Supervision(2, 2, 0, 3, 100_000, 0x1F91_0000, 204));
    assertThatThrownBy(() -> TableImage.read(Images.flash(image, image.write().bytes())))
        .hasMessageContaining("supervision of guest 2: found a circle of supervisors");
  }

  @Test
  void aWindowOfNoSupervisionIsRefused() throws ImageException {
    TableImage image = image(FIRST);
    assertThatThrownBy(() -> TableImage.read(Images.flash(image, image.write().bytes())))
        .hasMessageContaining("guest 2: found a window of supervision-3, expected a supervision");
  }

  /**
   * Whatever the words of a supervision or its windows are: tables, or an error that says where.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyBytesAreTablesOrAnError(long seed) throws ImageException {
    TableImage image = image(FIRST, SECOND);
    byte[] tables = image.write().bytes();
    int from = Images.entry(image, Table.SUPERVISIONS, 0, 0);
    Random random = new Random(seed);
    int errors = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] changed = tables.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        changed[from + random.nextInt(2 * 28)] =
            (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(8));
      }
      ByteBuffer.wrap(changed)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(Format.CRC_WORD, Format.crc(changed));
      try {
        TableImage.read(Images.flash(image, changed)).write();
      } catch (ImageException e) {
        errors++;
        assertThat(e).hasMessageContainingAll("found", "expected");
      }
    }
    assertThat(errors).isGreaterThan(500);
  }
}
