package org.vzlab.mips.cp0;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.GeneratedPage;

/** {@code docs/cp0.md} is the table of CP0 registers. */
class Cp0PageTest {
  private static final GeneratedPage PAGE = new GeneratedPage("cp0.md", Cp0PageTest.class);

  private static String page() {
    return Cp0Page.text(PAGE.command());
  }

  @Test
  void thePageOfRegistersIsTheOneMadeFromTheTable() throws IOException {
    PAGE.assertIs(page());
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void everyRegisterAndFieldIsOnThePage(Cp0Register register) {
    assertThat(page())
        .containsPattern("\\| \\[" + register.manualName() + "\\]\\(#[a-z0-9_-]+\\) \\|")
        .contains(register.fields().stream().map(f -> "| `" + f.name() + "` |").toList());
  }

  @Test
  void aFieldsRowSaysWhoCanDoWhatWithIt() {
    assertThat(page())
        .contains("| 18, 16:10 | `IPL` | 0 | R/W | R/W | W |")
        .contains("| 21 | `TS` | 0 | R/W0 | R/W0 | W |")
        .contains("| 23 | `VZ` | 1, guest 0 | R | R |  |")
        .contains("| set by hardware, GSFC if MC, GHFC if MC |")
        .contains(
            "| [Count](#count) | 9, 0 | time | `00000000` | `00000000` | GT = 0 | always |  |");
  }
}
