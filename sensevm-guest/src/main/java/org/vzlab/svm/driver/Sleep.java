package org.vzlab.svm.driver;

/**
 * When the system sleeps and what wakes it: a time that the machine named, a device with news, or
 * the heartbeat, after which it sleeps on without the machine's notice.
 *
 * <p>Times are microseconds. Heartbeats fall on the multiples of their distance; those that find
 * the system awake are not counted here.
 */
public final class Sleep {
  /** Why the machine goes on. */
  public enum Wake {
    /** It is the time that the machine named. */
    TIME,
    /** A device may have news. */
    SENSOR,
    /** Nothing will ever wake it. */
    NOTHING
  }

  private final long heartbeat;
  private long woken;
  private long slept;
  private long sleeps;
  private long beats;

  /**
   * A system that is awake.
   *
   * @param heartbeat microseconds between two beats, 0 for none
   */
  public Sleep(long heartbeat) {
    this.heartbeat = heartbeat;
  }

  /**
   * Sleeps.
   *
   * @param now when it begins
   * @param until when the machine wants to go on, or {@link Outside#NEVER}
   * @param news when a device may have news, or {@link Outside#NEVER}
   */
  public Wake from(long now, long until, long news) {
    if (until == Outside.NEVER && news == Outside.NEVER) {
      return Wake.NOTHING;
    }
    boolean sensor = Long.compareUnsigned(news, until) < 0;
    woken = Math.max(now, sensor ? news : until);
    if (heartbeat > 0) {
      beats += woken / heartbeat - now / heartbeat;
    }
    slept += woken - now;
    sleeps++;
    return sensor ? Wake.SENSOR : Wake.TIME;
  }

  /** When the system was woken last. */
  public long woken() {
    return woken;
  }

  /** How long it has slept in all. */
  public long slept() {
    return slept;
  }

  /** How often it went to sleep, heartbeats aside. */
  public long sleeps() {
    return sleeps;
  }

  /** How many heartbeats fell into its sleep. */
  public long beats() {
    return beats;
  }
}
