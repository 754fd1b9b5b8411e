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
 * One of the image's loops that only executes, in either instruction set. An operation is one
 * instruction.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public abstract class TimedLoop {
  private static final int INSTRUCTIONS = 1_000_000;

  /** The image with the loop. */
  @Param("firmware/speed/loops.elf")
  public String image;

  /** The instruction set it is written in. */
  @Param public Isa isa;

  /** What time instructions take. */
  @Param public Model timing;

  private final String loop;
  private LoopMachine bare;
  private LoopMachine guest;

  /**
   * @param loop the symbol of the loop, without what it has for microMIPS
   */
  TimedLoop(String loop) {
    this.loop = loop;
  }

  /** Makes the machines. */
  @Setup
  public void start() {
    bare = LoopMachine.bare(image, loop, isa, timing);
    guest = LoopMachine.guest(image, loop, isa, timing);
  }

  /** In root mode, untranslated. */
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public long bare() {
    bare.execute(INSTRUCTIONS);
    return bare.instructions();
  }

  /** In guest mode, behind the TLB of root. */
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public long guest() {
    guest.execute(INSTRUCTIONS);
    return guest.instructions();
  }
}
