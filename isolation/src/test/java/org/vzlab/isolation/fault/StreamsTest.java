package org.vzlab.isolation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.isolation.history.Happening;
import org.vzlab.isolation.history.History;

/** A guest that prints "abc", in a run that is looked at for 100 cycles and goes on for 400. */
final class StreamsTest {
  private static final long UNTIL = 100;

  private static History prints(String text, long... times) {
    List<Happening> happenings = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      happenings.add(new Happening.Sent(times[i], "console", text.charAt(i)));
    }
    return new History(1, 0, 400, happenings, List.of());
  }

  private static List<Streams.Departure> departures(History other) {
    return new Streams(prints("abc", 10, 50, 200)).departures(other, UNTIL);
  }

  @Test
  void theSameLaterOrEarlierIsTheSame() {
    assertThat(departures(prints("ab", 30, 90))).isEmpty();
    assertThat(departures(prints("abc", 5, 6, 7))).isEmpty();
  }

  @Test
  void whatIsMissingIsALack() {
    assertThat(departures(prints("a", 10)))
        .singleElement()
        .satisfies(one -> assertThat(one.isLack()).isTrue())
        .hasToString(
            "task 1, cycle 50, output of console: expected console sends 'b', found nothing more");
    assertThat(departures(prints(""))).singleElement().matches(Streams.Departure::isLack);
  }

  @Test
  void anythingElseIsNone() {
    assertThat(departures(prints("ax", 10, 60)))
        .singleElement()
        .satisfies(one -> assertThat(one.isLack()).isFalse())
        .hasToString(
            "task 1, cycle 60, output of console: expected console sends 'b', found console sends"
                + " 'x'");
    assertThat(departures(prints("abcd", 10, 50, 60, 70)))
        .singleElement()
        .matches(one -> !one.isLack() && one.expected().isEmpty());
  }
}
