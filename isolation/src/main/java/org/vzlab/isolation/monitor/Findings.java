package org.vzlab.isolation.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Right;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Violation;
import org.vzlab.isolation.Way;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;

/** What was found: the first violations, and how many there were. */
final class Findings {
  /** As many violations as are kept. */
  static final int KEPT = 100;

  /** Rights that are told of an address. */
  private static final int TOLD = 3;

  private final Policy policy;
  private final Hart hart;
  private final List<Violation> kept = new ArrayList<>();
  private long count;

  Findings(Policy policy, Hart hart) {
    this.policy = policy;
    this.hart = hart;
  }

  List<Violation> violations() {
    return List.copyOf(kept);
  }

  long count() {
    return count;
  }

  void clear() {
    kept.clear();
    count = 0;
  }

  /**
   * Something that a task may not do with an address, here and now.
   *
   * @param what what was done, to which {@link #granted} is added
   */
  void add(Rule rule, int task, int address, String what) {
    addOther(rule, task, address, what + "; " + granted(task, address));
  }

  /** Something else that isolation forbids. */
  void addOther(Rule rule, int task, int address, String text) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(new Violation(rule, task, pc(), address, hart.scheduler.now(), text));
    }
  }

  /** Which rule does not hold if the processor gets at an address for a task that may not. */
  Rule rule(int task, int address) {
    for (int other : policy.tasks()) {
      if (other != task
          && !policy.isKernel(other)
          && policy.permits(other, address, Use.WRITE, Way.MAPPED)) {
        return Rule.DISJOINT;
      }
    }
    return Rule.LEAST_PRIVILEGE;
  }

  /**
   * Where a task executes; while root does something for it, where the exception has come from that
   * root deals with.
   */
  private int pc() {
    if (hart.owner() != 0) {
      return hart.pc;
    }
    int epc = hart.root.get(Cp0Register.EPC);
    if (!hart.root.has(Cp0Register.CAUSE, Cause.BD)) {
      return epc;
    }
    boolean micromips = (epc & 1) != 0;
    int branch = hart.root.get(Cp0Register.BAD_INSTR_P);
    boolean isShort = micromips && branch >>> 16 == 0 && InstructionSet.length(branch) == 2;
    return epc + (isShort ? 2 : 4);
  }

  /** What a task is granted at an address, or who is if it is granted nothing there. */
  private String granted(int task, int address) {
    long there = Integer.toUnsignedLong(address);
    List<Right> own = new ArrayList<>();
    List<Right> others = new ArrayList<>();
    for (Right right : policy.rights()) {
      if (right.contains(there) && !policy.isKernel(right.task())) {
        (right.task() == task ? own : others).add(right);
      }
    }
    if (!own.isEmpty()) {
      return "granted is " + told(own);
    }
    return others.isEmpty()
        ? "nobody is granted anything there"
        : "granted is nothing; there is " + told(others);
  }

  private static String told(List<Right> rights) {
    StringBuilder text = new StringBuilder();
    for (Right right : rights.subList(0, Math.min(TOLD, rights.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(right);
    }
    return rights.size() > TOLD
        ? text.append(String.format(Locale.ROOT, " and %d more", rights.size() - TOLD)).toString()
        : text.toString();
  }
}
