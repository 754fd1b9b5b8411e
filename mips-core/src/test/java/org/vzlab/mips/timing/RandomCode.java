package org.vzlab.mips.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.vzlab.mips.isa.Isa;

/**
 * Code at random that comes to its end: instructions of every unit, branches forwards, and
 * registers that are used again soon. Register 4 points at data and 5 at the same, uncached.
 */
final class RandomCode {
  private static final int LABELS = 60;
  private static final int MOST_BETWEEN = 6;

  /** {@code d}, {@code s} and {@code t} stand for general registers, D, S and T for FPU ones. */
  private static final List<String> BOTH =
      List.of(
          "addu $d, $s, $t",
          "movz $d, $s, $t",
          "sltu $d, $s, $t",
          "lui $d, 77",
          "lw $d, 16($4)",
          "lw $d, 4096($4)",
          "lbu $d, 33($4)",
          "lw $d, 8($5)",
          "sw $s, 16($4)",
          "sh $s, 2050($4)",
          "sw $s, 12($5)",
          "lwl $d, 18($4)",
          "lwr $d, 15($4)",
          "swl $s, 18($4)",
          "swr $s, 15($4)",
          "aset 3, 40($4)",
          "lwx $d, $0($4)",
          "ll $d, 0($4)",
          "sc $d, 0($4)",
          "sync",
          "mfc0 $d, $12",
          "mtc0 $s, $30",
          "rdhwr $d, $3",
          "ehb",
          "mult $s, $t",
          "maddu $s, $t",
          "msub $ac1, $s, $t",
          "mul $d, $s, $t",
          "mul $0, $s, $t",
          "divu $0, $s, $t",
          "div $0, $s, $t",
          "mfhi $d",
          "mtlo $s",
          "mflo $d, $ac1",
          "mthlip $s, $ac2",
          "shilo $ac1, 5",
          "extr_rs.w $d, $ac1, 4",
          "extpdp $d, $ac2, 3",
          "dpaq_s.w.ph $ac1, $s, $t",
          "maq_sa.w.phr $ac2, $s, $t",
          "muleq_s.w.phl $d, $s, $t",
          "addq_s.ph $d, $s, $t",
          "cmpu.lt.qb $s, $t",
          "pick.qb $d, $s, $t",
          "addwc $d, $s, $t",
          "rddsp $d, 63",
          "wrdsp $s, 63",
          "insv $d, $s",
          "lwc1 $D, 20($4)",
          "ldc1 $D, 24($4)",
          "swc1 $S, 36($4)",
          "sdc1 $S, 64($4)",
          "mfc1 $d, $S",
          "mtc1 $s, $D",
          "mthc1 $s, $D",
          "cfc1 $d, $31",
          "add.s $D, $S, $T",
          "sub.d $D, $S, $T",
          "mul.d $D, $S, $T",
          "nmadd.s $D, $S, $T, $S",
          "div.s $D, $S, $T",
          "sqrt.d $D, $S",
          "rsqrt.d $D, $S",
          "recip.s $D, $S",
          "c.lt.s $S, $T",
          "movt $d, $s, $fcc0",
          "movf.d $D, $S, $fcc0",
          "movn.s $D, $S, $t",
          "cvt.s.d $D, $S",
          "floor.w.s $D, $S",
          "cvt.d.w $D, $S",
          "beq $s, $t, LABEL\naddu $d, $s, $s",
          "bgtz $s, LABEL\nmul $d, $s, $t",
          "bc1t LABEL\nlw $d, 0($4)",
          "bposge32 LABEL\nnop");

  private static final List<String> MIPS32 =
      List.of("bnel $s, $t, LABEL\nlw $d, 0($4)", "bc1fl LABEL\ndiv.d $D, $S, $T");

  private static final List<String> MICROMIPS =
      List.of(
          "lwm $16-$18, 128($4)",
          "swm $16-$19, 160($4)",
          "lwp $8, 128($4)",
          "swp $10, 136($4)",
          "beqzc $s, LABEL",
          "bnezc $s, LABEL",
          "move16 $d, $s");

  private final SplittableRandom random;
  private final List<String> templates = new ArrayList<>(BOTH);
  private final List<String> lines = new ArrayList<>();

  private RandomCode(Isa isa, long seed) {
    random = new SplittableRandom(seed);
    templates.addAll(isa == Isa.MIPS32 ? MIPS32 : MICROMIPS);
  }

  static List<String> of(Isa isa, long seed) {
    RandomCode code = new RandomCode(isa, seed);
    for (int label = 0; label < LABELS; label++) {
      for (int i = code.random.nextInt(MOST_BETWEEN); i >= 0; i--) {
        code.add(label);
      }
      code.lines.add("l" + label + ": addu $25, $0, $0");
    }
    return code.lines;
  }

  private void add(int label) {
    String template = templates.get(random.nextInt(templates.size()));
    String text = template.replace("LABEL", "l" + label);
    for (String field : List.of("$d", "$s", "$t")) {
      text = text.replaceAll("\\" + field + "\\b", "\\$" + random.nextInt(8, 13));
    }
    for (String field : List.of("$D", "$S", "$T")) {
      text = text.replaceAll("\\" + field + "\\b", "\\$f" + 2 * random.nextInt(1, 6));
    }
    text.lines().forEach(lines::add);
  }
}
