package org.vzlab.mips.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.vzlab.kit.bus.Device;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Event;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.hart.TestMachine;

/** A small machine that a {@link BranchProgram} runs on, stopped and started in every way. */
final class StopGoMachine implements Stateful {
  private static final int PHYSICAL = 0x1FFFFFFF;
  private static final int DEVICE = 0x1F800000;
  private static final int LEVEL = 3;

  /** What of a branch only counts while execution stands in its delay slot. */
  private static final List<String> OF_THE_BRANCH =
      List.of("hart/branchPc", "hart/branchWord", "hart/branchTarget", "hart/slotLength");

  /** What caches are there for. */
  enum Caches {
    /** With functional timing. */
    UNTIMED,
    COHERENT,
    STALE
  }

  /** How many times longer everything takes, at most, with approximate timing. */
  private static final int SLOWNESS = 12;

  final TestMachine machine;
  final List<String> trace = new ArrayList<>();
  private final BranchProgram program;
  private final Caches caches;
  private final int k0;
  private final int slowness;
  private final Event request;

  StopGoMachine(BranchProgram program) {
    this(program, Caches.UNTIMED, 2);
  }

  /**
   * @param k0 what Config.K0 makes of KSEG0
   */
  StopGoMachine(BranchProgram program, Caches caches, int k0) {
    this.program = program;
    this.caches = caches;
    this.k0 = k0;
    machine = caches == Caches.UNTIMED ? TestMachine.small() : TestMachine.timed();
    slowness = caches == Caches.UNTIMED ? 1 : SLOWNESS;
    machine.hart.mmu.keepStaleLines(caches == Caches.STALE);
    request = machine.scheduler.event("request", 0, this::interrupt);
    machine.bus.map(DEVICE, Memory.PAGE, new Acknowledge());
    machine
        .interpreter
        .trace()
        .listen(
            e -> trace.add(String.format("%d %08x %08x", e.time(), e.pc(), e.instruction().word)));
  }

  /** Puts the program into memory and the processor at its beginning. */
  StopGoMachine start() {
    program.code().forEach(this::put);
    machine.root(Cp0Register.CONFIG, k0);
    program.prepare(machine);
    if (program.period() != 0) {
      request.at((long) slowness * program.period());
    }
    return this;
  }

  private void put(int address, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((address & PHYSICAL) % machine.ram.size() + i, 1, bytes[i]);
    }
  }

  private void interrupt() {
    if (program.inGuest()) {
      machine.hart.root.replace(Cp0Register.GUEST_CTL2, GuestCtl.GRIPL, LEVEL << 24);
      machine.scheduler.preempt();
    } else {
      machine.hart.request(LEVEL, 0, 0);
    }
    request.in((long) slowness * program.period());
  }

  /** A store ends the request. */
  private final class Acknowledge implements Device {
    @Override
    public int read(int offset, int size) {
      return 0;
    }

    @Override
    public void write(int offset, int size, int value) {
      machine.hart.request(0, 0, 0);
    }
  }

  private boolean goesOn(long until) {
    return machine.scheduler.now() < until || machine.hart.inDelaySlot;
  }

  /** Runs until the program has ended or will never do so; the answer is some time after that. */
  long runToEnd() {
    while (!program.hasEnded(machine) && machine.scheduler.now() < slowness * program.limit()) {
      run(machine.scheduler.now() + 10);
    }
    return machine.scheduler.now();
  }

  StopGoMachine run(long until) {
    while (goesOn(until)) {
      runOnce(until);
    }
    return this;
  }

  private void runOnce(long until) {
    machine.scheduler.beginSlice(until);
    machine.interpreter.run();
    machine.scheduler.fireDue();
  }

  StopGoMachine step(long until) {
    while (goesOn(until)) {
      stepOnce(until);
    }
    return this;
  }

  private void stepOnce(long until) {
    machine.scheduler.beginSlice(until);
    machine.interpreter.step();
    if (!machine.hart.inDelaySlot) {
      machine.scheduler.fireDue();
    }
  }

  /** Steps, and after every step goes on in a machine that has just been built. */
  StopGoMachine stepInNewMachines(long until) {
    StopGoMachine current = this;
    while (current.goesOn(until)) {
      current.stepOnce(until);
      current = current.renewed();
    }
    return current;
  }

  /** Steps and runs by turns, in pieces of random length, sometimes in a new machine. */
  StopGoMachine stepAndRun(long until, Random random) {
    StopGoMachine current = this;
    while (current.goesOn(until)) {
      if (random.nextInt(3) != 0) {
        current.stepOnce(until);
      } else {
        long now = current.machine.scheduler.now();
        current.runOnce(Math.min(until, now + random.nextInt(20 * slowness)));
      }
      if (random.nextInt(8) == 0) {
        current = current.renewed();
      }
    }
    return current;
  }

  /** Runs from wherever stepping stops in a delay slot, each time in a new machine. */
  void fromEveryDelaySlot(long until, java.util.function.Consumer<StopGoMachine> check) {
    while (goesOn(until)) {
      stepOnce(until);
      if (machine.hart.inDelaySlot) {
        check.accept(renewed().run(until));
      }
    }
  }

  private StopGoMachine renewed() {
    StopGoMachine other = new StopGoMachine(program, caches, k0);
    Snapshot.of(this).restore(other);
    return other;
  }

  @Override
  public void visit(StateVisitor visitor) {
    machine.visit(visitor);
  }

  /** All state by name. */
  Map<String, String> state() {
    Dump dump = new Dump();
    visit(dump);
    if (!machine.hart.inDelaySlot) {
      OF_THE_BRANCH.forEach(dump.values::remove);
    }
    return dump.values;
  }

  private static final class Dump implements StateVisitor {
    final Map<String, String> values = new TreeMap<>();
    private String path = "";

    @Override
    public void enter(String name, Stateful part) {
      String outer = path;
      path = path + name + "/";
      part.visit(this);
      path = outer;
    }

    @Override
    public <T> T value(String name, T value) {
      values.put(path + name, String.valueOf(value));
      return value;
    }

    @Override
    public void array(String name, long[] array) {
      values.put(path + name, Arrays.toString(array));
    }

    @Override
    public int int32(String name, int value) {
      values.put(path + name, Integer.toHexString(value));
      return value;
    }

    @Override
    public long int64(String name, long value) {
      values.put(path + name, Long.toString(value));
      return value;
    }

    @Override
    public void array(String name, int[] array) {
      for (int i = 0; i < array.length; i++) {
        values.put(path + name + "[" + i + "]", Integer.toHexString(array[i]));
      }
    }

    @Override
    public void array(String name, byte[] array) {
      for (int from = 0; from < array.length; from += 64) {
        values.put(
            String.format("%s%s[%05x]", path, name, from),
            HexFormat.of().formatHex(array, from, Math.min(array.length, from + 64)));
      }
    }
  }
}
