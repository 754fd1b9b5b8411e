package org.vzlab.vp.image;

import static org.vzlab.vp.image.Block.error;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.config.SupervisionConfig;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;

/** Supervisions as entries of a table. */
final class SupervisionTable {
  private SupervisionTable() {}

  /** The words of a supervision's entry. */
  static int[] entry(Supervision supervision) {
    return new int[] {
      supervision.guest(),
      supervision.supervisor(),
      (int) supervision.heartbeat(),
      supervision.restarts(),
      (int) supervision.interval(),
      supervision.address(),
      supervision.irq()
    };
  }

  /** Reads the supervisions, unchecked. */
  static List<Supervision> read(Block block) {
    List<Supervision> supervisions = new ArrayList<>();
    for (int i = 0; i < block.count(Table.SUPERVISIONS); i++) {
      supervisions.add(
          new Supervision(
              block.word(Table.SUPERVISIONS, i, 0),
              block.word(Table.SUPERVISIONS, i, 1),
              block.word(Table.SUPERVISIONS, i, 2),
              block.word(Table.SUPERVISIONS, i, 3),
              block.word(Table.SUPERVISIONS, i, 4),
              block.word(Table.SUPERVISIONS, i, 5),
              block.word(Table.SUPERVISIONS, i, 6)));
    }
    return List.copyOf(supervisions);
  }

  /**
   * Checks supervisions against the guests: both ends have their window and the supervisor its
   * interrupt, nobody watches itself, and nobody has a window of one that is not its own.
   */
  static void check(Layout layout) throws ImageException {
    Map<Integer, Integer> supervisors = new HashMap<>();
    for (Supervision supervision : layout.supervisions()) {
      String who = "supervision of guest " + supervision.guest();
      if (supervisors.put(supervision.guest(), supervision.supervisor()) != null) {
        throw error(who, "another one", "one supervisor");
      }
      between(who, "heartbeat", supervision.heartbeat(), 0, Integer.MAX_VALUE);
      between(who, "restarts", supervision.restarts(), 0, SupervisionConfig.MOST_RESTARTS);
      between(who, "interval", supervision.interval(), 1, Integer.MAX_VALUE);
      end(layout, supervision, supervision.guest());
      boolean rings =
          end(layout, supervision, supervision.supervisor())
              .emulatedInterrupts()
              .get(Math.max(0, supervision.irq()));
      if (supervision.irq() <= 0 || !rings) {
        throw error(
            who,
            "interrupt " + supervision.irq(),
            "one among the emulated ones of guest " + supervision.supervisor());
      }
    }
    for (Supervision supervision : layout.supervisions()) {
      circle(supervision, supervisors);
    }
    for (Partition guest : layout.partitions()) {
      for (Window window : guest.windows()) {
        if (isWindow(window) && !isEnd(layout, guest, window)) {
          throw error(
              "guest " + guest.id(),
              "a window of " + window.device(),
              "a supervision with this guest at one of its ends");
        }
      }
    }
  }

  private static void between(String who, String what, long found, long least, long most)
      throws ImageException {
    if (found < least || found > most) {
      throw error(who, what + " " + found, least + " to " + most);
    }
  }

  private static Partition end(Layout layout, Supervision supervision, int id)
      throws ImageException {
    for (Partition guest : layout.partitions()) {
      if (guest.id() == id
          && guest.windows().stream()
              .anyMatch(w -> isWindow(w) && w.device().equals(supervision.device()))) {
        return guest;
      }
    }
    throw error(
        "supervision of guest " + supervision.guest(),
        "guest " + id + " at an end",
        "a guest that has a window of it");
  }

  private static void circle(Supervision supervision, Map<Integer, Integer> supervisors)
      throws ImageException {
    Integer next = supervision.supervisor();
    for (int steps = 0; next != null && steps < supervisors.size(); steps++) {
      if (next == supervision.guest()) {
        throw error(
            "supervision of guest " + supervision.guest(),
            "a circle of supervisors",
            "none that the guest supervises itself");
      }
      next = supervisors.get(next);
    }
  }

  private static boolean isWindow(Window window) {
    return window.emulator().equals(Supervision.EMULATOR);
  }

  private static boolean isEnd(Layout layout, Partition guest, Window window) {
    return layout.supervisions().stream()
        .anyMatch(s -> s.device().equals(window.device()) && s.isOf(guest.id()));
  }
}
