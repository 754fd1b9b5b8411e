package org.vzlab.mips.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.vzlab.mips.isa.Isa;

/**
 * Random instructions that do not branch: of every unit, some that raise exceptions among them. D,
 * S and T stand for registers that 16-bit instructions reach, W for any, N for a small number, O
 * for an offset of data, M for one that is rarely aligned.
 */
final class FillerText {
  private static final List<String> SHORT =
      List.of(
          "addu16 D, S, T",
          "subu16 D, S, T",
          "li16 D, N",
          "move16 W, S",
          "lw16 D, O(s1)",
          "sw16 a2, O(s1)",
          "and16 v0, v0, S",
          "xor16 v1, v1, S",
          "not16 D, S",
          "sll16 D, S, 3",
          "mfhi16 W",
          "mflo16 W",
          "lwm16 s0, ra, O(sp)",
          "swm16 s0, ra, O(sp)",
          "movep a1, a2, v0, v1",
          "nop16",
          "break16 3");

  /** Of 32 bits in both instruction sets; "@" is where microMIPS has to ask for them. */
  private static final List<String> LONG =
      List.of(
          "addu@ W, S, T",
          "subu@ W, S, W",
          "xor@ W, W, S",
          "addiu@ W, S, N",
          "sltu W, S, W",
          "add W, S, W",
          "lw@ W, O(gp)",
          "lhu@ W, O(gp)",
          "lb W, M(gp)",
          "lw@ W, M(gp)",
          "sw@ W, O(gp)",
          "sb@ W, M(gp)",
          "sh@ W, M(gp)",
          "lwl W, M(gp)",
          "swr W, M(gp)",
          "ll W, O(gp)",
          "sc W, O(gp)",
          "mult S, W",
          "maddu S, W",
          "div zero, S, W",
          "mthi W",
          "mtlo W",
          "mul W, S, T",
          "movz W, S, T",
          "ins W, S, 3, 9",
          "seb W, S",
          "teq S, W",
          "syscall",
          "break@ 5, 6",
          "mfc0 W, $12",
          "mtc0 W, $4, 2",
          "addu.qb W, S, T",
          "addq_s.w W, S, T",
          "dpau.h.qbl $ac2, S, T",
          "extr.w W, $ac2, N",
          "mtc1 W, $f2",
          "mfc1 W, $f4",
          "add.s $f4, $f2, $f6",
          "mul.d $f6, $f4, $f2",
          "c.lt.s $fcc3, $f2, $f4",
          "lwc1 $f6, O(gp)",
          "sdc1 $f4, 8(gp)",
          "lwc2 $3, O(gp)");

  private static final List<String> LONG_MICROMIPS =
      List.of(
          "lwp v0, O(gp)", "swp a2, O(gp)", "lwm32 s0, O(gp)", "swm32 s0, s1, s2, O(gp)", "nop32");

  /** What a guest leaves to root. */
  private static final List<String> ROOT = List.of("mfc0 W, $9", "rdhwr W, $2", "wait");

  private static final String[] NEAR = {"v0", "v1", "a2", "a3", "s0"};
  private static final String[] ANY = {"v0", "v1", "a2", "a3", "s0", "t0", "t1", "t2", "t3"};

  private final Random random;
  private final boolean guest;

  FillerText(Random random, boolean guest) {
    this.random = random;
    this.guest = guest;
  }

  /** An instruction of some length. */
  String line(Isa isa, int bytes) {
    List<String> choice = new ArrayList<>(bytes == 2 ? SHORT : LONG);
    if (bytes == 4 && isa == Isa.MICROMIPS) {
      choice.addAll(LONG_MICROMIPS);
    }
    if (bytes == 4 && !guest) {
      choice.addAll(ROOT);
    }
    String text = choice.get(random.nextInt(choice.size()));
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(
          switch (c) {
            case 'D', 'S', 'T' -> NEAR[random.nextInt(NEAR.length)];
            case 'W' -> ANY[random.nextInt(ANY.length)];
            case 'N' -> Integer.toString(random.nextInt(32));
            case 'O' -> Integer.toString(4 * random.nextInt(8));
            case 'M' -> Integer.toString(random.nextInt(64));
            case '@' -> isa == Isa.MIPS32 ? "" : "32";
            default -> Character.toString(c);
          });
    }
    return line.toString();
  }
}
