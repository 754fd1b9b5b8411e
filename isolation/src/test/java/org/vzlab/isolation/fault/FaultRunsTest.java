package org.vzlab.isolation.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;
import org.vzlab.isolation.fault.FaultTarget.Owner;
import org.vzlab.isolation.history.Criterion;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

final class FaultRunsTest {
  private static final long MILLISECOND = 200_000;
  private static final int NOBODYS = 0x7_1234;
  private static final List<FaultTarget> OWN =
      Arrays.stream(FaultTarget.values()).filter(target -> target.owner() == Owner.OWN).toList();
  private static final FaultPlan SHORT = FaultPlan.ALL.withDuration(MILLISECOND);

  private static Fault flip(FaultRuns runs, FaultTarget target, String path, int index, int bit) {
    return new Fault(target, 0, path, index, bit, FaultKind.FLIP, runs.start());
  }

  private static Fault flip(
      FaultRuns runs, FaultTarget target, int guest, String path, int index, int bit) {
    return new Fault(target, guest, path, index, bit, FaultKind.FLIP, runs.start());
  }

  @ParameterizedTest
  @CsvSource({
    "two-guests.config, 60, CONTENT",
    "control-loop.config, 100, EXACT",
    "sense-vm.config, 80, CONTENT"
  })
  void noFaultInWhatAGuestHasAloneReachesAnybodyElse(
      String configuration, int seeds, Criterion criterion) throws UserError {
    FaultRuns runs = FaultRuns.of(Benches.of(configuration), SHORT.withTargets(OWN));
    assertThat(runs.criterion()).isEqualTo(criterion);
    Set<Outcome> outcomes = new HashSet<>();
    for (long seed = 1; seed <= seeds; seed++) {
      FaultResult result = runs.run(seed);
      assertThat(result.isFailure()).as("seed %d: %s", seed, result.story()).isFalse();
      result.outcome().ifPresent(outcomes::add);
    }
    assertThat(outcomes).contains(Outcome.MASKED).hasSizeGreaterThan(1);
  }

  @Test
  void aSeedLeadsToTheSameWhateverWasRunBefore() throws UserError {
    FaultRuns runs = FaultRuns.of(Benches.of("control-loop.config"), SHORT);
    List<FaultResult> first = new ArrayList<>();
    for (long seed = 1; seed <= 12; seed++) {
      first.add(runs.run(seed));
    }
    FaultRuns others = FaultRuns.of(Benches.of("control-loop.config"), SHORT);
    for (int seed = 12; seed >= 1; seed--) {
      assertThat(others.run(seed)).isEqualTo(first.get(seed - 1));
    }
  }

  @Test
  void aLetterThatFlipsInFlashIsPrintedAndNobodyNotices() throws UserError {
    Bench bench = Benches.of("two-guests.config");
    FaultRuns runs = FaultRuns.of(bench, FaultPlan.ALL);
    String flash = new String(bench.chip().flash().bytes(), StandardCharsets.ISO_8859_1);
    int letter = flash.lastIndexOf("Config1");
    Fault fault = flip(runs, FaultTarget.GUEST_FLASH, 2, Places.FLASH, letter, 0);

    FaultResult result = runs.run(fault);

    assertThat(result.outcome()).contains(Outcome.CORRUPTED);
    assertThat(result.cause())
        .contains("output of console: expected console sends 'C', found console sends 'B'");
    assertThat(result.story().get(1)).contains("0x00000043 becomes 0x00000042");
  }

  @Test
  void aGuestWhosePcIsElsewhereIsEndedByTheHypervisor() throws UserError {
    FaultRuns runs = FaultRuns.of(Benches.of("two-guests.config"), SHORT);

    FaultResult result = runs.run(flip(runs, FaultTarget.GUEST_REGISTERS, 2, Places.pc(2), 0, 23));

    assertThat(result.outcome()).contains(Outcome.DETECTED);
    assertThat(result.cause()).contains("guest 2");
  }

  @Test
  void aPageOfRootsTlbThatMovesIsIsolationLost() throws UserError {
    Bench bench = Benches.of("two-guests.config");
    FaultRuns runs = FaultRuns.of(bench, SHORT);
    List<FaultResult> results = new ArrayList<>();
    for (int entry = 0; entry < 16; entry++) {
      results.add(runs.run(flip(runs, FaultTarget.ROOT_TLB, Places.ROOT_TLB + "low0", entry, 10)));
    }

    assertThat(results)
        .anySatisfy(
            result -> {
              assertThat(result.outcome()).contains(Outcome.ISOLATION_LOST);
              assertThat(result.cause()).containsPattern("(LEAST_PRIVILEGE|DISJOINT): task");
              assertThat(result.isFailure()).isFalse();
            });
  }

  @Test
  void anArbiterThatShutsTheFlashStopsEveryGuest() throws UserError {
    FaultRuns runs = FaultRuns.of(Benches.of("two-guests.config"), SHORT);

    FaultResult result =
        runs.run(flip(runs, FaultTarget.ARBITER, Places.register("SB", "SBT1RD0"), 0, 0));

    assertThat(result.outcome()).contains(Outcome.ISOLATION_LOST);
    assertThat(result.story())
        .anyMatch(line -> line.contains("the hypervisor ends guest 1: bus error"))
        .anyMatch(line -> line.contains("the hypervisor ends guest 2: bus error"));
    assertThat(result.isFailure()).isFalse();
  }

  @Test
  void rootInTheMiddleOfAGuestIsNoFailureOfTheEmulator() throws UserError {
    Bench bench = Benches.of("control-loop.config");
    FaultRuns runs = FaultRuns.of(bench, SHORT);
    for (Element element : new Elements(bench).of(FaultTarget.ROOT_CP0, 0)) {
      for (int bit = 0; bit < 32; bit++) {
        if ((element.mask() >>> bit & 1) != 0
            && Set.of(96, 98, 102, 84).contains(element.first())) {
          Fault fault = flip(runs, FaultTarget.ROOT_CP0, element.path(), element.first(), bit);
          assertThat(runs.run(fault).isFailure()).as(fault.toString()).isFalse();
        }
      }
    }
  }

  /** A hypervisor with something more before it deals with an exception. */
  private static Variant with(Consumer<RootPort> more) {
    return Variant.NONE.withSoftware(
        inner ->
            new RootSoftware() {
              private RootPort port;

              @Override
              public void start(RootPort rootPort) {
                port = rootPort;
                inner.start(rootPort);
              }

              @Override
              public void exception(int vectorOffset) {
                more.accept(port);
                inner.exception(vectorOffset);
              }

              @Override
              public void debugException() {
                inner.debugException();
              }

              @Override
              public void run() {
                inner.run();
              }

              @Override
              public void visit(RootPort rootPort, StateVisitor visitor) {
                inner.visit(rootPort, visitor);
              }
            });
  }

  @Test
  void aHypervisorThatAGuestsMemoryLeadsAstrayIsFound() throws UserError {
    Variant hole =
        with(
            port -> {
              if (port.load(0xFFF0, 4) != 0) {
                port.store(NOBODYS, 1, 1);
              }
            });
    FaultRuns runs = FaultRuns.of(Benches.of("two-guests.config", hole), SHORT);

    FaultResult result = runs.run(flip(runs, FaultTarget.GUEST_RAM, 1, Places.RAM, 0xFFF0, 3));

    assertThat(result.outcome()).contains(Outcome.ISOLATION_LOST);
    assertThat(result.cause()).isEqualTo("RAM of nobody at 0x00071234 is 0x01 instead of 0x00");
    assertThat(result.isFailure()).isTrue();
  }

  @Test
  void anEmulatorThatFailsIsFoundAndTheNextRunIsSound() throws UserError {
    Variant failing =
        with(
            port -> {
              if (port.load(NOBODYS & ~3, 4) != 0) {
                throw new IllegalStateException("on purpose");
              }
            });
    FaultRuns runs = FaultRuns.of(Benches.of("two-guests.config", failing), SHORT);
    Fault fatal = flip(runs, FaultTarget.OTHER_RAM, Places.RAM, NOBODYS, 3);

    FaultResult result = runs.run(fatal);
    assertThat(result.outcome()).contains(Outcome.EMULATOR_FAILED);
    assertThat(result.cause()).contains("IllegalStateException: on purpose");
    assertThat(result.isFailure()).isTrue();

    Fault harmless = flip(runs, FaultTarget.OTHER_RAM, Places.RAM, NOBODYS + 4, 3);
    assertThat(runs.run(harmless).outcome()).contains(Outcome.MASKED);
  }

  @Test
  void aTargetThatIsNotThereIsSaidToBeAbsent() throws UserError {
    FaultRuns runs =
        FaultRuns.of(
            Benches.of("two-guests.config"), SHORT.withTargets(List.of(FaultTarget.GUEST_DEVICES)));

    FaultResult result = runs.run(1);

    assertThat(result.outcome()).isEmpty();
    assertThat(result.cause()).startsWith("there is no guest-devices of guest ");
  }

  @Test
  void mistakesAreExplained() {
    FaultPlan unknown = new FaultPlan(OWN, List.of(3), SHORT.kinds(), OptionalLong.empty(), 1000);
    assertThatThrownBy(() -> FaultRuns.of(Benches.of("two-guests.config"), unknown))
        .isInstanceOf(UserError.class)
        .hasMessage("found guest 3, expected one of [1, 2]");
    FaultPlan early = new FaultPlan(OWN, List.of(), SHORT.kinds(), OptionalLong.of(200), 1000);
    assertThatThrownBy(() -> FaultRuns.of(Benches.of("two-guests.config"), early))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("a fault at 0.001 ms is too early: expected one at 0.");
  }
}
