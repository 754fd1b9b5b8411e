package org.vzlab.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Resources;

/** Sense-VM's machine on programs that compute without end. An operation is one bytecode. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SenseVmLoop {
  private static final int STEPS = 1_000_000;

  /** Enough for the recursion of all of them. */
  private static final Resources RESOURCES = new Resources(1024, 512, 1, 1, 0);

  /** Which program. */
  @Param public SenseVmProgram program;

  private Machine machine;

  /** Makes the machine. */
  @Setup
  public void start() {
    machine = new Machine(program.load(), RESOURCES, new Devices(List.of(), new Sleep(0)));
  }

  /** The next million bytecodes. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public long run() {
    machine.run(STEPS);
    return machine.steps();
  }
}
