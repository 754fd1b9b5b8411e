package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.vdev.VirtualTimer;

/** What one guest leaves in the processor is not there for the next one. */
class GuestContextTest {
  private final FakeRootPort port = new FakeRootPort();
  private final VirtualTimer timer = new VirtualTimer();
  private final GuestContext first = new GuestContext(1);
  private final GuestContext second = new GuestContext(2);

  @BeforeEach
  void reset() {
    first.reset();
    second.reset();
    first.restore(port, timer);
  }

  private void pass(GuestContext from, GuestContext to) {
    from.save(port);
    to.restore(port, timer);
  }

  @Test
  void hiAndLoAreOfEachGuest() {
    port.hi(0x1234);
    port.lo(0x5678);
    pass(first, second);
    assertThat(port.hi()).isZero();
    assertThat(port.lo()).isZero();

    port.hi(9);
    port.lo(10);
    pass(second, first);
    assertThat(port.hi()).isEqualTo(0x1234);
    assertThat(port.lo()).isEqualTo(0x5678);
  }

  @Test
  void aRestartedGuestFindsNothingInHiAndLo() {
    port.hi(0x1234);
    port.lo(0x5678);
    first.save(port);
    first.reset();
    first.restore(port, timer);
    assertThat(port.hi()).isZero();
    assertThat(port.lo()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Cp0Register.class,
      names = {"LLADDR", "NESTED_EXC", "NESTED_EPC", "CONFIG5", "USER_LOCAL", "KSCRATCH1"})
  void aRegisterIsOfEachGuest(Cp0Register register) {
    port.guestCp0(register, 4);
    pass(first, second);
    assertThat(port.guestCp0(register)).isZero();
    port.guestCp0(register, 2);
    pass(second, first);
    assertThat(port.guestCp0(register)).isEqualTo(4);
  }

  @Test
  void aGuestsWiredEntriesComeBack() {
    port.guestTlb[1] = new FakeRootPort.Entry(0x4000, 0x1E, 0x5E, 0x6000, 1);
    port.guestCp0(Cp0Register.WIRED, 2);
    pass(first, second);
    port.guestTlb[1] = new FakeRootPort.Entry(0x8000, 0x1E, 0x5E, 0, 2);
    pass(second, first);
    assertThat(port.guestTlb[1]).isEqualTo(new FakeRootPort.Entry(0x4000, 0x1E, 0x5E, 0x6000, 1));
  }

  @Test
  void wiringAnotherGuestsEntriesDoesNotMakeThemItsOwn() {
    port.guestTlb[1] = new FakeRootPort.Entry(0x4000, 0x1E, 0x5E, 0x6000, 2);
    port.guestCp0(Cp0Register.WIRED, 2);
    pass(first, second);
    pass(second, first);
    assertThat(port.guestTlb[1]).isEqualTo(new FakeRootPort.Entry(1 << 10, 0, 0, 0, 1));
  }
}
