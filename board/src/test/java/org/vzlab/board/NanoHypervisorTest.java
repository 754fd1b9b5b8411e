package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.image.ImageFile;

/**
 * The hypervisor of firmware/nano-hypervisor, machine code in root mode, beside the modelled
 * tinyVP: the same two guest images cannot tell them apart.
 */
final class NanoHypervisorTest {
  private static final String FIRST_LINE = "nano-hypervisor: 2 guests\r\n";

  /** Between two ticks of either guest, which come each 1 s and each 0.3 s. */
  private static final double BETWEEN_TICKS = 4.95;

  private static void type(TestBoard board) {
    board.type(2.15, "^E1=").type(2.65, "^E2+").type(3.15, "abc").type(3.25, "^E0no");
  }

  @EachNanoBuild
  void guestsPrintTheSameAndExitForTheSameReasonsAtTheSameInstructionsAsUnderTinyVp(String build)
      throws UserError {
    TestBoard nano = NanoBoard.open(build);
    TestBoard tinyVp = TestBoard.open(TestBoard.TWO_GUESTS);
    GuestExits underNano = new GuestExits(nano.board);
    GuestExits underTinyVp = new GuestExits(tinyVp.board);
    type(nano);
    type(tinyVp);
    nano.run(BETWEEN_TICKS);
    tinyVp.run(BETWEEN_TICKS);
    for (int guest = 1; guest <= 2; guest++) {
      assertThat(underNano.of(guest).size()).isGreaterThan(350);
      assertThat(String.join("\n", underNano.of(guest)))
          .isEqualTo(String.join("\n", underTinyVp.of(guest)));
      assertThat(underNano.console(guest)).isEqualTo(underTinyVp.console(guest));
    }
    assertThat(underNano.console(1)).startsWith("-\r\nDEVID   = ").endsWith("\r\n###==");
    assertThat(underNano.console(2))
        .startsWith("-\r\nConfig  = ")
        .endsWith("\r\n.........++cccccc");
    assertThat(nano.console())
        .startsWith(FIRST_LINE + underNano.console(1).substring(0, 100))
        .hasSize(
            FIRST_LINE.length() + underNano.console(1).length() + underNano.console(2).length());
  }

  @ParameterizedTest(name = "guest {0}")
  @ValueSource(ints = {1, 2})
  void guestsPrintTheSameLinesAsBare(int guest) throws UserError {
    Path image = TestBoard.ROOT.resolve("firmware/guest" + guest + "/guest" + guest + ".elf");
    TestBoard bare = TestBoard.open(image).run(BETWEEN_TICKS);
    TestBoard nano = NanoBoard.open("micromips");
    GuestExits exits = new GuestExits(nano.board);
    nano.run(BETWEEN_TICKS);
    // Values are those of the processor and the board as the hypervisor has set them up.
    String value = "= [0-9a-f]{8}";
    assertThat(exits.console(guest).replaceAll(value, "="))
        .isEqualTo(bare.console().replaceAll(value, "="));
  }

  @Test
  void guestSevenClearsTheLlbitWheneverOneGuestTakesOverFromTheOther() throws UserError {
    TestBoard board = NanoBoard.open("mips32");
    GuestExits exits = new GuestExits(board.board);
    board.run(BETWEEN_TICKS);
    List<Integer> turns = exits.turns();
    assertThat(turns).hasSizeGreaterThan(10);
    for (int i = 1; i < turns.size(); i++) {
      assertThat(turns.subList(i - 1, i + 1)).contains(7);
    }
  }

  @Test
  void aGuestThatReachesOutIsStoppedWithAReasonAndTheOtherDoesNotNotice() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    TestBoard hostile = NanoBoard.open("hostile");
    GuestExits expected = new GuestExits(demo.board);
    GuestExits exits = new GuestExits(hostile.board);
    demo.run(BETWEEN_TICKS);
    hostile.run(BETWEEN_TICKS);
    assertThat(hostile.lines())
        .contains("prober: reads a0010000")
        .containsOnlyOnce(
            "nano-hypervisor: guest 1 stopped: it may not read or execute 10000, pc 9fc0044c")
        .noneMatch(line -> line.startsWith("prober: read "));
    assertThat(exits.of(2)).isEqualTo(expected.of(2));
    assertThat(exits.console(2)).isEqualTo(expected.console(2));
    assertThat(hostile.count('.')).isEqualTo(17);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "jumper,  'stopped: it may not read or execute 1e000000, pc 9e000000'",
    "garbage, 'stopped: hypercall 0, pc 9fc0'",
    "prober,  'stopped: it may not read or execute 10000, pc 9fc0044c'",
    "spinner, S",
    "hammer,  !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
    "toucher, 'RSWRST unchanged'"
  })
  void noHostileGuestDisturbsTheFirstOne(String name, String printed) throws Exception {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    Path image = TestBoard.ROOT.resolve("firmware/hostile/" + name + ".elf");
    byte[] code = ImageFile.load(image).segments().get(1).data();
    TestBoard hostile = NanoBoard.open("micromips");
    NanoBoard.replace(hostile, "micromips", 2, code);
    GuestExits expected = new GuestExits(demo.board);
    GuestExits exits = new GuestExits(hostile.board);
    demo.type(0.02, "^E1=").run(0.04);
    hostile.type(0.02, "^E1=").run(0.04);
    assertThat(exits.console(2)).startsWith(name + ": ");
    assertThat(hostile.console()).contains(printed).doesNotContain("failed");
    assertThat(exits.console(1)).isEqualTo(expected.console(1)).endsWith("#");
    assertThat(exits.of(1))
        .isEqualTo(expected.of(1))
        .as("it has been woken by the character for it")
        .anyMatch(exit -> exit.endsWith("accesses 1f822630"));
  }
}
