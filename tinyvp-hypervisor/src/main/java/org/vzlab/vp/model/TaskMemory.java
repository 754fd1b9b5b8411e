package org.vzlab.vp.model;

import java.util.BitSet;
import java.util.List;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Purse;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.RamOwners;

/** A task's RAM: the writable pages of its tree that lie in SRAM and that nobody shares. */
final class TaskMemory {
  private static final int PAGE = 0x1000;
  private static final int WORD = 4;

  /** Bytes of a line of the caches (Config1). */
  private static final int LINE = 16;

  private final RootPort port;
  private final Purse purse;
  private final Layout layout;
  private final RamOwners owners;
  private final VpListener listener;

  /**
   * @param purse pays for what is done to memory
   * @param listener hears of it
   */
  TaskMemory(RootPort port, Layout layout, Purse purse, VpListener listener) {
    this.listener = listener;
    this.port = port;
    this.purse = purse;
    this.layout = layout;
    owners = new RamOwners(layout.partitions(), layout.threads());
  }

  /**
   * Before anybody runs: what tasks with initialised data have of RAM is as after a restart,
   * whatever a reset has left there. The others clear theirs themselves, as under tinyVP.
   */
  void start() {
    layout.partitions().forEach(guest -> start(guest.id(), guest.data()));
    layout.threads().forEach(thread -> start(thread.id(), thread.data()));
  }

  private void start(int task, List<InitialData> data) {
    if (!data.isEmpty()) {
      restart(task, data);
    }
  }

  /**
   * Zeros over all of a task's RAM, then its initialised data. Nothing of the RAM is in the caches
   * afterwards, as the stores pass them by.
   */
  void restart(int task, List<InitialData> data) {
    BitSet pages = owners.writableBy(task);
    if (!pages.isEmpty()) {
      pages.stream().forEach(page -> clear(task, page * PAGE));
      purse.charge(Work.DISCARD_LINE, pages.cardinality() * (PAGE / LINE));
      purse.charge(Work.CLEAR_WORD, pages.cardinality() * (PAGE / WORD));
    }
    data.forEach(bytes -> copy(task, bytes));
  }

  private void clear(int task, int page) {
    listener.filled(task, page, PAGE);
    for (int line = page; line < page + PAGE; line += LINE) {
      port.discardLine(line);
    }
    for (int address = page; address < page + PAGE; address += WORD) {
      port.store(address, WORD, 0);
    }
  }

  /** In words, but for bytes of a word that has others too. */
  private void copy(int task, InitialData data) {
    listener.filled(task, data.ram(), data.size());
    int steps = 0;
    int size;
    for (int done = 0; done < data.size(); done += size) {
      int address = data.ram() + done;
      size = address % WORD == 0 && data.size() - done >= WORD ? WORD : 1;
      port.store(address, size, port.load(data.flash() + done, size));
      steps++;
    }
    purse.charge(Work.COPY_WORD, steps);
  }
}
