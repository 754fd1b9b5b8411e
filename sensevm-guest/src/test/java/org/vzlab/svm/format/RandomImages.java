package org.vzlab.svm.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files of any bytes that are in the format, with code that is right more or less often. */
final class RandomImages {
  private final Random random;

  RandomImages(long seed) {
    random = new Random(seed);
  }

  /** Another program. */
  Program next() {
    int[] integers =
        random.ints(random.nextInt(5)).map(i -> i % (random.nextBoolean() ? 4 : i | 1)).toArray();
    byte[] strings = new byte[random.nextInt(3) == 0 ? random.nextInt(120) : 0];
    random.nextBytes(strings);
    List<NativeEntry> natives = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      natives.add(
          random.nextBoolean()
              ? NativeEntry.of(NativeFunction.of(random.nextInt(19)).orElseThrow())
              : new NativeEntry(random.nextInt(25), random.nextInt(4), random.nextInt(2)));
    }
    int start = ProgramWriter.header(integers.length, strings.length, natives.size());
    byte[] code = random.nextInt(4) == 0 ? noise() : instructions(start);
    int version = random.nextBoolean() ? 1 : random.nextInt(256);
    Program program = ProgramWriter.program(version, integers, strings, natives, code);
    return new Program(
        program.image(), version, integers, strings, natives, start, random.nextBoolean());
  }

  private byte[] noise() {
    byte[] code = new byte[random.nextInt(80)];
    random.nextBytes(code);
    for (int i = 0; i < code.length; i++) {
      if (random.nextInt(3) > 0) {
        code[i] = (byte) (code[i] & 0x3F);
      }
    }
    return code;
  }

  private byte[] instructions(int start) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    int length = random.nextInt(60);
    while (code.size() < length) {
      Opcode opcode = Opcode.of(random.nextInt(Opcode.count()));
      code.write(opcode.code());
      int cases = random.nextInt(4);
      switch (opcode.operand()) {
        case NONE -> {}
        case COUNT, BOOLEAN -> code.write(random.nextInt(4));
        case CALL -> code.write(random.nextInt(10));
        case INTEGER, NATIVE -> half(code, random.nextInt(5));
        case TAG -> half(code, random.nextInt(3));
        case LABEL -> half(code, start + random.nextInt(length + 2));
        case CASES -> {
          code.write(cases);
          for (int i = 0; i < cases; i++) {
            half(code, random.nextInt(4) == 0 ? 0xFFFF : random.nextInt(3));
            half(code, start + random.nextInt(length + 2));
          }
        }
      }
    }
    return code.toByteArray();
  }

  private static void half(ByteArrayOutputStream code, int value) {
    code.write(value >> 8);
    code.write(value);
  }
}
