package org.vzlab.mips.hart;

import java.util.function.Consumer;
import org.vzlab.kit.time.Scheduler;

/**
 * Says who uses the time: of every so many SYSCLK cycles one is a sample, and whoever lets it pass
 * is asked for. It only looks: a run is the same with it and without.
 *
 * <p>Samples are the multiples of the period since power-on. An instruction that takes long, a wait
 * or a piece of modelled work may take several at once. The run loop lets bursts of instructions
 * end at {@link #due}, so that the instruction is known that let a sample pass.
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

  /**
   * Some samples that have passed.
   *
   * @param owner who used them, as {@link Hart#owner}
   * @param pc the instruction that used them, with the ISA mode in bit 0; without a meaning unless
   *     something executed
   * @param count how many, at least one
   */
  public record Samples(int owner, Activity activity, int pc, long count) {}

  private final Hart hart;
  private final Scheduler scheduler;
  private Consumer<Samples> listener = samples -> {};
  private long period;
  private long due = Scheduler.NEVER;

  Sampler(Hart hart) {
    this.hart = hart;
    scheduler = hart.scheduler;
  }

  /**
   * Samples from now on.
   *
   * @param cycles SYSCLK cycles from one sample to the next, at least one
   */
  public void start(long cycles, Consumer<Samples> hearer) {
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

  /**
   * The time that has passed so far was used by who executes, at an address. To be called before
   * either changes, and by the run loop.
   */
  public void used(int pc) {
    if (scheduler.now() >= due) {
      boolean modelled = hart.owner() == 0 && hart.installedRoot.works();
      take(modelled ? Activity.MODELLED : Activity.EXECUTING, pc);
    }
  }

  /** The time that has passed so far was spent in WAIT. */
  void waited() {
    if (scheduler.now() >= due) {
      take(Activity.WAITING, hart.pc);
    }
  }

  /** Goes on at the present time, which may have been put back. */
  void resume() {
    if (period != 0) {
      due = (scheduler.now() / period + 1) * period;
    }
  }

  private void take(Activity activity, int pc) {
    long count = (scheduler.now() - due) / period + 1;
    due += count * period;
    listener.accept(new Samples(hart.owner(), activity, pc, count));
  }
}
