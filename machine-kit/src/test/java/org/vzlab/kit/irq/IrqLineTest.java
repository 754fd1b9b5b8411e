package org.vzlab.kit.irq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.state.Snapshot;

class IrqLineTest {
  private final List<String> heard = new ArrayList<>();
  private final IrqLine line = new IrqLine(170, (number, level) -> heard.add(number + "=" + level));

  @Test
  void theControllerHearsOfChangesOnly() {
    line.set(false);
    line.set(true);
    line.set(true);
    line.set(false);

    assertThat(heard).containsExactly("170=true", "170=false");
  }

  @Test
  void aPulseIsARisingAndAFallingEdge() {
    line.pulse();

    assertThat(heard).containsExactly("170=true", "170=false");
    assertThat(line.level()).isFalse();
  }

  @Test
  void aRestoredLineHasItsLevelAndTheControllerHearsOfTheNextChangeOnly() {
    line.set(true);
    Snapshot snapshot = Snapshot.of(line);
    line.set(false);
    heard.clear();

    snapshot.restore(line);

    assertThat(line.level()).isTrue();
    assertThat(heard).isEmpty();
    line.set(true);
    assertThat(heard).isEmpty();
    line.set(false);
    assertThat(heard).containsExactly("170=false");
  }
}
