package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.state.Onlooker;
import org.vzlab.kit.state.Stateful;
import org.vzlab.soc.chip.PartTable;

/**
 * The registers of the chip that must not change: all that nobody but the hypervisor has, as far as
 * the hypervisor leaves them alone.
 */
final class ChipRegisters {
  /** Collects the stored values of all registers, in the order of the walk. */
  private static final class Walk extends Onlooker {
    private final List<String> names = new ArrayList<>();
    private int[] values = new int[4096];
    private int count;
    private int depth;
    private String part = "";

    @Override
    public void enter(String name, Stateful inner) {
      if (inner instanceof Memory) {
        return;
      }
      String outer = part;
      part = name;
      depth++;
      inner.visit(this);
      depth--;
      part = outer;
    }

    @Override
    public int int32(String name, int value) {
      if (depth == 2 && name.equals("value")) {
        if (count == values.length) {
          values = Arrays.copyOf(values, 2 * count);
        }
        names.add(part);
        values[count++] = value;
      }
      return value;
    }
  }

  /**
   * What the hardware writes and the hypervisor serves: interrupts, and what the system bus arbiter
   * has refused.
   */
  private static final String SERVED = "IFS\\d+|IEC\\d+|INTSTAT|SBFLAG|SBT\\d+ELOG\\d";

  private final Bench bench;
  private final Policy policy;
  private final Company company;
  private final BitSet free = new BitSet();
  private List<String> names = List.of();
  private int[] expected = {};

  ChipRegisters(Bench bench, Policy policy, Company company) {
    this.bench = bench;
    this.policy = policy;
    this.company = company;
  }

  private Walk walk() {
    Walk walk = new Walk();
    bench.chip().visit(walk);
    return walk;
  }

  /** From now on everything is to stay as it is. */
  void take() {
    Walk walk = walk();
    names = List.copyOf(walk.names);
    expected = walk.values;
    String console = "U" + bench.consoleUart();
    PartTable part = bench.chip().part();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean hypervisors = name.startsWith(console) || name.matches(SERVED);
      if (hypervisors || !part.hasRegister(name) || isGranted(part.register(name).address())) {
        free.set(i);
      }
    }
  }

  private boolean isGranted(int address) {
    return isGranted(company.attacker(), address)
        || company.others().stream().anyMatch(task -> isGranted(task, address));
  }

  private boolean isGranted(int task, int address) {
    boolean emulated =
        policy.lines(task, Integer.toUnsignedLong(address)).stream()
            .anyMatch(line -> line.emulator().isEmpty() && !line.flags().ignoresWrites());
    return emulated
        || policy.permits(task, address, Use.WRITE, Way.MAPPED)
        || policy.permits(task, address, Use.WRITE, Way.DMA);
  }

  /** What has changed by now without an attack may change. */
  void learn() {
    int[] values = walk().values;
    for (int i = 0; i < names.size(); i++) {
      if (values[i] != expected[i]) {
        free.set(i);
      }
    }
  }

  /** What has changed that must not. */
  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    int[] values = walk().values;
    for (int i = 0; i < names.size(); i++) {
      if (values[i] != expected[i] && !free.get(i)) {
        findings.add(
            new Finding(
                Finding.Kind.CHIP,
                String.format(
                    Locale.ROOT,
                    "%s, which no guest has, was 0x%08x and is 0x%08x",
                    names.get(i),
                    expected[i],
                    values[i])));
      }
    }
    return findings;
  }
}
