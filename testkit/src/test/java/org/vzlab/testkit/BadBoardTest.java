package org.vzlab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.vzlab.kit.image.Image;

/** A board that there cannot be is refused with what was found and what was expected. */
@TestInstance(Lifecycle.PER_CLASS)
final class BadBoardTest {
  private static final String TWO = "configs/two-guests.config";

  private Map<String, Throwable> failures;

  /** All of these fail. */
  static class Mistakes {
    @Test
    @Board("configs/nowhere.config")
    void file(RunningBoard board) {}

    @Test
    @Board
    void nothing(RunningBoard board) {}

    @Test
    @Board(value = TWO, text = ".vm")
    void both(RunningBoard board) {}

    @Test
    @Board(value = TWO, boot = "soon")
    void boot(RunningBoard board) {}

    @Test
    @Board(
        text =
            """
            .vm
                id = 1
                color = red
                elf = firmware/nowhere.elf
            .
            """)
    void text(RunningBoard board) {}

    @Test
    @Board(TWO)
    void noGuest(@Id(3) Guest guest) {}

    @Test
    @Board(TWO)
    void noId(Guest guest) {}

    @Test
    @Board(TWO)
    void noLed(@Named("LD9") Led led) {}

    @Test
    @Board(TWO)
    void noButton(RunningBoard board) {
      board.button("BTN9").press("10ms");
    }

    @Test
    @Board(TWO)
    void noUart(@Uart(7) Console console) {}

    @Test
    @Board(TWO)
    void noTime(RunningBoard board) {
      board.runFor("10 ms");
    }

    @Test
    @Board(TWO)
    void noMemory(RunningBoard board) {
      board.memory().word(0x30000000);
    }

    @Test
    @Board(TWO)
    void odd(RunningBoard board) {
      board.memory().word(2);
    }

    @Test
    @Board(TWO)
    void notMapped(@Id(1) Memory memory) {
      memory.word(0x08000000);
    }

    @Test
    @Board(TWO)
    @Program(guest = 2, assembly = "  nop\n  addu $t0, $t1\n")
    void assembly(RunningBoard board) {}

    @Test
    @Board(TWO)
    @Program(guest = 2, file = "nowhere.elf")
    void elf(RunningBoard board) {}

    @Test
    @Board(TWO)
    @Program(guest = 2)
    void noProgram(RunningBoard board) {}

    @Test
    @Board(TWO)
    @Program(guest = 5, assembly = "nop")
    void programOfNobody(RunningBoard board) {}

    @Test
    @Board(TWO)
    @Program(guest = 2, assembly = "nop")
    @Program(guest = 2, assembly = "wait")
    void twoPrograms(RunningBoard board) {}

    @Test
    @Board(TWO)
    @Program(guest = 2, source = Unmakeable.class)
    void source(RunningBoard board) {}

    @Test
    @Board("firmware/guest1/guest1.elf")
    @Program(guest = 1, assembly = "nop")
    void bare(RunningBoard board) {}

    @Test
    @Board("configs/sense-vm.config")
    @Program(guest = 1, assembly = "nop")
    void container(RunningBoard board) {}
  }

  /** Nobody can make one. */
  record Unmakeable(int number) implements ProgramSource {
    @Override
    public Image program() {
      throw new IllegalStateException();
    }
  }

  /** A test without a board. */
  @org.junit.jupiter.api.extension.ExtendWith(VzlabExtension.class)
  static class Boardless {
    @Test
    void none(RunningBoard board) {}
  }

  /** A board before the tests. */
  @Board(TWO)
  static class TooEarly {
    @BeforeAll
    static void before(RunningBoard board) {}

    @Test
    void test() {}
  }

  @BeforeAll
  void runThem() {
    failures = Failures.of(Mistakes.class).failures();
  }

  private String message(String method) {
    assertThat(failures).containsKey(method);
    Throwable failure = failures.get(method);
    String message = failure.getMessage();
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      message += "\n" + cause.getMessage();
    }
    return message;
  }

  @Test
  void aConfigurationThatIsNotThere() {
    assertThat(message("file"))
        .contains("configs/nowhere.config: no such file; expected a configuration or an image")
        .contains("or a folder above it, or a resource on the class path");
    assertThat(message("nothing")).contains("found @Board on Mistakes with neither");
    assertThat(message("both")).contains("with both, expected the name of a configuration or its");
  }

  @Test
  void aMistakeInAConfigurationHasItsLine() {
    assertThat(message("text"))
        .containsPattern("Mistakes-[0-9a-f]{12}\\.config:4: .*firmware/nowhere\\.elf");
  }

  @Test
  void aTimeThatIsNone() {
    assertThat(message("boot"))
        .contains("@Board(boot = \"soon\": 'soon' is not a time; expected a number and us, ms, s");
    assertThat(message("noTime")).contains("'10 ms' is not a time; expected a number and us, ms");
  }

  @Test
  void whatTheBoardDoesNotHave() {
    assertThat(message("noGuest"))
        .contains("found guest 3, expected one that ")
        .contains("two-guests.config has: guest 1, guest 2");
    assertThat(message("noId"))
        .contains("found a parameter Guest, expected one that says which: @Id(1) Guest");
    assertThat(message("noLed")).contains("found LED 'LD9', expected one that the board has: LD1,");
    assertThat(message("noButton")).contains("found button 'BTN9', expected one that the chipKIT");
    assertThat(message("noUart")).contains("found UART7, expected one of UART1 to UART6");
  }

  @Test
  void memoryThatIsNotThere() {
    assertThat(message("noMemory")).contains("found address 0x30000000, expected one where");
    assertThat(message("odd")).contains("found address 0x00000002, expected a multiple of 4");
    assertThat(message("notMapped"))
        .contains("found address 0x08000000, expected one that guest 1's pages map");
  }

  @Test
  void aProgramThatIsNone() {
    assertThat(message("assembly"))
        .contains("@Program(guest = 2) of Mistakes: line 2: \"addu $t0, $t1\": ");
    assertThat(message("elf")).contains("nowhere.elf: no such file; expected an ELF file");
    assertThat(message("noProgram")).contains("found 0 programs, expected one of file, assembly");
    assertThat(message("twoPrograms")).contains("found two @Program(guest = 2) on ");
    assertThat(message("source"))
        .contains("Unmakeable, expected a class that is not abstract with a constructor without");
  }

  @Test
  void aProgramForNobody() {
    assertThat(message("programOfNobody"))
        .contains("found @Program(guest = 5), expected the id of a guest of the configuration");
    assertThat(message("bare")).contains("found an image with @Program, expected a configuration");
    assertThat(message("container")).contains("expected one with an elf line, or without an image");
  }

  @Test
  void aTestWithoutABoard() {
    assertThat(Failures.of(Boardless.class).failures().get("none"))
        .hasMessageContaining("found no @Board on Boardless.none or its class, expected one");
    assertThat(Failures.of(TooEarly.class).failures().values())
        .singleElement()
        .asString()
        .contains("expected it on a test or on a method with @BeforeEach or @AfterEach");
  }
}
