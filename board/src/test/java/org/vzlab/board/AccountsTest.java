package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.layout.Layout;

/** Every cycle of a run is an instruction's or has a reason, and somebody has spent it. */
final class AccountsTest {
  private static final Path FIRMWARE = TestBoard.ROOT.resolve("firmware");

  @TempDir private Path folder;

  private static List<Summary.Usage> owners(Summary summary) {
    List<Summary.Usage> owners = new ArrayList<>(List.of(summary.root()));
    summary.guests().forEach(guest -> owners.add(guest.usage()));
    summary.threads().forEach(thread -> owners.add(thread.usage()));
    return owners;
  }

  private static long stalled(Summary.Usage usage) {
    return usage.stalls().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void requireAllCyclesAccounted(Summary summary) {
    for (Summary.Usage usage : owners(summary)) {
      assertThat(usage.instructions() + stalled(usage)).isEqualTo(usage.cycles());
    }
    assertThat(summary.total().cycles()).isEqualTo(summary.cycles());
    assertThat(summary.total().instructions()).isEqualTo(summary.instructions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guest1/guest1.elf",
        "guest2/guest2.elf",
        "nano-hypervisor/nano-mips32.elf",
        "nano-hypervisor/nano-micromips.elf",
        "hostile/toucher.elf"
      })
  void instructionsAndStallsAreTheCyclesOfRootAndOfEachGuest(String image) throws UserError {
    String target = FIRMWARE.resolve(image).toString();
    requireAllCyclesAccounted(TestBoard.timed(target, "wifire").run(0.1).board.summary());
    requireAllCyclesAccounted(TestBoard.open(Path.of(target)).run(0.1).board.summary());
  }

  @Test
  void theyAreUnderTheModelledHypervisorToo() throws UserError {
    String target = TestBoard.TWO_GUESTS.toString();
    requireAllCyclesAccounted(TestBoard.timed(target, "wifire").run(3).board.summary());
    requireAllCyclesAccounted(TestBoard.open(Path.of(target)).run(3).board.summary());
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void aThreadHasAnAccountOfItsOwn(TimingModel timing) throws Exception {
    Layout layout =
        new Tasks()
            .demo()
            .thread(8, "mode = user\nsrs = 0", 0x00400000, "again: b again\naddiu $t0, $t0, 1\n")
            .thread(9, "srs = 1", 0x9D100000, "again: wait\n.word 0x03C0000C\nb again\nnop\n")
            .layout(folder);
    TestBoard test = TestBoard.of(layout, timing).run(0.9);
    Summary summary = test.board.summary();

    requireAllCyclesAccounted(summary);
    assertThat(summary.root().instructions()).isZero();
    assertThat(test.thread(8).instructions()).isGreaterThan(10_000_000);
    assertThat(test.thread(8).usage().stalls().get("idle")).isZero();
    assertThat(test.thread(8).usage().stalls().get("modelled")).isZero();
    assertThat(test.thread(9).usage().stalls().get("idle")).isPositive();
    assertThat(test.thread(9).exits()).containsKeys("INTERRUPT", "SYSCALL");
    assertThat(summary.work().stream().mapToLong(work -> work.total().cycles()).sum())
        .isEqualTo(summary.total().stalls().get("modelled"));
    for (String work : List.of("switch", "entry", "shadow-register", "interrupt-exit")) {
      assertThat(charges(summary, work)).as(work).containsKeys(8, 9);
    }
    assertThat(charges(summary, "refill").get(8).times())
        .isEqualTo(test.thread(8).exits().get("REFILL"));
    assertThat(charges(summary, "refill")).doesNotContainKey(9);
  }

  @Test
  void aThreadOfAConfigurationHasOneToo() throws UserError {
    Summary summary =
        TestBoard.open(TestBoard.ROOT.resolve("configs/threads.config")).run(0.2).board.summary();

    requireAllCyclesAccounted(summary);
    assertThat(summary.threads()).extracting(Summary.Guest::id).containsExactly(8);
    assertThat(summary.threads().get(0).instructions()).isPositive();
    long yields = summary.threads().get(0).exits().get("SYSCALL");
    assertThat(charges(summary, "exit").get(8).times()).isEqualTo(yields);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 2})
  void theModelledHypervisorsWorkIsAllThatIsModelled(double seconds) throws UserError {
    Summary summary =
        TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire").run(seconds).board.summary();

    assertThat(summary.work().stream().mapToLong(work -> work.total().cycles()).sum())
        .isEqualTo(summary.total().stalls().get("modelled"));
    for (Summary.Work work : summary.work()) {
      assertThat(work.total().cycles() % work.total().times()).as(work.name()).isZero();
      assertThat(work.why()).as(work.name()).isNotBlank();
    }
    assertThat(charges(summary, "boot").keySet()).containsExactly(0);
    assertThat(charges(summary, "exit").keySet()).containsExactly(1, 2);
    for (Summary.Guest guest : summary.guests()) {
      long left = charges(summary, "exit").get(guest.id()).times();
      long refilled = guest.exits().getOrDefault("REFILL", 0L);
      assertThat(left).isLessThanOrEqualTo(exits(guest) - refilled);
    }
  }

  private static Map<Integer, Summary.Charge> charges(Summary summary, String name) {
    return summary.work().stream()
        .filter(work -> work.name().equals(name))
        .findFirst()
        .orElseThrow()
        .charges();
  }

  private static long exits(Summary.Guest guest) {
    return guest.exits().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void guestsOfHypervisorFirmwareAreToldApart() throws UserError {
    String target = FIRMWARE.resolve("nano-hypervisor/nano-mips32.elf").toString();
    Summary summary = TestBoard.timed(target, "wifire").run(0.1).board.summary();

    assertThat(summary.guests())
        .extracting(Summary.Guest::id)
        .as("7 is what the hypervisor clears LLbit with")
        .containsExactly(1, 2, 7);
    for (Summary.Guest guest : summary.guests()) {
      assertThat(guest.instructions()).isPositive();
      assertThat(guest.exits()).isNotEmpty();
      assertThat(guest.state()).isEqualTo("native");
    }
    assertThat(summary.root().instructions()).isPositive();
  }

  @Test
  void functionalTimeKnowsOnlyWaitingAndModelledWork() throws UserError {
    Summary summary = TestBoard.open(TestBoard.TWO_GUESTS).run(0.1).board.summary();

    assertThat(summary.timing()).isEqualTo(TimingModel.FUNCTIONAL);
    for (Summary.Usage usage : owners(summary)) {
      assertThat(usage.stalls().keySet()).containsExactly("idle", "modelled");
      assertThat(usage.caches()).isEmpty();
    }
    assertThat(summary.guests())
        .allMatch(guest -> guest.cycles() == guest.instructions() && guest.cycles() > 0);
  }

  @Test
  void hitRatesAreBetweenNothingAndAll() throws UserError {
    Summary summary =
        TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire").run(1).board.summary();

    assertThat(summary.total().caches().keySet())
        .containsExactly("i-cache", "d-cache", "micro-tlb-i", "micro-tlb-d", "tlb");
    for (Summary.LookUps lookUps : summary.total().caches().values()) {
      lookUps.hitRate().ifPresent(rate -> assertThat(rate).isBetween(0.0, 1.0));
    }
    assertThat(summary.total().caches().get("micro-tlb-i").hitRate().orElseThrow())
        .as("loops stay in their pages")
        .isGreaterThan(0.9);
    assertThat(new Summary.LookUps(0, 0).hitRate()).isEmpty();
  }
}
