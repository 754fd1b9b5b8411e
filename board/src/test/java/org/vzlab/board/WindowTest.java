package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows of less than a page: what the configuration grants is carried out, its neighbours in the
 * page are denied. Each access is the one of a guest of its own; seven share a board.
 */
final class WindowTest {
  private static final int GUESTS = 7;

  /** LATG with its companions, and nothing else of port G. */
  private static final String LATG = ".device\nname = lat\nregs = 0x1f860630 0x10 %s\n.";

  private static final String DENIED = " of %08x denied: nothing is mapped there";

  @TempDir Path folder;

  /** An instruction with its address in $t1 and 0x12345678 in $t2, and what the guest ends with. */
  private record Attempt(String instruction, int address, String fault) {
    String source() {
      return String.format(
          """
          lui $t8, 0xA000
          lui $t1, 0x%04x
          ori $t1, $t1, 0x%04x
          lui $t2, 0x1234
          ori $t2, $t2, 0x5678
          %s
          sw $t2, 0x100($t8)
          addiu $t3, $zero, 1
          sw $t3, 0x104($t8)
          done: wait
          beq $zero, $zero, done
          nop
          """,
          0xA000 | address >>> 16, address & 0xFFFF, instruction);
    }
  }

  /** What a guest has loaded, or 0x12345678 if it has stored; it has come to its end. */
  private static int result(TestBoard test, int guest) {
    int ram = (guest - 1) * 0x10000;
    assertThat(test.word(ram + 0x104)).as("guest %d has come to its end", guest).isEqualTo(1);
    return test.word(ram + 0x100);
  }

  private TestBoard run(List<Attempt> attempts, String device) throws Exception {
    Tasks tasks = new Tasks();
    for (int i = 0; i < attempts.size(); i++) {
      tasks.guest(i + 1, attempts.get(i).source(), device);
    }
    TestBoard test = tasks.open(folder);
    set(test, "TRISG", 0xF383);
    set(test, "LATG", 0x0040);
    set(test, "ODCG", 0x0040);
    return test.run(0.02);
  }

  private static void set(TestBoard test, String register, int value) throws Exception {
    test.board.bus.write(test.board.chip.part().register(register).address(), 4, value);
  }

  private void allDenied(List<Attempt> attempts) throws Exception {
    for (int from = 0; from < attempts.size(); from += GUESTS) {
      List<Attempt> some = attempts.subList(from, Math.min(from + GUESTS, attempts.size()));
      TestBoard test = run(some, String.format(LATG, "rwsu"));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        expected.add(i + 1 + ": " + some.get(i).fault());
      }
      assertThat(test.faults).containsExactlyInAnyOrderElementsOf(expected);
      for (int guest = 1; guest <= some.size(); guest++) {
        assertThat(test.word((guest - 1) * 0x10000 + 0x104)).as("it did not go on").isZero();
      }
      assertThat(test.register("TRISG")).isEqualTo(0xF383);
      assertThat(test.register("LATG")).isEqualTo(0x0040);
      assertThat(test.register("ODCG")).isEqualTo(0x0040);
    }
  }

  @Test
  void theNeighboursOfAWindowAreDeniedInEverySizeAndNothingChanges() throws Exception {
    List<Attempt> attempts = new ArrayList<>();
    for (int word : new int[] {0x1F86062C, 0x1F860640}) {
      boolean before = word < 0x1F860630;
      for (String size : List.of("b", "h", "w")) {
        // The nearest to the window.
        int near = size.equals("b") ? 3 : size.equals("h") ? 2 : 0;
        int at = word + (before ? near : 0);
        attempts.add(denied("l" + size, at, "read"));
        attempts.add(denied("s" + size, at, "write"));
      }
      attempts.add(denied("lwl", word + (before ? 3 : 0), "read"));
      attempts.add(denied("swr", word + (before ? 3 : 0), "write"));
    }
    attempts.add(denied("lw", 0x1F860000, "read"));
    attempts.add(denied("sw", 0x1F860FFC, "write"));
    allDenied(attempts);
  }

  private static Attempt denied(String name, int address, String access) {
    return new Attempt(
        name + " $t2, 0($t1)", address, String.format(Locale.ROOT, access + DENIED, address));
  }

  @Test
  void anUnalignedOrLinkedAccessInsideAWindowIsNoAccessToADevice() throws Exception {
    List<Attempt> attempts = new ArrayList<>();
    int[] opcodes = {0x22, 0x26, 0x2A, 0x2E, 0x30, 0x38};
    List<String> names = List.of("lwl", "lwr", "swl", "swr", "ll", "sc");
    for (int i = 0; i < opcodes.length; i++) {
      int address = i < 4 ? 0x1F860632 + i : 0x1F860634;
      int word = opcodes[i] << 26 | 9 << 21 | 10 << 16;
      attempts.add(
          new Attempt(
              names.get(i) + " $t2, 0($t1)",
              address,
              String.format("instruction %08x cannot access device lat at %08x", word, address)));
    }
    allDenied(attempts);
  }

  @Test
  void insideAWindowLoadsAndStoresOfEverySizeAreCarriedOutAndSharersSeeThem() throws Exception {
    List<Attempt> attempts =
        List.of(
            new Attempt("sb $t2, 0($t1)", 0x1F860638, ""), // LATGSET, 0x78
            new Attempt("sh $t2, 0($t1)", 0x1F86063C, ""), // LATGINV, 0x5678
            new Attempt("wait\nlbu $t2, 0($t1)", 0x1F860630, ""),
            new Attempt("wait\nlhu $t2, 0($t1)", 0x1F860630, ""),
            new Attempt("wait\nlw $t2, 0($t1)", 0x1F860630, ""),
            new Attempt("wait\nlb $t2, 0($t1)", 0x1F860631, ""),
            new Attempt("wait\nlh $t2, 0($t1)", 0x1F860632, ""));
    TestBoard test = run(attempts, "irqpolling = 1\n" + String.format(LATG, "rwsu"));
    // A WAIT of a polling guest ends with a character for it.
    test.type(0.03, "^E3x^E4x^E5x^E6x^E7x").run(0.05);
    assertThat(test.faults).isEmpty();
    // Port G of the part has pins 0, 1, 6 to 9, 12 to 15.
    int lat = ((0x0040 | 0x0078) ^ 0x5678) & 0xF3C3;
    assertThat(test.register("LATG")).isEqualTo(lat);
    assertThat(result(test, 3)).isEqualTo(lat & 0xFF);
    assertThat(result(test, 4)).isEqualTo(lat);
    assertThat(result(test, 5)).isEqualTo(lat);
    assertThat(result(test, 6)).isEqualTo((byte) (lat >> 8));
    assertThat(result(test, 7)).isZero();
  }

  @Test
  void aWindowAllowsWhatItsFlagsSay() throws Exception {
    Tasks tasks = new Tasks();
    tasks.guest(1, store(), String.format(LATG, "rsu"));
    tasks.guest(2, load(), String.format(LATG, "wsu"));
    tasks.guest(3, load(), String.format(LATG, "rsu"));
    tasks.guest(4, store(), String.format(LATG, "rsui"));
    tasks.guest(5, store(), String.format(LATG, "rsuI"));
    tasks.guest(6, load(), String.format(LATG, "rsuI"));
    TestBoard test = tasks.open(folder).run(0.9);
    String refused = " of 1f860630 denied: the configuration does not allow it";
    assertThat(test.faults).containsExactlyInAnyOrder("1: write" + refused, "2: read" + refused);
    int lat = test.register("LATG");
    assertThat(lat).as("nobody has written").isNotEqualTo(0x12345678 & 0xF3C3);
    assertThat(result(test, 3)).isEqualTo(lat);
    assertThat(result(test, 4)).isEqualTo(0x12345678);
    assertThat(result(test, 5)).isEqualTo(0x12345678);
    assertThat(result(test, 6)).isEqualTo(lat);
    assertThat(test.lines())
        .filteredOn(l -> l.endsWith(" ignored"))
        .containsExactly("Thread5: write 12345678 (4 bytes) to 1f860630 ignored");
  }

  private static String store() {
    return new Attempt("sw $t2, 0($t1)", 0x1F860630, "").source();
  }

  private static String load() {
    return new Attempt("lw $t2, 0($t1)", 0x1F860630, "").source();
  }

  @Test
  void aWholePageWhoseWritesAreIgnoredIsReadWithoutAnExitAndKeepsItsBytes() throws Exception {
    String source =
        """
        lui $t8, 0xA000
        lui $t1, 0xA007
        lui $t2, 0x1234
        sw $t2, 0($t1)
        sb $t2, 0xFFF($t1)
        addiu $t3, $zero, 1000
        again: lw $t4, 0($t1)
        addiu $t3, $t3, -1
        bne $t3, $zero, again
        nop
        sw $t4, 0x100($t8)
        addiu $t3, $zero, 1
        sw $t3, 0x104($t8)
        done: wait
        beq $zero, $zero, done
        nop
        """;
    TestBoard test =
        new Tasks()
            .guest(1, source, ".mmap\ndata = 0x70000 0x1000 ris 0x70000\n.")
            .guest(2, source, ".mmap\ndata = 0x70000 0x1000 rIs 0x70000\n.")
            .open(folder);
    test.board.bus.write(0x70000, 4, 0x0BADCAFE);
    test.run(0.35);
    assertThat(test.faults).isEmpty();
    assertThat(result(test, 1)).isEqualTo(0x0BADCAFE);
    assertThat(result(test, 2)).isEqualTo(0x0BADCAFE);
    assertThat(test.word(0x70000)).isEqualTo(0x0BADCAFE);
    assertThat(test.word(0x70FFC)).isZero();
    assertThat(test.guest(1).exits()).as("the two stores").containsEntry("DEVICE", 2L);
    assertThat(test.lines())
        .filteredOn(l -> l.endsWith(" ignored"))
        .containsExactly(
            "Thread2: write 12340000 (4 bytes) to 00070000 ignored",
            "Thread2: write 12340000 (1 bytes) to 00070fff ignored");
  }
}
