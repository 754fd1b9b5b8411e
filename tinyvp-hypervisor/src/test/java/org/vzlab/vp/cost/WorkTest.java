package org.vzlab.vp.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each charge is on the page that says what it is founded on. */
class WorkTest {
  private static final Path PAGE = Path.of("..", "docs", "models", "ledger.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([A-Z_]+)` \\| (\\d+) \\| (\\d+) \\| (\\w+) \\| \\S.* \\|$", Pattern.MULTILINE);

  private static final Pattern ASM = Pattern.compile("```asm\\n(.*?)```", Pattern.DOTALL);

  @Test
  void thePageHasARowForEachPieceOfWorkWithItsNumbersAndWhoseTheyAre() throws IOException {
    List<String> rows = new ArrayList<>();
    for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
      rows.add(String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4)));
    }
    assertThat(rows)
        .containsExactlyElementsOf(Arrays.stream(Work.values()).map(this::row).toList());
  }

  private String row(Work work) {
    String source = work.source() == Work.Source.TINYVP ? "tinyVP" : lowerCase(work.source());
    return String.join(" ", work.name(), "" + work.instructions(), "" + work.cycles(), source);
  }

  private static String lowerCase(Work.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void whatIsWrittenOutHasAsManyInstructionsAsItIsChargedFor() throws IOException {
    List<Long> blocks =
        ASM.matcher(Files.readString(PAGE)).results().map(b -> b.group(1).lines().count()).toList();
    assertThat(blocks)
        .containsExactlyElementsOf(
            Arrays.stream(Work.values())
                .filter(work -> work.source() == Work.Source.WRITTEN)
                .map(work -> (long) work.instructions())
                .toList());
  }

  @Test
  void cyclesAreNoFewerThanInstructions() {
    for (Work work : Work.values()) {
      assertThat(work.cycles()).as(work.name()).isGreaterThanOrEqualTo(work.instructions());
    }
  }
}
