package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.vzlab.board.UserError;

class HostPortTest {
  @Test
  void aPortThatIsNotThereIsAnErrorThatSaysWhereToLook() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> HostPort.open("/dev/no-such-port", 9600, text -> {}))
        .withMessageStartingWith("serial: ")
        .withMessageContaining("/dev/no-such-port")
        .withMessageContaining("'vzlab ports' lists");
  }
}
