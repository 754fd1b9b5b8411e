package org.vzlab.vp.vdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.Supervision;

/** Both ends of a supervision with a heartbeat of 500 counts and two restarts in 10000. */
class SupervisionTest {
  private static final int HEARTBEAT = 500;
  private static final int INTERVAL = 10_000;
  private static final int IRQ = 204;
  private static final Supervision SUPERVISION =
      new Supervision(3, 1, HEARTBEAT, 2, INTERVAL, 0x1F910000, IRQ);

  private static final int STOPPED = 0;
  private static final int RUNNING = 1;
  private static final int FAILED = 2;
  private static final int GIVEN_UP = 3;

  private final FakeRootPort port = new FakeRootPort();
  private final RootClock clock = new RootClock(port);
  private final List<String> done = new ArrayList<>();
  private final List<Integer> rung = new ArrayList<>();
  private final Watches watches = new Watches(List.of(SUPERVISION), port, clock);
  private final GuestEnd guest = watches.end(3, "supervision-3");
  private final GuestEnd supervisor = watches.end(1, "supervision-3");

  SupervisionTest() {
    watches.connect(
        SUPERVISION,
        new Ward() {
          @Override
          public void fail(String reason) {
            done.add(reason);
            guest.faulted();
          }

          @Override
          public void restart(int number) {
            done.add("restart " + number);
            guest.reset();
          }

          @Override
          public void stop() {
            done.add("stop");
            guest.stopped();
          }
        });
    guest.connect(irq -> rung.add(-irq));
    supervisor.connect(rung::add);
    guest.reset();
    supervisor.reset();
  }

  private void pass(long counts) {
    port.now += 2 * counts;
    clock.observe();
    guest.expire(clock.now());
    supervisor.expire(clock.now());
  }

  /** To a count, whatever has been charged. */
  private void passTo(long count) {
    pass(count - clock.observe());
  }

  private void beat(int token) {
    guest.write(SupervisedEnd.HBBEAT, 4, token);
  }

  private void declare(int code) {
    guest.write(SupervisedEnd.HBFAIL, 4, code);
  }

  private void command(int command) {
    supervisor.write(SupervisorEnd.SVCMD, 4, command);
  }

  private int supervisor(int offset) {
    return supervisor.read(offset, 4);
  }

  private int state() {
    return supervisor(SupervisorEnd.SVSTAT) & 7;
  }

  private int cause() {
    return supervisor.read(SupervisorEnd.SVSTAT + 1, 1);
  }

  private boolean refused() {
    return (supervisor(SupervisorEnd.SVSTAT) & SupervisorEnd.REFUSED) != 0;
  }

  private int startedFor() {
    return guest.read(SupervisedEnd.HBSTAT + 1, 1);
  }

  @Test
  void afterPowerOnTheGuestRunsAndNothingHasHappened() {
    assertThat(supervisor(SupervisorEnd.SVSTAT)).isEqualTo(0x8000_0001);
    assertThat(supervisor(SupervisorEnd.SVCOUNT)).isZero();
    assertThat(supervisor(SupervisorEnd.SVLEFT)).isEqualTo(2);
    assertThat(supervisor(SupervisorEnd.SVBEAT)).isZero();
    assertThat(supervisor(SupervisorEnd.SVFAILS)).isZero();
    assertThat(guest.read(SupervisedEnd.HBSTAT, 4)).isEqualTo(SupervisedEnd.ARMED);
    assertThat(guest.read(SupervisedEnd.HBBEAT, 4)).isZero();
    assertThat(guest.read(SupervisedEnd.HBPERIOD, 4)).isEqualTo(5);
    assertThat(rung).isEmpty();
  }

  @Test
  void tokensInTimeAndInOrderKeepItRunning() {
    for (int token = 1; token < 100; token++) {
      pass(HEARTBEAT - 1);
      beat(token);
      assertThat(supervisor(SupervisorEnd.SVBEAT)).isEqualTo(token);
      assertThat(guest.read(SupervisedEnd.HBBEAT, 4)).isEqualTo(token);
    }
    assertThat(state()).isEqualTo(RUNNING);
    assertThat(rung).isEmpty();
  }

  @Test
  void itIsLateInTheCountInWhichTheHeartbeatIsDue() {
    pass(HEARTBEAT - 1);
    assertThat(guest.deadline()).isEqualTo(supervisor.deadline()).isEqualTo(clock.now() + 1);
    assertThat(state()).isEqualTo(RUNNING);
    pass(1);
    assertThat(state()).isEqualTo(FAILED);
    assertThat(cause()).isEqualTo(2);
    assertThat(done).containsExactly("no heartbeat in 5 us");
    assertThat(rung).containsExactly(IRQ);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, -1, 0x0100_0001})
  void anotherTokenThanTheNextIsAFailure(int token) {
    beat(token);
    assertThat(state()).isEqualTo(FAILED);
    assertThat(cause()).isEqualTo(3);
    assertThat(done)
        .containsExactly("heartbeat " + Integer.toUnsignedString(token) + " instead of 1");
    assertThat(rung).containsExactly(IRQ);
  }

  @Test
  void bytesOfATokenStandInTheLastOne() {
    for (int token = 1; token < 256; token++) {
      guest.write(SupervisedEnd.HBBEAT, 1, token);
    }
    guest.write(SupervisedEnd.HBBEAT, 2, 256);
    assertThat(supervisor(SupervisorEnd.SVBEAT)).isEqualTo(256);
    guest.write(SupervisedEnd.HBBEAT, 1, 2);
    assertThat(done).containsExactly("heartbeat 258 instead of 257");
  }

  @Test
  void whatItDeclaresIsKeptForTheSupervisor() {
    declare(0xFFFF_FF2A);
    assertThat(supervisor(SupervisorEnd.SVSTAT)).isEqualTo(0x802A_0402);
    assertThat(done).containsExactly("it declares failure 42");
    command(SupervisorEnd.RESTART);
    assertThat(supervisor(SupervisorEnd.SVSTAT)).isEqualTo(0x802A_0401);
    assertThat(startedFor()).isEqualTo(4);
  }

  @Test
  void aFaultIsToldWithoutStoppingItAgain() {
    guest.faulted();
    assertThat(supervisor(SupervisorEnd.SVSTAT)).isEqualTo(0x8000_0102);
    assertThat(done).isEmpty();
    assertThat(rung).containsExactly(IRQ);
  }

  @Test
  void whatHasFailedFailsNoMore() {
    declare(1);
    declare(2);
    beat(7);
    pass(HEARTBEAT);
    assertThat(supervisor(SupervisorEnd.SVFAILS)).isEqualTo(1);
    assertThat(supervisor(SupervisorEnd.SVSTAT)).isEqualTo(0x8001_0402);
    assertThat(rung).containsExactly(IRQ);
  }

  @Test
  void restartsAreLimitedToTheCount() {
    long first = clock.now();
    command(SupervisorEnd.RESTART);
    passTo(first + 100);
    command(SupervisorEnd.RESTART);
    declare(0);
    assertThat(state()).isEqualTo(GIVEN_UP);
    passTo(first + INTERVAL / 2);
    command(SupervisorEnd.RESTART);
    assertThat(refused()).isTrue();
    passTo(first + INTERVAL - 1);
    assertThat(supervisor(SupervisorEnd.SVLEFT)).isZero();

    passTo(first + INTERVAL);
    assertThat(state()).isEqualTo(FAILED);
    assertThat(supervisor(SupervisorEnd.SVLEFT)).isEqualTo(1);
    command(SupervisorEnd.RESTART);
    assertThat(refused()).isFalse();
    assertThat(supervisor(SupervisorEnd.SVCOUNT)).isEqualTo(3);
    declare(0);
    assertThat(state()).isEqualTo(GIVEN_UP);
    passTo(first + 100 + INTERVAL - 1);
    assertThat(state()).isEqualTo(GIVEN_UP);
    passTo(first + 100 + INTERVAL);
    assertThat(state()).isEqualTo(FAILED);
    assertThat(done).filteredOn(what -> what.startsWith("restart")).hasSize(3);
  }

  @Test
  void aRestartBeginsWithTheFirstTokenAndAWholePeriod() {
    beat(1);
    beat(2);
    pass(HEARTBEAT);
    command(SupervisorEnd.RESTART);
    assertThat(startedFor()).isEqualTo(2);
    assertThat(supervisor(SupervisorEnd.SVBEAT)).isZero();
    pass(HEARTBEAT - 1);
    beat(1);
    assertThat(state()).isEqualTo(RUNNING);
  }

  @Test
  void whatIsRestartedWithoutHavingFailedFindsOutSo() {
    command(SupervisorEnd.RESTART);
    assertThat(startedFor()).isEqualTo(5);
    assertThat(cause()).isZero();
    assertThat(rung).isEmpty();
  }

  @Test
  void whileItsMemoryIsClearedNoHeartbeatIsAskedFor() {
    guest.reset();
    guest.held();
    pass(2 * HEARTBEAT);
    assertThat(state()).isEqualTo(RUNNING);
    guest.begins();
    pass(HEARTBEAT - 1);
    assertThat(state()).isEqualTo(RUNNING);
    pass(1);
    assertThat(state()).isEqualTo(FAILED);
  }

  @Test
  void theSupervisorCanStopIt() {
    command(SupervisorEnd.STOP);
    command(SupervisorEnd.STOP);
    pass(2 * HEARTBEAT);
    assertThat(state()).isEqualTo(STOPPED);
    assertThat(done).containsExactly("stop");
    command(SupervisorEnd.RESTART);
    assertThat(state()).isEqualTo(RUNNING);
    assertThat(rung).isEmpty();
  }

  @Test
  void whatHasFailedCannotBeStopped() {
    declare(0);
    command(SupervisorEnd.STOP);
    assertThat(state()).isEqualTo(FAILED);
  }

  @Test
  void whatIsDoneAtTheConsoleIsToldOnce() {
    guest.stopped();
    watches.lookedAfter(3);
    watches.lookedAfter(3);
    assertThat(rung).containsExactly(IRQ);
    guest.begins();
    watches.lookedAfter(3);
    guest.reset();
    watches.lookedAfter(3);
    watches.lookedAfter(1);
    assertThat(rung).containsExactly(IRQ, IRQ, IRQ);
  }

  @Test
  void aSupervisorThatBeginsAnewFindsTheStateAndNoRefusal() {
    command(SupervisorEnd.RESTART);
    command(SupervisorEnd.RESTART);
    declare(9);
    command(SupervisorEnd.RESTART);
    assertThat(refused()).isTrue();
    supervisor.reset();
    assertThat(supervisor(SupervisorEnd.SVSTAT)).isEqualTo(0x8009_0403);
    assertThat(supervisor(SupervisorEnd.SVCOUNT)).isEqualTo(2);
    assertThat(supervisor(SupervisorEnd.SVLEFT)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 0x100, 0x8000_0001})
  void whatIsNoCommandDoesNothing(int value) {
    command(value);
    assertThat(done).isEmpty();
    assertThat(state()).isEqualTo(RUNNING);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void nonsenseAtTheGuestsEndIsOneFailureAndOneInterrupt(long seed) {
    Random random = new Random(seed);
    int[] sizes = {1, 2, 4};
    for (int i = 0; i < 10_000; i++) {
      int size = sizes[random.nextInt(3)];
      int offset = random.nextInt(0x100) & -size;
      guest.write(offset, size, random.nextInt());
      guest.read(offset, size);
    }
    assertThat(done).hasSize(1);
    assertThat(rung).containsExactly(IRQ);
    assertThat(supervisor(SupervisorEnd.SVFAILS)).isEqualTo(1);
  }

  @Test
  void withoutAHeartbeatTokensAreInOrderAllTheSame() {
    Supervision relaxed = new Supervision(3, 1, 0, 0, INTERVAL, 0x1F910000, IRQ);
    Watches others = new Watches(List.of(relaxed), port, clock);
    GuestEnd end = others.end(3, "supervision-3");
    end.reset();
    assertThat(end.deadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(end.read(SupervisedEnd.HBSTAT, 4)).isZero();
    GuestEnd other = others.end(1, "supervision-3");
    other.write(SupervisorEnd.SVCMD, 4, SupervisorEnd.RESTART);
    assertThat(other.read(SupervisorEnd.SVSTAT, 4)).isEqualTo(0x8100_0001);
  }

  @Test
  void whoIsAtNoEndHasNone() {
    assertThat(watches.supervise(3)).isTrue();
    assertThat(watches.supervise(1)).isFalse();
    assertThatThrownBy(() -> watches.end(2, "supervision-3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("guest 2: no end of a supervision supervision-3");
  }
}
