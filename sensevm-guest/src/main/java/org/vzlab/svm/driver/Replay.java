package org.vzlab.svm.driver;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The world as another machine saw it: gives the answers that it was given, and holds the machine
 * to the same calls in the same order.
 */
public final class Replay implements Outside {
  /** What a device can do; always the same, so that it is not among the calls. */
  public record Ability(boolean gives, boolean takes, boolean streams) {}

  /** Something that a machine learns from outside or tells it; docs/sense-vm-guest.md. */
  public sealed interface Call {}

  /** It read the clock: microseconds. */
  public record Clock(long time) implements Call {}

  /** It asked whether a device has something. */
  public record CanReceive(int device, boolean yes) implements Call {}

  /** It asked whether a device has room. */
  public record CanSend(int device, boolean yes) implements Call {}

  /** It took a word. */
  public record Receive(int device, int word) implements Call {}

  /** It gave a word. */
  public record Send(int device, int word) implements Call {}

  /** Nothing could run. */
  public record Idle() implements Call {}

  /** A checkpoint cleared the watchdog. */
  public record Watchdog() implements Call {}

  /** A device put a byte into an array, before the {@link Receive} that tells of it. */
  public record Data(int array, int index, int octet) implements Call {}

  /** The machine made another call than the one that was recorded. */
  public static final class Mismatch extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    Mismatch(String message) {
      super(message);
    }
  }

  private final List<Ability> devices;
  private final Queue<Call> calls = new ArrayDeque<>();

  /** A world with these devices, in which nothing has happened. */
  public Replay(List<Ability> devices) {
    this.devices = List.copyOf(devices);
  }

  /** What the other machine did next. */
  public void record(Call call) {
    calls.add(call);
  }

  /** What was recorded and the machine has not done. */
  public List<Call> rest() {
    return List.copyOf(calls);
  }

  @Override
  public boolean gives(int device) {
    return isDevice(device) && devices.get(device).gives();
  }

  @Override
  public boolean takes(int device) {
    return isDevice(device) && devices.get(device).takes();
  }

  @Override
  public long clock() {
    return next(Clock.class, "a reading of the clock").time();
  }

  @Override
  public boolean canReceive(int device) {
    String wanted = "a question whether device " + device + " has something";
    CanReceive call = next(CanReceive.class, wanted);
    require(call.device() == device, call, wanted);
    return call.yes();
  }

  @Override
  public boolean canSend(int device) {
    String wanted = "a question whether device " + device + " has room";
    CanSend call = next(CanSend.class, wanted);
    require(call.device() == device, call, wanted);
    return call.yes();
  }

  @Override
  public int receive(int device, Arrays arrays) {
    String wanted = "a receive from device " + device;
    while (calls.peek() instanceof Data data) {
      arrays.put(data.array(), data.index(), data.octet());
      calls.remove();
    }
    Receive call = next(Receive.class, wanted);
    require(call.device() == device, call, wanted);
    return call.word();
  }

  @Override
  public void send(int device, int word) {
    String wanted = "a send of " + word + " to device " + device;
    Send call = next(Send.class, wanted);
    require(call.device() == device && call.word() == word, call, wanted);
  }

  @Override
  public boolean idle(long until) {
    next(Idle.class, "idling");
    return true;
  }

  @Override
  public boolean streams(int device) {
    return isDevice(device) && devices.get(device).streams();
  }

  @Override
  public void fill(int device, int array) {
    // What the device puts there is recorded.
  }

  @Override
  public void watchdog() {
    next(Watchdog.class, "a clearing of the watchdog");
  }

  private boolean isDevice(int device) {
    return device >= 0 && device < devices.size();
  }

  private <T extends Call> T next(Class<T> type, String wanted) {
    Call call = calls.poll();
    require(type.isInstance(call), call, wanted);
    return type.cast(call);
  }

  private static void require(boolean condition, Call call, String wanted) {
    if (!condition) {
      String recorded = call == null ? "nothing more" : call.toString();
      throw new Mismatch("expected was " + recorded + ", but this machine makes " + wanted);
    }
  }
}
