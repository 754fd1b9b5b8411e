package org.vzlab.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.hart.Hart;

/**
 * Notes what was touched and is not modelled, and tells the user once of each. What one
 * instruction, or one stretch of a modelled hypervisor, touches is told in one line.
 */
final class UnmodelledLog implements Unmodelled, Stateful {
  private record Key(String register, int owner) {}

  /**
   * What was touched, and how often.
   *
   * @param pc where it was first touched
   */
  private record Entry(int pc, long count) {
    Entry again() {
      return new Entry(pc, count + 1);
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
    Entry entry = entries.merge(key, new Entry(hart.pc & ~1, 1), (first, anew) -> first.again());
    if (entry.count > 1 || policy == UnmodelledPolicy.QUIET) {
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

  @Override
  public void visit(StateVisitor visitor) {
    Map<Key, Entry> now =
        visitor.value("entries", Collections.unmodifiableMap(new LinkedHashMap<>(entries)));
    entries.clear();
    entries.putAll(now);
    occasion = visitor.value("occasion", occasion);
    List<String> registersNow = visitor.value("registers", List.copyOf(registers));
    registers.clear();
    registers.addAll(registersNow);
  }
}
