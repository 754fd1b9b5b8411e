package org.vzlab.svm.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.vzlab.svm.format.Opcode;

/**
 * Random programs of the instructions 00 to 36: mostly ones that go well for a while, because what
 * is on the stack is kept in mind; sometimes ones that do not.
 */
final class RandomCode {
  private static final Opcode[] UNARY = {Opcode.ABS, Opcode.NEG, Opcode.NOT, Opcode.DEC};
  private static final int[] WORDS = {
    0,
    1,
    2,
    -1,
    7,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE,
    0x7F80_0000,
    0x7F80_0001,
    0xFFC0_0001,
    1,
    0x0080_0000,
    0x8000_0001,
    0x3F80_0000,
    0x3FC0_0000,
    0x7F7F_FFFF,
    0xFF80_0000,
    65535
  };

  private final Random random;
  private final Code code = new Code();
  private final Deque<Boolean> stack = new ArrayDeque<>();
  private final int length;
  private boolean pair;

  RandomCode(long seed) {
    random = new Random(seed);
    length = 10 + random.nextInt(60);
  }

  Code code() {
    for (int word : WORDS) {
      code.load(word);
    }
    for (int i = 0; i < length; i++) {
      code.label("l" + i);
      if (random.nextInt(40) == 0) {
        anything();
      } else if (random.nextInt(8) == 0) {
        jump();
      } else if (pair && random.nextInt(3) == 0) {
        usePair();
      } else if (!stack.isEmpty() && random.nextInt(2) == 0) {
        useStack();
      } else {
        make();
      }
    }
    return code.label("l" + length).op(Opcode.STOP);
  }

  private String label() {
    return "l" + random.nextInt(length + 1);
  }

  private void anything() {
    code.raw(random.nextInt(0x37), random.nextInt(4), random.nextInt(80), random.nextInt(256));
  }

  private void jump() {
    switch (random.nextInt(7)) {
      case 0 -> code.op(Opcode.GOTO, label());
      case 1, 2 -> {
        code.op(Opcode.PUSH).op(Opcode.LOADB, random.nextInt(4)).op(Opcode.GOTOFALSE, label());
      }
      case 3 -> code.op(Opcode.GOTOIFALSE, label());
      case 4 -> code.op(Opcode.CALL, label());
      case 5 -> code.op(Opcode.RETURN);
      default -> {
        if (random.nextBoolean()) {
          code.op(Opcode.PUSH).op(Opcode.CUR, label()).op(Opcode.APP);
        } else {
          code.op(Opcode.PUSH).op(Opcode.COMB, label()).op(Opcode.APP);
        }
        pair = true;
      }
    }
  }

  private void usePair() {
    switch (random.nextInt(6)) {
      case 0 -> code.op(Opcode.FST);
      case 1 -> code.op(Opcode.SND);
      case 2 -> code.op(Opcode.REST, random.nextInt(3));
      case 3 -> code.op(Opcode.ACC, random.nextInt(2));
      case 4 -> code.op(Opcode.PUSH).op(Opcode.PACK, tag()).cases(Opcode.SWITCH, cases());
      default -> code.op(Opcode.PACK, tag()).cases(Opcode.SWITCHI, cases());
    }
    pair = random.nextBoolean();
  }

  private int tag() {
    return random.nextInt(3);
  }

  private Object[] cases() {
    Object[] cases = new Object[2 * random.nextInt(4)];
    for (int i = 0; i < cases.length; i += 2) {
      cases[i] = random.nextInt(4) == 0 ? 0xFFFF : tag();
      cases[i + 1] = label();
    }
    return cases;
  }

  private void useStack() {
    boolean popped = stack.pop();
    switch (random.nextInt(6)) {
      case 0 -> {
        code.op(Opcode.CONS);
        pair = true;
      }
      case 1 -> {
        code.op(Opcode.SNOC);
        pair = true;
      }
      case 2 -> {
        code.op(Opcode.SWAP);
        stack.push(pair);
        pair = popped;
      }
      case 3 -> {
        code.op(Opcode.POP);
        pair = popped;
      }
      default -> {
        int first = Opcode.ADDI.code();
        code.op(Opcode.of(first + random.nextInt(Opcode.EQB.code() - first + 1)));
        pair = false;
      }
    }
  }

  private void make() {
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        code.op(Opcode.PUSH);
        stack.push(pair);
      }
      case 2, 3 -> {
        code.op(Opcode.LOADI, random.nextInt(WORDS.length));
        pair = false;
      }
      case 4 -> {
        code.op(Opcode.LOADB, random.nextInt(256));
        pair = false;
      }
      case 5 -> {
        code.op(Opcode.CUR, label());
        pair = true;
      }
      case 6 -> {
        code.op(Opcode.PACK, tag());
        pair = true;
      }
      case 7 -> {
        code.op(Opcode.MOVE);
        stack.push(pair);
        pair = false;
      }
      default -> code.op(UNARY[random.nextInt(UNARY.length)]);
    }
  }
}
