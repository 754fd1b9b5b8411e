package org.vzlab.isolation.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.Bench;
import org.vzlab.board.UserError;
import org.vzlab.isolation.Benches;
import org.vzlab.kit.state.Onlooker;
import org.vzlab.soc.intc.InterruptChange;

final class InjectorTest {
  private static final long RUNNING = 400_000;
  private static final long UNTIL = 1_000_000;
  private static final long STEP = 1000;
  private static final int NOBODYS = 0x7_1234;

  private static Bench running(String configuration) throws UserError {
    Bench bench = Benches.of(configuration);
    bench.run(RUNNING);
    return bench;
  }

  private static Fault fault(FaultTarget target, int guest, String path, int index, int bit) {
    return new Fault(target, guest, path, index, bit, FaultKind.FLIP, 0);
  }

  /** Sees everything and leaves it as it is. */
  private static final class Same extends Onlooker {

    @Override
    public void pages(String name, byte[] values, int size, IntConsumer changed) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-guests.config", "control-loop.config", "sense-vm.config"})
  void aWalkThatChangesNothingIsNotNoticedHoweverOften(String configuration) throws UserError {
    Bench plain = running(configuration);
    plain.run(UNTIL);

    Bench walked = running(configuration);
    List<Element> some = new ArrayList<>();
    for (FaultTarget target : FaultTarget.values()) {
      some.addAll(new Elements(walked).of(target, 2).stream().limit(3).toList());
    }
    while (walked.now() < UNTIL) {
      walked.run(Math.min(UNTIL, walked.now() + STEP));
      walked.visit(new Same());
      some.forEach(element -> BitWalk.read(walked, element.path(), element.first()));
    }

    assertThat(walked.now()).isEqualTo(plain.now());
    assertThat(walked.hart().instructions).isEqualTo(plain.hart().instructions);
    assertThat(plain.snapshot().differences(walked.snapshot())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-guests.config", "control-loop.config", "dma.config"})
  void everyElementOfEveryTargetIsThere(String configuration) throws UserError {
    Bench bench = running(configuration);
    Elements elements = new Elements(bench);
    Places places = new Places(bench);
    for (FaultTarget target : FaultTarget.values()) {
      int guest = target.owner() == FaultTarget.Owner.OWN ? 1 : 0;
      for (Element element : elements.of(target, guest)) {
        Fault fault = fault(target, guest, element.path(), element.first(), 0);
        Places.Place now = places.now(fault);
        BitWalk.read(bench, element.path(), element.first());
        BitWalk.read(bench, now.path(), now.index());
      }
    }
  }

  @Test
  void aGuestsRegistersAreInItsShadowSet() throws UserError {
    Bench bench = running("two-guests.config");
    Injector injector = Injector.of(bench);

    Injector.Change change =
        injector.inject(fault(FaultTarget.GUEST_REGISTERS, 2, Places.generalRegisters(2), 16, 5));

    assertThat(change.place()).isEqualTo("hart/sets/set2[16]");
    assertThat(change.after()).isEqualTo(change.before() ^ 1 << 5);
    assertThat(BitWalk.read(bench, "hart/sets/set2", 16)).isEqualTo(change.after());
  }

  @Test
  void theFaultIsInTheProcessorWhileTheGuestHasItAndWhereItIsSavedOtherwise() throws UserError {
    Bench bench = running("control-loop.config");
    Injector injector = Injector.of(bench);
    List<String> places = new ArrayList<>();
    for (int guest = 1; guest <= 2; guest++) {
      String path = Places.context(guest, "EPC");
      places.add(injector.inject(fault(FaultTarget.GUEST_CP0, guest, path, 0, 9)).place());
    }

    assertThat(places)
        .containsOnlyOnce("hart/guest/values[112]")
        .anyMatch(place -> place.endsWith("/context/EPC[0]"));
  }

  @Test
  void aStuckBitIsForcedAgainUntilItIsReleased() throws UserError {
    Bench bench = running("two-guests.config");
    byte[] ram = bench.chip().ram().bytes();
    Injector injector = Injector.of(bench, 500);

    injector.inject(
        new Fault(FaultTarget.OTHER_RAM, 0, Places.RAM, NOBODYS, 6, FaultKind.STUCK_1, 0));
    assertThat(ram[NOBODYS]).isEqualTo((byte) 0x40);
    ram[NOBODYS] = 1;
    injector.run(bench.now() + STEP);
    assertThat(ram[NOBODYS]).isEqualTo((byte) 0x41);

    injector.release();
    ram[NOBODYS] = 0;
    injector.run(bench.now() + STEP);
    assertThat(ram[NOBODYS]).isZero();
  }

  @Test
  void aStuckRegisterIsForcedBeforeTheGuestsFirstInstruction() throws UserError {
    Bench bench = running("two-guests.config");
    Injector injector = Injector.of(bench, 10_000_000);
    String path = Places.context(2, "KScratch1");
    injector.inject(new Fault(FaultTarget.GUEST_CP0, 2, path, 0, 31, FaultKind.STUCK_1, 0));
    BitWalk.change(bench, path, 0, value -> 0);
    List<Long> values = new ArrayList<>();
    bench
        .hart()
        .crossings()
        .listen(
            crossing -> {
              if (bench.hart().inGuest() && bench.hart().guestId() == 2) {
                values.add(BitWalk.read(bench, Places.GUEST_CP0, 31 * 8 + 2));
              }
            });

    bench.run(2 * UNTIL);

    assertThat(values).isNotEmpty().containsOnly(1L << 31);
  }

  @Test
  void aFlagOfTheInterruptControllerThatFlipsRequestsAnInterruptAtOnce() throws UserError {
    Bench bench = running("two-guests.config");
    int irq = 0;
    while (!bench.chip().evic().enabled(irq)
        || bench.chip().evic().flag(irq)
        || bench.chip().evic().priority(irq) == 0) {
      irq++;
    }
    List<InterruptChange> changes = new ArrayList<>();
    bench.chip().interruptTrace().listen(changes::add);

    String path = Places.register("INT", "IFS" + irq / 32);
    Injector.of(bench).inject(fault(FaultTarget.INTERRUPTS, 0, path, 0, irq % 32));

    assertThat(changes)
        .extracting(InterruptChange::what)
        .containsExactly(InterruptChange.What.REQUESTED);
    assertThat(changes.get(0).irq()).isEqualTo(irq);
  }

  @Test
  void aLatchThatFlipsChangesItsPin() throws UserError {
    Bench bench = running("control-loop.config");
    var port =
        bench.chip().ports().stream().filter(p -> p.outputs() != 0).findFirst().orElseThrow();
    int bit = Integer.numberOfTrailingZeros(port.outputs());

    String path = Places.register("PORT" + port.letter(), "LAT" + port.letter());
    Injector.of(bench).inject(fault(FaultTarget.GUEST_DEVICES, 1, path, 0, bit));

    assertThat(port.outputs() >>> bit & 1).isZero();
  }

  @Test
  void whatIsNotThereCannotFlip() throws UserError {
    Bench bench = running("two-guests.config");
    Injector injector = Injector.of(bench);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> injector.inject(fault(FaultTarget.ROOT_TLB, 0, "hart/nothing", 0, 0)))
        .withMessageContaining("hart/nothing[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> injector.inject(fault(FaultTarget.ROOT_TLB, 0, "hart/rootTlb/low0", 16, 0)))
        .withMessageContaining("hart/rootTlb/low0[16]");
  }
}
