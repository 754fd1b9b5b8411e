package org.vzlab.vp.vdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.Mailbox;

/** Both ends of a mailbox of three messages of 8 bytes, one in 1000 counts. */
class MailboxTest {
  private static final int INTERVAL = 1000;
  private static final int SPACE = 203;
  private static final int ARRIVAL = 204;
  private static final Mailbox BOX =
      new Mailbox("box", 1, 2, 8, 3, INTERVAL, 0x1F900000, SPACE, ARRIVAL);

  private final FakeRootPort port = new FakeRootPort();
  private final RootClock clock = new RootClock(port);
  private final List<String> events = new ArrayList<>();
  private final List<Integer> toSender = new ArrayList<>();
  private final List<Integer> toReceiver = new ArrayList<>();
  private final MailboxEnd sender;
  private final MailboxEnd receiver;

  MailboxTest() {
    Mailboxes mailboxes =
        new Mailboxes(
            List.of(BOX),
            port,
            clock,
            (mailbox, event, sequence, time) -> events.add(event + " " + sequence));
    sender = mailboxes.end(1, "box");
    receiver = mailboxes.end(2, "box");
    sender.connect(toSender::add);
    receiver.connect(toReceiver::add);
  }

  private void pass(long counts) {
    port.now += 2 * counts;
    clock.observe();
    sender.expire(clock.now());
    receiver.expire(clock.now());
  }

  private void send(int value) {
    sender.write(MailboxEnd.MBDATA, 4, value);
    sender.write(MailboxEnd.MBCMD, 4, 1);
  }

  /** Sends after an interval. */
  private void sendInTime(int value) {
    pass(INTERVAL);
    send(value);
  }

  private void take() {
    receiver.write(MailboxEnd.MBCMD, 4, 1);
  }

  private static boolean ready(MailboxEnd end) {
    return (end.read(MailboxEnd.MBSTAT, 4) & 1) != 0;
  }

  private static int count(MailboxEnd end) {
    return end.read(MailboxEnd.MBSTAT + 1, 1);
  }

  @Test
  void aMessageArrivesWithItsNumberAndAnInterrupt() {
    sender.write(MailboxEnd.MBDATA + 4, 4, 0x55667788);
    send(0x11223344);

    assertThat(toReceiver).containsExactly(ARRIVAL);
    assertThat(ready(receiver)).isTrue();
    assertThat(count(receiver)).isEqualTo(1);
    assertThat(receiver.read(MailboxEnd.MBSEQ, 4)).isEqualTo(1);
    assertThat(receiver.read(MailboxEnd.MBDATA, 4)).isEqualTo(0x11223344);
    assertThat(receiver.read(MailboxEnd.MBDATA + 4, 4)).isEqualTo(0x55667788);
    assertThat(events).containsExactly("SENT 1");
  }

  @Test
  void theNextMessageIsSeenWhenTheOldestHasBeenTaken() {
    send(10);
    sendInTime(20);
    take();

    assertThat(receiver.read(MailboxEnd.MBDATA, 4)).isEqualTo(20);
    assertThat(receiver.read(MailboxEnd.MBSEQ, 4)).isEqualTo(2);
    take();
    assertThat(ready(receiver)).isFalse();
    assertThat(receiver.read(MailboxEnd.MBDATA, 4)).isZero();
    assertThat(receiver.read(MailboxEnd.MBSEQ, 4)).isZero();
    take();
    assertThat(events).containsExactly("SENT 1", "SENT 2", "TAKEN 1", "TAKEN 2");
  }

  @Test
  void bothEndsTellWhatTheMailboxIs() {
    assertThat(List.of(sender, receiver))
        .allSatisfy(
            end -> {
              assertThat(end.read(MailboxEnd.MBSIZE, 4)).isEqualTo(8);
              assertThat(end.read(MailboxEnd.MBDEPTH, 4)).isEqualTo(3);
              assertThat(end.read(MailboxEnd.MBINTERVAL, 4)).isEqualTo(10);
            });
    assertThat(sender.read(MailboxEnd.MBSTAT, 4)).isEqualTo(0x301);
    assertThat(receiver.read(MailboxEnd.MBSTAT, 4)).isEqualTo(0x80000000);
  }

  @Test
  void whatComesTooSoonIsRefusedAndTheReceiverCannotTell() {
    send(1);
    pass(INTERVAL - 100);
    send(2);
    send(3);

    assertThat(ready(sender)).isFalse();
    assertThat(sender.read(MailboxEnd.MBDROP, 4)).isEqualTo(2);
    assertThat(sender.read(MailboxEnd.MBSEQ, 4)).isEqualTo(2);
    assertThat(receiver.read(MailboxEnd.MBDROP, 4)).isZero();
    assertThat(count(receiver)).isEqualTo(1);
    assertThat(toReceiver).hasSize(1);
    assertThat(events).containsExactly("SENT 1", "REFUSED 2", "REFUSED 2");
  }

  @Test
  void anIntervalAfterTheLastOneTheNextMessageIsAccepted() {
    send(1);
    pass(INTERVAL);
    assertThat(ready(sender)).isTrue();
    send(2);
    assertThat(count(receiver)).isEqualTo(2);
  }

  @Test
  void withoutRoomAMessageIsDroppedAndItsNumberIsMissing() {
    send(1);
    sendInTime(2);
    sendInTime(3);
    sendInTime(4);
    take();
    sendInTime(5);

    assertThat(receiver.read(MailboxEnd.MBDROP, 4)).isEqualTo(1);
    take();
    take();
    assertThat(receiver.read(MailboxEnd.MBSEQ, 4)).isEqualTo(5);
    assertThat(receiver.read(MailboxEnd.MBDATA, 4)).isEqualTo(5);
    assertThat(toReceiver).hasSize(4);
    assertThat(events).contains("DROPPED 4");
  }

  @Test
  void atMostOneMessageIsDroppedInAnInterval() {
    send(1);
    sendInTime(2);
    sendInTime(3);
    pass(INTERVAL);
    for (int i = 0; i < 1000; i++) {
      send(i);
    }
    assertThat(receiver.read(MailboxEnd.MBDROP, 4)).isEqualTo(1);
  }

  @Test
  void aDroppedMessageTakesAndLooksLikeOneThatIsAccepted() {
    send(1);
    sendInTime(2);
    pass(INTERVAL);
    long start = port.now;
    send(3);
    final long accepted = port.now - start;
    pass(INTERVAL);
    final int before = sender.read(MailboxEnd.MBSTAT, 4);
    start = port.now;
    send(4);

    assertThat(events).last().isEqualTo("DROPPED 4");
    assertThat(port.now - start).isEqualTo(accepted);
    assertThat(sender.read(MailboxEnd.MBSTAT, 4)).isEqualTo(before);
    assertThat(sender.read(MailboxEnd.MBSEQ, 4)).isEqualTo(5);
    assertThat(sender.read(MailboxEnd.MBDROP, 4)).isZero();
  }

  @Test
  void theSenderNoticesRoomOnceInAnIntervalHoweverOftenTheReceiverTakes() {
    send(1);
    sendInTime(2);
    sendInTime(3);
    assertThat(count(sender)).isZero();
    assertThat(ready(sender)).isFalse();

    take();
    assertThat(toSender).containsExactly(SPACE);
    assertThat(count(sender)).isEqualTo(1);
    take();
    take();
    assertThat(toSender).hasSize(1);
    assertThat(count(sender)).isEqualTo(1);
    assertThat(sender.deadline()).isEqualTo(clock.now() + INTERVAL);

    pass(INTERVAL - 100);
    assertThat(toSender).hasSize(1);
    pass(100);
    assertThat(toSender).hasSize(2);
    assertThat(count(sender)).isEqualTo(3);
    assertThat(sender.deadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aNoticeThatComesLateKeepsItsDistanceFromTheNext() {
    send(1);
    sendInTime(2);
    sendInTime(3);
    take();
    take();
    pass(2 * INTERVAL - 1);
    assertThat(toSender).hasSize(2);
    take();
    pass(INTERVAL - 100);
    assertThat(toSender).hasSize(2);
    pass(100);
    assertThat(toSender).hasSize(3);
  }

  @Test
  void theSenderNeverSeesMoreRoomThanThereIs() {
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      pass(random.nextInt(INTERVAL));
      boolean promised = ready(sender);
      int seen = events.size();
      if (random.nextBoolean()) {
        send(i);
        assertThat(events.get(seen)).startsWith(promised ? "SENT" : "");
      } else {
        take();
      }
      assertThat(count(sender)).isLessThanOrEqualTo(3 - count(receiver));
    }
    assertThat(events).anyMatch(e -> e.startsWith("DROPPED"));
  }

  @Test
  void aSenderThatBeginsAnewLeavesItsMessagesAndHasToKeepTheInterval() {
    send(7);
    send(8);
    sender.reset();

    assertThat(sender.read(MailboxEnd.MBDATA, 4)).isZero();
    assertThat(sender.read(MailboxEnd.MBDROP, 4)).isZero();
    assertThat(sender.read(MailboxEnd.MBSEQ, 4)).isEqualTo(2);
    assertThat(receiver.read(MailboxEnd.MBDATA, 4)).isEqualTo(7);
    assertThat(ready(sender)).isFalse();
  }

  @Test
  void aReceiverThatBeginsAnewFindsNothingAndTheSenderNoticesTheRoom() {
    send(1);
    sendInTime(2);
    sendInTime(3);
    sendInTime(4);
    receiver.reset();

    assertThat(receiver.read(MailboxEnd.MBSTAT, 4)).isEqualTo(0x80000000);
    assertThat(receiver.read(MailboxEnd.MBDROP, 4)).isZero();
    assertThat(toSender).containsExactly(SPACE);
    assertThat(count(sender)).isEqualTo(3);
  }

  @Test
  void bytesAndHalfwordsTouchTheirLanes() {
    sender.write(MailboxEnd.MBDATA, 4, 0x11111111);
    sender.write(MailboxEnd.MBDATA + 1, 1, 0x22);
    sender.write(MailboxEnd.MBDATA + 2, 2, 0x3333);
    assertThat(sender.read(MailboxEnd.MBDATA, 4)).isEqualTo(0x33332211);
    sender.write(MailboxEnd.MBCMD + 1, 1, 1);
    assertThat(events).isEmpty();
    sender.write(MailboxEnd.MBCMD, 1, 1);
    assertThat(receiver.read(MailboxEnd.MBDATA + 2, 2)).isEqualTo(0x3333);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void nonsenseInEveryRegisterOfAnEndStaysAtThatEnd(int size) {
    send(99);
    for (int offset = 0; offset < 0x100; offset += size) {
      for (int value : new int[] {0, 2, -2, 0x55555554, 0x80000000}) {
        receiver.write(offset, size, value);
        if (offset < MailboxEnd.MBDATA) {
          sender.write(offset, size, value);
        }
      }
    }
    assertThat(events).containsExactly("SENT 1");
    assertThat(receiver.read(MailboxEnd.MBSTAT, 4)).isEqualTo(0x80000101);
    assertThat(receiver.read(MailboxEnd.MBDATA, 4)).isEqualTo(99);
    assertThat(sender.read(MailboxEnd.MBSTAT, 4)).isEqualTo(0x200);
  }

  @Test
  void whatIsNoRegisterReadsAsZero() {
    sender.write(MailboxEnd.MBDATA + 8, 4, -1);
    send(-1);
    for (int offset = 0; offset < 0x100; offset += 4) {
      boolean register =
          (offset % 0x10 == 0 && offset <= 0x60) || (offset >= 0x80 && offset < 0x88);
      if (!register || offset == MailboxEnd.MBCMD) {
        assertThat(sender.read(offset, 4)).as("%x", offset).isZero();
        assertThat(receiver.read(offset, 4)).as("%x", offset).isZero();
      }
    }
  }

  @Test
  void copyingIsPaidForByTheWordAndByWhoeverActs() {
    long start = port.now;
    send(1);
    assertThat(port.now - start).isEqualTo(44 + 2 * 5);
    start = port.now;
    take();
    assertThat(port.now - start).isEqualTo(36);
  }

  @Test
  void aThirdGuestHasNoEnd() {
    Mailboxes mailboxes = new Mailboxes(List.of(BOX), port, clock, (m, e, s, t) -> {});
    assertThatThrownBy(() -> mailboxes.end(3, "box"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("guest 3: no end of a mailbox box");
  }
}
