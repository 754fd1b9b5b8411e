package org.vzlab.mips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page of {@code docs} that a test makes from what the code says, and compares with the file.
 *
 * @param name of the file
 * @param test the test that makes it
 */
public record GeneratedPage(String name, Class<?> test) {

  /** What to type to write the page anew. */
  public String command() {
    return "mvn -q -Dquick -DskipTests=false -pl mips-core -am test -Dtest="
        + test.getSimpleName()
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dvzlab.write=true";
  }

  /** Fails unless the file says this; writes it first if {@code -Dvzlab.write=true} asks for it. */
  public void assertIs(String expectedText) throws IOException {
    Path file = Path.of("..", "docs", name);
    if (Boolean.getBoolean("vzlab.write")) {
      Files.writeString(file, expectedText);
    }
    List<String> found = Files.readAllLines(file);
    List<String> expected = expectedText.lines().toList();
    assertThat(found.equals(expected))
        .as(
            "docs/%s does not fit the code any more (%s); run\n%s\n",
            name, firstDifference(found, expected), command())
        .isTrue();
  }

  private static String firstDifference(List<String> found, List<String> expected) {
    int line = 0;
    while (line < found.size()
        && line < expected.size()
        && found.get(line).equals(expected.get(line))) {
      line++;
    }
    return String.format(
        "line %d is \"%s\", expected \"%s\"",
        line + 1,
        line < found.size() ? found.get(line) : "",
        line < expected.size() ? expected.get(line) : "");
  }
}
