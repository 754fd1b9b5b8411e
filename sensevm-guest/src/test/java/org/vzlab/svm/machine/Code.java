package org.vzlab.svm.machine;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.svm.format.NativeEntry;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.format.Program;

/** Writes programs for tests, byte by byte, with names for labels. */
final class Code {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> integers = new ArrayList<>();
  private final List<NativeEntry> natives = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<Integer, String> uses = new HashMap<>();

  /** An instruction without an operand, or several of them. */
  Code op(Opcode... opcodes) {
    for (Opcode opcode : opcodes) {
      bytes.write(opcode.code());
    }
    return this;
  }

  /** An instruction with a number of one byte or two. */
  Code op(Opcode opcode, int operand) {
    bytes.write(opcode.code());
    if (opcode.operand().bytes() == 2) {
      bytes.write(operand >> 8);
    }
    bytes.write(operand);
    return this;
  }

  /** An instruction with a label. */
  Code op(Opcode opcode, String label) {
    bytes.write(opcode.code());
    return use(label);
  }

  /** SWITCH or SWITCHI with tags and labels in turn. */
  Code cases(Opcode opcode, Object... cases) {
    op(opcode, cases.length / 2);
    for (int i = 0; i < cases.length; i += 2) {
      int tag = (Integer) cases[i];
      raw(tag >> 8, tag);
      use((String) cases[i + 1]);
    }
    return this;
  }

  /** LOADI of a number, which goes into the pool. */
  Code load(int word) {
    integers.add(word);
    return op(Opcode.LOADI, integers.size() - 1);
  }

  /** LOADI of a float. */
  Code load(float number) {
    return load(Float.floatToRawIntBits(number));
  }

  /** CALLRTS. */
  Code call(int function) {
    return op(Opcode.CALLRTS, function);
  }

  /** APPF of a native function, which goes into the pool. */
  Code apply(int function, int arguments) {
    natives.add(new NativeEntry(function, arguments));
    return op(Opcode.APPF, natives.size() - 1);
  }

  /** Makes the next channel. */
  Code channel() {
    return call(1);
  }

  /** E becomes an event that sends a word. */
  Code sendEvent(int channel, int word) {
    return op(Opcode.LOADB, channel).op(Opcode.PUSH).op(Opcode.LOADB, word).call(2);
  }

  /** E becomes an event that receives. */
  Code receiveEvent(int channel) {
    return op(Opcode.LOADB, channel).call(3);
  }

  /** Sends a word. */
  Code send(int channel, int word) {
    return sendEvent(channel, word).sync();
  }

  /** Receives a word, which becomes E. */
  Code receive(int channel) {
    return receiveEvent(channel).sync();
  }

  Code sync() {
    return call(4);
  }

  /** Spawns a context that runs a label's code. */
  Code spawn(String label) {
    return op(Opcode.COMB, label).call(0);
  }

  /** Sleeps, with a deadline for the event in E. */
  Code time(int baseline, int deadline) {
    return op(Opcode.PUSH).load(deadline).op(Opcode.PUSH).load(baseline).call(8);
  }

  /** A channel leads to a device. */
  Code bind(int channel, int device) {
    return op(Opcode.LOADB, channel).op(Opcode.PUSH).op(Opcode.LOADB, device).call(6);
  }

  Code raw(int... values) {
    Arrays.stream(values).forEach(bytes::write);
    return this;
  }

  Code label(String name) {
    labels.put(name, bytes.size());
    return this;
  }

  /** Where the next instruction comes to be, from the code's beginning. */
  int here() {
    return bytes.size();
  }

  Program program() {
    int header = 15 + 4 * integers.size() + 4 * natives.size();
    byte[] image = new byte[header + bytes.size()];
    System.arraycopy(bytes.toByteArray(), 0, image, header, bytes.size());
    uses.forEach(
        (at, label) -> {
          int to = header + labels.get(label);
          image[header + at] = (byte) (to >> 8);
          image[header + at + 1] = (byte) to;
        });
    int[] pool = integers.stream().mapToInt(Integer::intValue).toArray();
    return new Program(image, 1, pool, new byte[0], List.copyOf(natives), header, false);
  }

  private Code use(String label) {
    uses.put(bytes.size(), label);
    return raw(0, 0);
  }
}
