package org.vzlab.vp.vdev;

/** The registers of a guest's supervisor; docs/supervision.md describes them. */
final class SupervisorEnd extends GuestEnd {
  static final int SVSTAT = 0x00;
  static final int SVCMD = 0x10;
  static final int SVCOUNT = 0x20;
  static final int SVLEFT = 0x30;
  static final int SVBEAT = 0x40;
  static final int SVFAILS = 0x50;

  /** SVSTAT.SUPERVISOR: this is the supervisor's end. */
  static final int SUPERVISOR = 1 << 31;

  /** SVSTAT.REFUSED: the last command was a restart beyond the limit. */
  static final int REFUSED = 1 << 24;

  /** SVSTAT.CODE: the guest's own. */
  static final int CODE_SHIFT = 16;

  /** SVSTAT.CAUSE: of its last failure. */
  static final int CAUSE_SHIFT = 8;

  /** Values of SVCMD. */
  static final int RESTART = 1;

  static final int STOP = 2;

  private final Watch watch;

  SupervisorEnd(Watch watch) {
    this.watch = watch;
  }

  @Override
  void reset() {
    watch.resetSupervisor();
  }

  @Override
  void connect(Bell bell) {
    watch.supervisor(() -> bell.ring(watch.supervision().irq()));
  }

  /** A supervisor that is to run is told of a late heartbeat when it is late. */
  @Override
  long deadline() {
    return watch.deadline();
  }

  @Override
  void expire(long now) {
    watch.expire(now);
  }

  @Override
  int readWord(int offset) {
    return switch (offset) {
      case SVSTAT ->
          SUPERVISOR
              | (watch.refused() ? REFUSED : 0)
              | watch.code() << CODE_SHIFT
              | watch.failure().number() << CAUSE_SHIFT
              | watch.state();
      case SVCOUNT -> watch.restarted();
      case SVLEFT -> watch.left();
      case SVBEAT -> watch.token();
      case SVFAILS -> watch.failures();
      default -> 0;
    };
  }

  @Override
  void writeWord(int offset, int value, int lanes) {
    if (offset == SVCMD && value == RESTART) {
      watch.restart();
    } else if (offset == SVCMD && value == STOP) {
      watch.stop();
    }
  }
}
