package org.vzlab.svm.machine;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The channels: who waits at them, and which devices they lead to. */
final class Channels {
  /** No device. */
  static final int NONE = -1;

  private final Waiters[] senders;
  private final Waiters[] receivers;
  private final int[] devices;
  private int[] bound = {};
  private int made;

  Channels(int count, Heap heap) {
    senders = new Waiters[count];
    receivers = new Waiters[count];
    devices = new int[count];
    for (int i = 0; i < count; i++) {
      senders[i] = new Waiters(heap);
      receivers[i] = new Waiters(heap);
      devices[i] = NONE;
    }
  }

  int made() {
    return made;
  }

  int make() {
    if (made == devices.length) {
      throw Fault.of(Trap.CHANNELS_EXHAUSTED);
    }
    return made++;
  }

  /** A channel that was made. */
  int check(int channel) {
    if (Integer.compareUnsigned(channel, made) >= 0) {
      throw Fault.of(Trap.BAD_CHANNEL);
    }
    return channel;
  }

  Waiters senders(int channel) {
    return senders[channel];
  }

  Waiters receivers(int channel) {
    return receivers[channel];
  }

  /** The device that a channel leads to, or {@link #NONE}. */
  int device(int channel) {
    return devices[channel];
  }

  /** The channels that lead to devices, in the order of the devices' numbers. */
  int[] bound() {
    return bound;
  }

  void bind(int channel, int device) {
    for (int i = 0; i < made; i++) {
      if (devices[i] == device) {
        devices[i] = NONE;
      }
    }
    devices[channel] = device;
    bound =
        IntStream.range(0, made)
            .filter(c -> devices[c] != NONE)
            .boxed()
            .sorted(Comparator.comparingInt(c -> devices[c]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  void markDirtyCells() {
    for (int i = 0; i < made; i++) {
      senders[i].markDirtyCells();
      receivers[i].markDirtyCells();
    }
  }
}
