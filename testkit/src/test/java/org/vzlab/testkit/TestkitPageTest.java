package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/testkit.md} has every attribute and every assertion. */
final class TestkitPageTest {
  private static final Path PAGE = Path.of("../docs/testkit.md");

  private static Stream<String> names(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
        .map(Method::getName)
        .distinct();
  }

  @ParameterizedTest
  @ValueSource(classes = {Board.class, Program.class})
  void attributesAreRowsOfTables(Class<?> annotation) throws IOException {
    String page = Files.readString(PAGE);
    assertThat(names(annotation))
        .isNotEmpty()
        .allMatch(name -> page.contains("| `" + name + "` |"));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        BoardAssert.class,
        GuestAssert.class,
        AttackedAssert.class,
        ConsoleAssert.class,
        MemoryAssert.class,
        LedAssert.class,
        CountAssert.class,
        ShareAssert.class
      })
  void assertionsAreThere(Class<?> assertions) throws IOException {
    String page = Files.readString(PAGE);
    assertThat(names(assertions)).isNotEmpty().allMatch(name -> page.contains("`" + name + "("));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RunningBoard.class,
        Guest.class,
        Console.class,
        Memory.class,
        Led.class,
        Button.class,
        Id.class,
        Named.class,
        Uart.class
      })
  void parametersAreThere(Class<?> parameter) throws IOException {
    assertThat(Injected.knows(parameter) || parameter.isAnnotation()).isTrue();
    assertThat(Files.readString(PAGE)).contains(parameter.getSimpleName());
  }
}
