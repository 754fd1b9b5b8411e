package org.vzlab.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceChannelTest {
  private final TraceChannel<Integer> channel = new TraceChannel<>();

  @Test
  void aChannelIsOffUntilSomebodyListens() {
    assertThat(channel.isOn()).isFalse();
    channel.emit(1);

    channel.listen(r -> {});

    assertThat(channel.isOn()).isTrue();
  }

  @Test
  void everyListenerHearsEveryRecordInTheOrderOfListening() {
    List<String> heard = new ArrayList<>();
    channel.listen(r -> heard.add("first " + r));
    channel.listen(r -> heard.add("second " + r));

    channel.emit(7);
    channel.emit(8);

    assertThat(heard).containsExactly("first 7", "second 7", "first 8", "second 8");
  }
}
