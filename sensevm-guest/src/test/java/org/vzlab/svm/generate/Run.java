package org.vzlab.svm.generate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vzlab.svm.driver.ConsoleDriver;
import org.vzlab.svm.driver.Devices;
import org.vzlab.svm.driver.Input;
import org.vzlab.svm.driver.Sleep;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Trap;

/** A generated program on the Java machine. */
final class Run {
  private static final long STEPS = 200_000;

  private final Generated generated;
  private final Program program;
  private final StringBuilder output = new StringBuilder();
  private final Machine machine;

  Run(Generated generated) {
    this.generated = generated;
    try {
      program = Loader.load("generated", generated.file());
    } catch (FormatException refused) {
      throw new AssertionError(describe(generated), refused);
    }
    ConsoleDriver console =
        new ConsoleDriver(
            Input.typed(20, 30, generated.input()), each -> output.append((char) each));
    Devices devices = new Devices(List.of(console), new Sleep(0));
    machine = new Machine(program, generated.resources(), devices);
    devices.follow(machine::steps);
  }

  static String describe(Generated generated) {
    return "seed %d, %s, %s: %s"
        .formatted(
            generated.seed(), generated.size(), generated.resources(), generated.expression());
  }

  Machine machine() {
    return machine;
  }

  String output() {
    return output.toString();
  }

  /** Runs it to its end. */
  Run toEnd() {
    machine.run(STEPS);
    return this;
  }

  /** Runs it to its end and tells what was executed: opcodes, functions of both kinds. */
  Set<String> executed() {
    Set<String> found = new TreeSet<>();
    boolean goesOn = true;
    while (goesOn && machine.steps() < STEPS) {
      note(machine.context(machine.running()).pc(), found);
      goesOn = machine.step();
    }
    return found;
  }

  private void note(int pc, Set<String> found) {
    byte[] image = program.image();
    if (pc < program.codeStart() || pc >= image.length) {
      return;
    }
    int code = image[pc] & 0xFF;
    if (code >= Opcode.count()) {
      return;
    }
    found.add(Opcode.of(code).name());
    if (code == Opcode.CALLRTS.code() && pc + 1 < image.length) {
      found.add("CALLRTS " + image[pc + 1]);
    }
    if (code == Opcode.APPF.code() && pc + 2 < image.length) {
      int index = ((image[pc + 1] & 0xFF) << 8) | (image[pc + 2] & 0xFF);
      if (index < program.natives().size()) {
        found.add("APPF " + program.natives().get(index).function());
      }
    }
  }

  /** How it ended, as the evaluator tells it. */
  Outcome outcome() {
    End end = machine.end().orElse(End.LIMIT);
    return new Outcome(
        end, machine.trap(), end == End.STOP ? Optional.of(machine.value()) : Optional.empty());
  }

  /** Whether it ran out of what it was given. */
  boolean ranOut() {
    return machine
        .trap()
        .filter(trap -> trap == Trap.HEAP_EXHAUSTED || trap == Trap.STACK_OVERFLOW)
        .isPresent();
  }

  Generated generated() {
    return generated;
  }
}
