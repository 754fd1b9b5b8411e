package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.kit.timing.TimingConstant;

/** {@code vzlab timing}: the constants of a board. */
class TimingCommandTest {
  private static final Path WIFIRE = Path.of("../configs/boards/DigilentChipKitWiFire.config");

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("no board is needed");
            })
        .execute(words);
  }

  private String boardFile(String line) throws IOException {
    Path file = folder.resolve("my.config");
    return Files.writeString(file, Files.readString(WIFIRE) + line + "\n").toString();
  }

  @Test
  void everyConstantIsALineWithItsValueItsSourceAndItsMeaning() {
    assertThat(vzlab("timing")).isZero();

    assertThat(host.outText().lines()).hasSameSizeAs(TimingConstant.values());
    assertThat(host.outText())
        .containsPattern("(?m)^load-latency +2 +GCC m5100.md +the result of a load, and .*$")
        .doesNotContain("*");
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void aValueOfTheBoardFileIsMarked() throws Exception {
    assertThat(vzlab("timing", "--board", boardFile("timing.load-latency = 7"))).isZero();

    assertThat(host.outText())
        .containsPattern(
            "(?m)^load-latency +7\\* +board file +the result of a load, .*, otherwise 2$");
    assertThat(host.outText().lines().filter(line -> line.contains("*"))).hasSize(1);
  }

  @Test
  void jsonHasAMemberForEachConstant() throws Exception {
    assertThat(vzlab("timing", "--json", "--board", boardFile("timing.eret = 7"))).isZero();

    assertThat(host.outText())
        .contains(
            """
              "eret": {
                "value": 7,
                "standard": 5,
                "overridden": true,
                "source": "board file",
            """)
        .contains(
            "\"load-latency\": {\n    \"value\": 2,\n    \"standard\": 2,\n    \"overridden\": false");
  }

  @Test
  void aMistakeIsStatus2AndItsPlace() throws Exception {
    assertThat(vzlab("timing", "--board", boardFile("timing.eret = soon"))).isEqualTo(2);

    assertThat(host.errText())
        .startsWith("vzlab: ")
        .contains("my.config:21: found \"soon\", expected a number from 0 to 10000");
    assertThat(host.outText()).isEmpty();
  }
}
