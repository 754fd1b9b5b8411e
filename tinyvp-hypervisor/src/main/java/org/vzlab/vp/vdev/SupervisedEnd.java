package org.vzlab.vp.vdev;

/** The registers of a guest that is supervised; docs/supervision.md describes them. */
final class SupervisedEnd extends GuestEnd {
  static final int HBSTAT = 0x00;
  static final int HBBEAT = 0x10;
  static final int HBFAIL = 0x20;
  static final int HBPERIOD = 0x30;

  /** HBSTAT.ARMED: a heartbeat is asked for. */
  static final int ARMED = 1;

  /** HBSTAT.CAUSE: why it was started. */
  static final int CAUSE_SHIFT = 8;

  private final Watch watch;

  SupervisedEnd(Watch watch) {
    this.watch = watch;
  }

  @Override
  void reset() {
    watch.started();
  }

  /** Nothing here raises an interrupt. */
  @Override
  void connect(Bell bell) {}

  @Override
  long deadline() {
    return watch.deadline();
  }

  @Override
  void expire(long now) {
    watch.expire(now);
  }

  @Override
  void held() {
    watch.held();
  }

  @Override
  void begins() {
    watch.begins();
  }

  @Override
  void stopped() {
    watch.stopped();
  }

  @Override
  void faulted() {
    watch.faulted();
  }

  @Override
  int readWord(int offset) {
    return switch (offset) {
      case HBSTAT -> watch.startedFor().number() << CAUSE_SHIFT | (watch.period() > 0 ? ARMED : 0);
      case HBBEAT -> watch.token();
      case HBPERIOD -> watch.period();
      default -> 0;
    };
  }

  @Override
  void writeWord(int offset, int value, int lanes) {
    if (offset == HBBEAT) {
      watch.beat(stored(watch.token(), 0, value, lanes));
    } else if (offset == HBFAIL) {
      watch.declare(value & 0xFF);
    }
  }
}
