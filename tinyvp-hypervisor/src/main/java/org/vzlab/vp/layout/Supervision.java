package org.vzlab.vp.layout;

/**
 * A supervision, allocated: a guest that another one watches and may restart.
 *
 * @param guest id of the guest that is watched
 * @param supervisor id of the guest that watches
 * @param heartbeat counts within which the guest has to report; 0 if it need not
 * @param restarts how many the supervisor may do in an interval
 * @param interval counts
 * @param address guest physical address of the registers in both guests
 * @param irq the interrupt that tells the supervisor of a change
 */
public record Supervision(
    int guest, int supervisor, long heartbeat, int restarts, long interval, int address, int irq) {
  /** What emulates the windows of supervisions. */
  public static final String EMULATOR = "supervision";

  /** The device of its windows. */
  public String device() {
    return device(guest);
  }

  /** The device of the windows of a guest's supervision. */
  static String device(int guest) {
    return "supervision-" + guest;
  }

  /** Whether a guest is at one of its ends. */
  public boolean isOf(int id) {
    return guest == id || supervisor == id;
  }
}
