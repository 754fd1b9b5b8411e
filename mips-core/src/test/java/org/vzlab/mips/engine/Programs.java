package org.vzlab.mips.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;

/**
 * Executes in the interpreter what QEMU has executed, and compares: the counterpart of
 * src/test/vectors/programs.py, which lays out RAM, and program_runner.c, which runs here too.
 *
 * <p>Reads names of images of a Malta board's RAM as QEMU left it, one a line. For each it writes a
 * line {@code index words} in hexadecimal for the first states that differ, and then {@code end}
 * and how many differ.
 */
public final class Programs {
  private static final int RAM_SIZE = 64 << 20;
  private static final int HEADER = 0x100000;
  private static final int PHYSICAL = 0x1FFFFFFF;

  /** The page of Malta's SOFTRES register, and what is written to it at the end. */
  private static final int SYSTEM = 0x1F000000;

  private static final int SOFTRES = 0x500;
  private static final int RESET = 0x42;

  private static final long SLICE = 1_000_000;

  /** More than the runner and a program that ends take together. */
  private static final long CYCLES_A_STATE = 10_000;

  private static final int SHOWN = 50;

  private Programs() {}

  /** Serves until the end of the input. */
  public static void main(String[] arguments) throws IOException {
    InstructionSet instructionSet = InstructionSet.m5150();
    BufferedReader names =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      System.out.print(differences(Files.readAllBytes(Path.of(name)), instructionSet));
      System.out.flush();
    }
  }

  private static String differences(byte[] image, InstructionSet instructionSet) {
    ByteBuffer words = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int count = words.getInt(HEADER);
    int size = words.getInt(HEADER + 8);
    int results = words.getInt(HEADER + 16) & PHYSICAL;
    byte[] ours =
        execute(image, instructionSet, words.getInt(HEADER + 20), results, count * CYCLES_A_STATE);
    StringBuilder report = new StringBuilder();
    int different = 0;
    for (int i = 0; i < count; i++) {
      int from = results + i * size;
      if (Arrays.equals(image, from, from + size, ours, from, from + size)) {
        continue;
      }
      different++;
      if (different <= SHOWN) {
        report.append(i);
        for (int at = from; at < from + size; at += 4) {
          report.append(' ').append(Integer.toHexString((int) Memory.WORDS.get(ours, at)));
        }
        report.append('\n');
      }
    }
    return report.append("end ").append(different).append('\n').toString();
  }

  /** RAM after the runner, which finds what QEMU's found: all from the header up to the results. */
  private static byte[] execute(
      byte[] image, InstructionSet instructionSet, int entry, int results, long cycles) {
    Memory ram = Memory.ram("RAM", RAM_SIZE);
    System.arraycopy(image, HEADER, ram.bytes(), HEADER, results - HEADER);
    Memory system = Memory.ram("system registers", Memory.PAGE);
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    bus.map(SYSTEM, system);
    Scheduler scheduler = new Scheduler();
    Hart hart = new Hart(scheduler, bus);
    Interpreter interpreter = new Interpreter(hart, instructionSet);
    hart.pc = entry;
    while (system.read(SOFTRES, 4) != RESET) {
      if (scheduler.now() > cycles + SLICE) {
        throw new IllegalStateException(String.format("no end in sight at %08x", hart.pc));
      }
      scheduler.beginSlice(scheduler.now() + SLICE);
      interpreter.run();
    }
    return ram.bytes();
  }
}
