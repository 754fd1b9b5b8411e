package org.vzlab.benchmarks;

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
import org.vzlab.mips.isa.Isa;

/**
 * A guest walks over more pages than root's TLB holds. An operation is one refill (GPA): the exit,
 * the answer of modelled root software, and four or five instructions.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TlbRefill {
  private static final int REFILLS = 10_000;

  /** The image with the loop. */
  @Param("firmware/speed/loops.elf")
  public String image;

  private LoopMachine guest;

  /** Makes the machine. */
  @Setup
  public void start() {
    guest = LoopMachine.guest(image, "page_loop", Isa.MIPS32, Model.FUNCTIONAL);
  }

  /** Refills of a loop that touches a new page at each turn. */
  @Benchmark
  @OperationsPerInvocation(REFILLS)
  public long refill() {
    guest.executeExits(REFILLS);
    return guest.exits();
  }
}
