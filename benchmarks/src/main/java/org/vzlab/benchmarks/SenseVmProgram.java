package org.vzlab.benchmarks;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.format.Program;

/**
 * Programs as a compiler without optimizations writes them, each in a loop without end: words of
 * instructions, with {@code name:} for a label and {@code =number} for a constant of the pool.
 */
public enum SenseVmProgram {
  /** The 15th Fibonacci number by recursion. */
  FIB(
      """
      start: clear push loadi =15 swap call fib app goto start
      fib: cur body return
      body: push push acc 0 swap loadi =2 lt gotofalse else acc 0 goto end
      else: push push push acc 0 swap loadi =1 mini swap rest 1 call fib app swap
        push push acc 0 swap loadi =2 mini swap rest 1 call fib app addi
      end: skip return
      """),
  /** Counts down from ten thousand. */
  LOOP(
      """
      start: loadi =10000
      top: push push loadb 0 gt gotofalse start dec goto top
      """),
  /** Ackermann's function of 2 and 9. */
  ACK(
      """
      start: clear push push loadi =2 swap loadi =9 cons swap call ack app goto start
      ack: cur body return
      body: push push snd fst swap loadi =0 eq gotofalse more
        push snd snd swap loadi =1 addi goto end
      more: push push snd snd swap loadi =0 eq gotofalse most
        push push push snd fst swap loadi =1 mini swap loadi =1 cons swap rest 1 call ack app
        goto end
      most: push push push snd fst swap loadi =1 mini swap
        push push snd fst swap push snd snd swap loadi =1 mini cons swap rest 1 call ack app
        cons swap rest 1 call ack app
      end: skip return
      """),
  /** Builds a list of a hundred numbers and turns it around. */
  LIST(
      """
      start: clear pack 0 push loadi =100 cons
      build: push snd push loadb 0 gt gotofalse built
        push push snd swap fst cons pack 1 swap snd dec cons goto build
      built: fst push clear pack 0 snoc
      turn: push snd switch 2 0 turned 1 next
      next: push push snd fst swap fst fst cons pack 1 swap snd snd cons goto turn
      turned: goto start
      """);

  private final String source;

  SenseVmProgram(String source) {
    this.source = source;
  }

  /** The program. */
  Program load() {
    return new Assembly().load(source.split("\\s+"));
  }

  /** The bytes of a program; labels are written when all are known. */
  private static final class Assembly {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> integers = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> uses = new HashMap<>();

    Program load(String[] words) {
      int at = 0;
      while (at < words.length) {
        if (words[at].endsWith(":")) {
          labels.put(words[at++].replace(":", ""), bytes.size());
        } else {
          at = instruction(words, at);
        }
      }
      int start = 15 + 4 * integers.size();
      byte[] image = new byte[start + bytes.size()];
      System.arraycopy(bytes.toByteArray(), 0, image, start, bytes.size());
      uses.forEach((use, label) -> write(image, start + use, start + labels.get(label)));
      int[] pool = integers.stream().mapToInt(Integer::intValue).toArray();
      return new Program(image, 1, pool, new byte[0], List.of(), start, false);
    }

    private int instruction(String[] words, int at) {
      Opcode opcode = Opcode.valueOf(words[at].toUpperCase(Locale.ROOT));
      bytes.write(opcode.code());
      switch (opcode.operand()) {
        case NONE -> {
          return at + 1;
        }
        case COUNT, BOOLEAN -> bytes.write(Integer.parseInt(words[at + 1]));
        case INTEGER -> {
          half(integers.size());
          integers.add(Integer.parseInt(words[at + 1].substring(1)));
        }
        case TAG -> half(Integer.parseInt(words[at + 1]));
        case LABEL -> label(words[at + 1]);
        case CASES -> {
          int cases = Integer.parseInt(words[at + 1]);
          bytes.write(cases);
          for (int i = at + 2; i < at + 2 + 2 * cases; i += 2) {
            half(Integer.parseInt(words[i]));
            label(words[i + 1]);
          }
          return at + 2 + 2 * cases;
        }
        default -> throw new IllegalArgumentException(words[at]);
      }
      return at + 2;
    }

    private void label(String name) {
      uses.put(bytes.size(), name);
      half(0);
    }

    private void half(int value) {
      bytes.write(value >> 8);
      bytes.write(value);
    }

    private static void write(byte[] image, int at, int value) {
      image[at] = (byte) (value >> 8);
      image[at + 1] = (byte) value;
    }
  }
}
