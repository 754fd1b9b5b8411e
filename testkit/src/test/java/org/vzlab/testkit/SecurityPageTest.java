package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} names classes and tests that there are, and all that attack. */
final class SecurityPageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
  private static final Pattern ROW = Pattern.compile("\\| ([GDVCAI])(\\d+) \\|.*");

  /** What a class is called whose tests are attacks. */
  private static final Pattern ATTACKS = Pattern.compile("\\w*(?:Attack|Hostile|Fuzz)\\w*Test");

  private final String page = Files.readString(ROOT.resolve("docs/security.md"));

  SecurityPageTest() throws IOException {}

  /** The source texts of a tree of every module by the name of their class. */
  private static Map<String, String> sources(String tree) throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path file : files(tree)) {
      String name = file.getFileName().toString();
      // Two modules may have a test of the same name.
      sources.merge(
          name.substring(0, name.length() - ".java".length()),
          Files.readString(file),
          String::concat);
    }
    return sources;
  }

  private static List<Path> files(String tree) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.map(m -> m.resolve(tree)).filter(Files::isDirectory).toList()) {
        try (Stream<Path> found = Files.walk(module)) {
          found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    return files;
  }

  /** The cells of each way in by its number. */
  private Map<String, String[]> ways() {
    Map<String, String[]> ways = new LinkedHashMap<>();
    page.lines()
        .filter(line -> ROW.matcher(line).matches())
        .map(line -> line.split(" *\\| *", -1))
        .forEach(cells -> assertThat(ways.put(cells[1], cells)).as(cells[1]).isNull());
    return ways;
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> tests = sources("src/test/java");
    for (MatchResult test : TEST.matcher(page).results().toList()) {
      assertThat(tests).containsKey(test.group(1));
      if (test.group(2) != null) {
        assertThat(tests.get(test.group(1)))
            .as(test.group())
            .containsPattern("void " + test.group(2) + "\\(");
      }
    }
  }

  @Test
  void everyWayInHasAClassThatClosesItAndATestThatAttacksIt() throws IOException {
    Set<String> classes = sources("src/main/java").keySet();
    Map<String, String[]> ways = ways();
    assertThat(ways).hasSizeGreaterThan(60);
    ways.forEach(
        (number, cells) -> {
          assertThat(named(CLASS, cells[3])).as(number + " is closed by").isNotEmpty();
          assertThat(classes).as(number).containsAll(named(CLASS, cells[3]));
          assertThat(named(TEST, cells[4])).as(number + " is attacked by").isNotEmpty();
        });
  }

  @Test
  void waysInAreNumberedWithoutGaps() {
    String attacker = "";
    int last = 0;
    for (String number : ways().keySet()) {
      last = number.startsWith(attacker) && !attacker.isEmpty() ? last + 1 : 1;
      attacker = number.substring(0, 1);
      assertThat(number).isEqualTo(attacker + last);
    }
  }

  @Test
  void everyTestThatAttacksIsNamed() throws IOException {
    Set<String> attacking = new TreeSet<>();
    for (String name : sources("src/test/java").keySet()) {
      if (ATTACKS.matcher(name).matches()) {
        attacking.add(name);
      }
    }
    assertThat(attacking).isNotEmpty();
    assertThat(named(TEST, page)).containsAll(attacking);
  }
}
