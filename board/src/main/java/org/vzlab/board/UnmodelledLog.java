package org.vzlab.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.mips.hart.Hart;

/**
 * Notes what was touched and is not modelled, and tells the user once of each. What one
 * instruction, or one stretch of a modelled hypervisor, touches is told in one line.
 */
final class UnmodelledLog implements Unmodelled {
  private record Key(String register, int owner) {}

  private static final class Entry {
    private final int pc;
    private long count;

    Entry(int pc) {
      this.pc = pc;
    }
  }

  /** The beginning of the line that is being put together, which says who did what where. */
  private record Occasion(String verb, int owner, int pc) {
    @Override
    public String toString() {
      return String.format("not modelled, %s by %s at 0x%08X:", verb, Board.owner(owner), pc);
    }
  }

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final UnmodelledPolicy policy;
  private final Consumer<String> report;
  private final Runnable stop;
  private final List<String> registers = new ArrayList<>();
  private Occasion occasion;
  private Hart hart;

  UnmodelledLog(UnmodelledPolicy policy, Consumer<String> report, Runnable stop) {
    this.policy = policy;
    this.report = report;
    this.stop = stop;
  }

  /** Says who is to blame for what is touched; until then the board is being built. */
  void blame(Hart processor) {
    hart = processor;
  }

  @Override
  public void touched(String register, boolean write) {
    if (hart == null) {
      return;
    }
    Key key = new Key(register, hart.owner());
    Entry entry = entries.computeIfAbsent(key, k -> new Entry(hart.pc & ~1));
    if (entry.count++ > 0 || policy == UnmodelledPolicy.QUIET) {
      return;
    }
    tell(new Occasion(write ? "written" : "read", key.owner(), entry.pc), register);
    if (policy == UnmodelledPolicy.STOP) {
      stop.run();
    }
  }

  private void tell(Occasion now, String register) {
    if (!now.equals(occasion)) {
      flush();
      occasion = now;
    }
    registers.add(register);
  }

  /** Tells the user what has not been told yet. */
  void flush() {
    if (!registers.isEmpty()) {
      report.accept(occasion + " " + String.join(" ", registers));
      registers.clear();
    }
  }

  /** What was touched, in the order of the first touch. */
  List<Summary.Touch> touches() {
    List<Summary.Touch> touches = new ArrayList<>();
    entries.forEach(
        (key, entry) ->
            touches.add(
                new Summary.Touch(key.register(), entry.pc, Board.id(key.owner()), entry.count)));
    return touches;
  }
}
