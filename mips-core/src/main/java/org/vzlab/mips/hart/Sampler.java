package org.vzlab.mips.hart;

import org.vzlab.kit.time.Scheduler;

/**
 * Says who uses the time: of every so many SYSCLK cycles one is a sample, and whoever lets it pass
 * is asked for. It only looks: a run is the same with it and without.
 *
 * <p>Samples are the multiples of the period since power-on. An instruction that takes long, a wait
 * or a piece of modelled work may take several at once. The run loop ends each slice at {@link
 * #due}, so that the instruction is known that let a sample pass.
 */
public final class Sampler {
  /** What time was used for. */
  public enum Activity {
    /** Instructions, and exceptions on their way to the handler. */
    EXECUTING,
    /** WAIT. */
    WAITING,
    /** The work of modelled root software. */
    MODELLED
  }

  /** Hears of samples. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Some samples have passed.
     *
     * @param guestId the guest that used them, 0 for root
     * @param pc the instruction that used them, with the ISA mode in bit 0; without a meaning
     *     unless something executed
     * @param samples how many, at least one
     */
    void sampled(int guestId, Activity activity, int pc, long samples);
  }

  private final Scheduler scheduler;
  private Listener listener = (guestId, activity, pc, samples) -> {};
  private long period;
  private long due = Scheduler.NEVER;

  Sampler(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Samples from now on.
   *
   * @param cycles SYSCLK cycles from one sample to the next, at least one
   */
  public void start(long cycles, Listener hearer) {
    if (cycles < 1) {
      throw new IllegalArgumentException("a sample every " + cycles + " cycles");
    }
    period = cycles;
    listener = hearer;
    resume();
  }

  /** Time in SYSCLK cycles of the next sample, or {@link Scheduler#NEVER}. */
  public long due() {
    return due;
  }

  /** Goes on at the present time, which may have been put back. */
  void resume() {
    if (period != 0) {
      due = (scheduler.now() / period + 1) * period;
    }
  }

  /** The samples that have passed and nobody was asked for belong to this one. */
  void take(int guestId, Activity activity, int pc) {
    long late = scheduler.now() - due;
    if (late >= 0) {
      long samples = late / period + 1;
      due += samples * period;
      listener.sampled(guestId, activity, pc, samples);
    }
  }
}
