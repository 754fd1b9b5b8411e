package org.vzlab.benchmarks;

/** Arithmetic between registers: what it costs to execute an instruction. */
public class RegisterLoop extends TimedLoop {
  /** For JMH. */
  public RegisterLoop() {
    super("register_loop");
  }
}
