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
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Schedule;

/** The schedules of two guests in tables. */
class ScheduleTableTest {
  private static final Schedule FRAME =
      new Schedule.MajorFrame(
          1_000_000,
          2_000,
          List.of(
              new Schedule.TimeWindow(1, 0, 200_000),
              new Schedule.TimeWindow(2, 300_000, 500_000),
              new Schedule.TimeWindow(1, 800_000, 200_000)));

  private static final Schedule PRIORITIES =
      new Schedule.Priorities(
          List.of(new Schedule.Share(1, 255, 100_000, 1_000_000), new Schedule.Share(2, 0, 0, 0)));

  private static TableImage image(Schedule schedule) {
    List<Partition> guests = new ArrayList<>();
    for (int id = 1; id <= 2; id++) {
      guests.add(
          new Partition(
              id,
              "guest",
              0x9FC0_0000,
              false,
              new PageTree(List.of()),
              List.of(),
              new BitSet(),
              new BitSet(),
              List.of()));
    }
    return new TableImage(
        "wifire", 4, Map.of(), new Layout(guests, List.of(), List.of(), List.of(), schedule));
  }

  @Test
  void everyKindOfScheduleIsReadAsItWasWritten() throws ImageException {
    for (Schedule schedule : List.of(new Schedule.Turns(), PRIORITIES, FRAME)) {
      TableImage image = image(schedule);
      TableImage read = TableImage.read(Images.flash(image, image.write().bytes()));
      assertThat(read.layout().schedule()).isEqualTo(schedule);
    }
  }

  @ParameterizedTest(name = "entry {0}, word {1} = {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 7       | entry 1: found kind 7, expected 1 (share) or 2 (frame)",
        "0 | 0 | 3       | entry 1: found kind 3, expected 1 (share) or 2 (frame)",
        "0 | 1 | 0       | entry 1: found a frame of 0 with 2000 for switching",
        "0 | 1 | 999999  | entry 4: found a window from 800000 to 1000000",
        "0 | 2 | -1      | entry 1: found a frame of 1000000 with -1 for switching",
        "0 | 2 | 200000  | entry 2: found a window from 0 to 200000",
        "1 | 0 | 1       | entry 2: found kind 1, expected 3 (window)",
        "1 | 1 | 3       | found time for [3, 2, 1], expected time for the guests and threads [1, 2]",
        "2 | 1 | 1       | found time for [1, 1, 1], expected time for the guests and threads [1, 2]",
        "2 | 2 | 199999  | entry 3: found a window from 199999 to 699999, expected one from 200000",
        "2 | 2 | -5      | entry 3: found a window from -5",
        "3 | 3 | -1      | entry 4: found a window from 800000 to 799999",
      })
  void aFrameThatIsNotSoundIsRefused(int entry, int word, int value, String message)
      throws ImageException {
    refuses(FRAME, entry, word, value, message);
  }

  @ParameterizedTest(name = "entry {0}, word {1} = {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 0 | 2       | entry 2: found kind 2, expected 1 (share), as the first is",
        "0 | 3 | 1000001 | entry 1: found a budget of 1000001 in a period of 1000000",
        "0 | 3 | -1      | entry 1: found a budget of -1 in a period of 1000000",
        "0 | 4 | 0       | entry 1: found a budget of 100000 in a period of 0",
        "1 | 4 | 5       | entry 2: found a budget of 0 in a period of 5",
        "1 | 1 | 1       | found time for [1, 1], expected time for the guests and threads [1, 2]",
      })
  void sharesThatAreNotSoundAreRefused(int entry, int word, int value, String message)
      throws ImageException {
    refuses(PRIORITIES, entry, word, value, message);
  }

  private static void refuses(Schedule schedule, int entry, int word, int value, String message)
      throws ImageException {
    TableImage image = image(schedule);
    int at = Images.entry(image, Table.SCHEDULE, entry, word);
    FlashView flash = Images.changed(image, at, value);

    assertThatThrownBy(() -> TableImage.read(flash))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("tables at 0x1D000000: schedule")
        .hasMessageContaining(message);
  }
}
