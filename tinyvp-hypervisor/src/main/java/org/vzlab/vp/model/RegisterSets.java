package org.vzlab.vp.model;

import java.util.Map;
import java.util.TreeMap;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;

/**
 * The shadow register sets, and whose registers each holds. A guest and most threads have one of
 * their own; where a thread shares one, with other threads, a guest or, in set 0, the root, the 31
 * registers change places with those in memory whenever it changes hands.
 */
final class RegisterSets implements Stateful {
  private static final int SETS = 8;
  private static final int REGISTERS = 32;

  /** In place of the owner of a set that nobody has used. */
  private static final int UNUSED = -1;

  private static final int PSS = 0xF << 6;
  private static final int PSS_SHIFT = 6;

  /** One owner's registers: in a set, or here while another has it. */
  static final class Registers {
    private final int owner;
    private final int set;
    private final int[] values = new int[REGISTERS];

    private Registers(int owner, int set) {
      this.owner = owner;
      this.set = set;
    }
  }

  private final RootPort port;
  private final Registers[] owners = new Registers[SETS];
  private final Map<Integer, Registers> all = new TreeMap<>();
  private final Registers roots = of(Tasks.NOBODY, 0);

  RegisterSets(RootPort port) {
    this.port = port;
    owners[0] = roots;
  }

  /**
   * The registers of a task.
   *
   * @param task its id
   * @param set the set that they go into, 0 to 7
   */
  Registers of(int task, int set) {
    Registers registers = new Registers(task, set);
    all.put(task, registers);
    return registers;
  }

  /** Set 0 holds the root's own registers. The set that SRSCtl.PSS names stays the same. */
  void giveBackToRoot() {
    int control = port.cp0(Cp0Register.SRS_CTL);
    select(roots);
    port.cp0(Cp0Register.SRS_CTL, control);
  }

  /** The owner's set holds its registers, and is the one that RDPGPR, WRPGPR and ERET go to. */
  void select(Registers wanted) {
    int control = port.cp0(Cp0Register.SRS_CTL);
    port.cp0(Cp0Register.SRS_CTL, (control & ~PSS) | wanted.set << PSS_SHIFT);
    Registers holder = owners[wanted.set];
    owners[wanted.set] = wanted;
    if (holder == wanted || holder == null) {
      return;
    }
    for (int number = 1; number < REGISTERS; number++) {
      holder.values[number] = port.previousGpr(number);
      port.previousGpr(number, wanted.values[number]);
    }
    port.charge(Work.SHADOW_REGISTER, REGISTERS - 1);
  }

  /** As {@link #select}, with zeros in all registers. */
  void clear(Registers wanted) {
    select(wanted);
    for (int number = 1; number < REGISTERS; number++) {
      port.previousGpr(number, 0);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int set = 0; set < SETS; set++) {
      int owner = owners[set] == null ? UNUSED : owners[set].owner;
      owners[set] = all.get(visitor.int32("owner" + set, owner));
    }
    all.forEach((task, registers) -> visitor.array("registers" + task, registers.values));
  }
}
