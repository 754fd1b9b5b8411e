package org.vzlab.isolation.history;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Random instructions that mostly survive: arithmetic, loads and stores of the program's own RAM
 * and its console, CP0, TLB, traps and now and then any word at all. It starts over at its end.
 */
final class RandomProgram {
  private static final int LENGTH = 300;
  private static final String[] ARITHMETIC = {
    "addu", "subu", "and", "or", "xor", "nor", "slt", "sltu", "mul"
  };
  private static final String[] LOADS = {"lb", "lbu", "lh", "lhu", "lw", "ll", "lwl", "lwr"};
  private static final String[] STORES = {"sb", "sh", "sw", "sc", "swl", "swr"};
  private static final String[] ALONE = {
    "tlbp", "tlbr", "tlbwr", "tlbwi", "syscall", "break", "ehb", "ei", "di", "nop"
  };

  /**
   * CP0 registers that a guest has, number and select; of these, what it writes does not end it.
   */
  private static final String[] CP0 = {
    "$0", "$2", "$3", "$4", "$4, 2", "$5", "$6", "$7", "$9", "$10", "$11", "$30"
  };

  private final SplittableRandom random;
  private final boolean console;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param console whether it has a console
   */
  RandomProgram(SplittableRandom random, boolean console) {
    this.random = random;
    this.console = console;
  }

  /** The program, in assembly. */
  String source() {
    text.append("again:\n");
    for (int i = 0; i < LENGTH; i++) {
      add();
    }
    text.append("beq $zero, $zero, again\nnop\n");
    return text.toString();
  }

  private void add() {
    int kind = random.nextInt(100);
    if (kind < 40) {
      line("%s %s, %s, %s", any(ARITHMETIC), register(), register(), register());
    } else if (kind < 60) {
      line("%s %s, %d($s0)", any(LOADS), register(), random.nextInt(0x1000));
    } else if (kind < 75) {
      line("%s %s, %d($s0)", any(STORES), register(), random.nextInt(0x1000));
    } else if (kind < 80 && console) {
      line("sw %s, 0x20($s2)", register());
    } else if (kind < 86) {
      line("%s %s, %s", random.nextBoolean() ? "mtc0" : "mfc0", register(), any(CP0));
    } else if (kind < 92) {
      line("%s", any(ALONE));
    } else if (kind < 96) {
      line("cache %d, %d($s0)", random.nextInt(32), random.nextInt(0x1000));
    } else if (kind < 99) {
      line("div $zero, %s, %s", register(), register());
    } else if (random.nextInt(4) == 0) {
      line(".word 0x%08X", random.nextInt());
    }
  }

  /** Not one that holds an address. */
  private String register() {
    return "$t" + random.nextInt(8);
  }

  private String any(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
