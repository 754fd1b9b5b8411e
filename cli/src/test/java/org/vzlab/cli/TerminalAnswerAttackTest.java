package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A guest that asks the user's terminal something: the answer would be typed at the board, such as
 * {@code ESC ] 4 ; 1 ; r g b :}, by which the monitor selects guest 1 and restarts it.
 */
final class TerminalAnswerAttackTest {
  private final FakeHost host = new FakeHost();
  private final FakeSession session = new FakeSession();

  private String shown(String... pieces) {
    host.terminal = true;
    for (int i = 0; i < pieces.length; i++) {
      session.prints(1 + i, 4, pieces[i]);
    }
    assertThat(new Vzlab(host, setup -> session).execute("run", "a.elf", "--for", "5ms")).isZero();
    return host.screen.shown.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\33]4;1;?\7",
        "\33]4;1;?\33\\",
        "\33]0;1r\7\33[21t",
        "\33]52;c;?\7",
        "\33P$qm\33\\",
        "\33P+q544e\33\\",
        "\33[c",
        "\33[0c",
        "\33[>c",
        "\33[=c",
        "\33Z",
        "\33[5n",
        "\33[6n",
        "\33[?6n",
        "\33[18t",
        "\33[?25$p",
        "\33[2$w",
        "\33[1;1;1;1;9;9*y",
        "\33[>q",
        "\33[?u",
        "\33[?1;1;0S",
        "\33[?4m",
        "\33[x",
        "\5",
        "\33[6\5n",
        "\33[1\33[6n",
        "\33_Gi=31,s=1;AAAA\33\\",
        "\u009B6n",
        "\u009D4;1;?\7",
        "\u0090$qm\33\\",
        "\u009A"
      })
  void noQuestionReachesTheTerminal(String question) {
    assertThat(shown("before " + question + "behind").replace("\33\\", ""))
        .isEqualTo("before behind");
  }

  @Test
  void aQuestionInPiecesIsOneToo() {
    assertThat(shown("a\33", "]4;1", ";?", "\7b")).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\33[2J\33[H\33[1;31mred\33[0m\33[K",
        "\33[10;20H\33[A\33[3B\33[?25l\33[?25h\33[2 q",
        "\0337\0338\33(B\33=\33>\33M\33D\33c",
        "\u00E9 \u00B5 \u00A9 \u0085 \u20AC \uFF1B",
        "a\tb\7\b \r\n"
      })
  void whatATerminalShowsIsShown(String text) {
    assertThat(shown(text)).isEqualTo(text);
  }

  @Test
  void aStringWithoutAnEndSilencesNobody() {
    assertThat(shown("\33]0;never ends\n", "next\n", "\33P" + "x".repeat(5000) + "end"))
        .startsWith("\nnext\n")
        .endsWith("xend")
        .hasSizeLessThan(1000);
  }

  @Test
  void aPipeGetsEveryByte() {
    session.prints(1, 4, "\33[6n\5\33]0;x\7");
    assertThat(new Vzlab(host, setup -> session).execute("run", "a.elf", "--for", "5ms")).isZero();
    assertThat(host.outText()).isEqualTo("\33[6n\5\33]0;x\7");
  }
}
