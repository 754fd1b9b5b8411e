package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbours that want the time, the caches, the TLBs, the interrupts and the console of others, or
 * nothing at all: what a guest is replaced by to find out whether another one notices.
 */
public final class Neighbours {
  private static final int RANDOM = 4;
  private static final int MEMORIES = 2;

  /** Flag and enable of the core timer, and what of the interrupt controller is written besides. */
  private static final String TIMER =
      """
      lui $t0, 0x3400
      mtc0 $t0, $12
      ehb
      lui $t2, 0xBF81
      addiu $t1, $zero, 1
      sw $t1, 0xC0($t2)
      """;

  private Neighbours() {}

  /** All of them, programs first. */
  public static List<Neighbour> all() {
    List<Neighbour> all = new ArrayList<>(programs());
    for (int seed = 1; seed <= RANDOM; seed++) {
      all.add(new Neighbour.Random(seed));
    }
    for (int seed = 1; seed <= MEMORIES; seed++) {
      all.add(new Neighbour.Memory(seed));
    }
    all.add(new Neighbour.Input("hello, world"));
    all.add(new Neighbour.Input("\r\n\0\u007fqsT"));
    return List.copyOf(all);
  }

  /** Programs that anybody can read. */
  public static List<Neighbour> programs() {
    return List.of(
        program("waits", "again: wait\nbeq $zero, $zero, again\nnop\n"),
        program("spins", "again: beq $zero, $zero, again\nnop\n"),
        program("walks its memory by lines", walk(16)),
        program("walks its memory by pages", walk(4096)),
        program("divides", "again: div $zero, $s0, $t1\nbeq $zero, $zero, again\nnop\n"),
        program("prints without end", prints("addiu $t1, $zero, 46")),
        program("rings without end", prints("addiu $t1, $zero, 7")),
        program("faults at once", "lui $t0, 0xA070\nlw $t1, 0($t0)\n"),
        program("breaks", "sdbbp\n"),
        program("calls the hypervisor", "again: hypcall\nbeq $zero, $zero, again\nnop\n"),
        program("traps for ever", "again: syscall\nbeq $zero, $zero, again\nnop\n"),
        program("reads its interrupt controller", controller()),
        program("churns its TLB", churn()),
        program("uses every unit", units()),
        program("storms with its timer", TIMER + storm("300", "")),
        program("storms and waits", TIMER + storm("700", "sw $t1, 0x44($t2)\nwait\n")),
        program("interrupts itself", interruptsItself()));
  }

  private static Neighbour program(String name, String source) {
    return new Neighbour.Program(name, source);
  }

  private static String walk(int step) {
    return """
        start: addu $t1, $s0, $zero
        again:
        lw $t3, 0($t1)
        sw $t3, 4($t1)
        addiu $t1, $t1, %d
        sltu $t4, $t1, $s1
        bne $t4, $zero, again
        nop
        beq $zero, $zero, start
        nop
        """
        .formatted(step);
  }

  private static String prints(String load) {
    return load + "\nagain: sw $t1, 0x20($s2)\nbeq $zero, $zero, again\nnop\n";
  }

  private static String controller() {
    return "lui $t2, 0xBF81\nagain: lw $t1, 0x40($t2)\nbeq $zero, $zero, again\nnop\n";
  }

  /** Pages of 4 KB, one after another, at random entries of its own TLB, each used at once. */
  private static String churn() {
    return """
        addu $t1, $zero, $zero
        lui $t3, 0x0001
        again:
        mtc0 $t1, $10
        srl $t2, $t1, 6
        ori $t2, $t2, 0x1F
        mtc0 $t2, $2
        mtc0 $t2, $3
        mtc0 $zero, $5
        ehb
        tlbwr
        ehb
        addiu $t1, $t1, 0x2000
        sltu $t4, $t1, $t3
        bne $t4, $zero, again
        nop
        beq $zero, $zero, again
        addu $t1, $zero, $zero
        """;
  }

  private static String units() {
    return """
        lui $t2, 0x3500
        mtc0 $t2, $12
        ehb
        again:
        add.d $f2, $f4, $f6
        mtlo $t0, $ac2
        syscall
        beq $zero, $zero, again
        nop
        """;
  }

  /** Compare is always a little later, so that it matches again and again. */
  private static String storm(String counts, String rest) {
    return """
        again:
        mfc0 $t3, $9
        addiu $t3, $t3, %s
        mtc0 $t3, $11
        %sbeq $zero, $zero, again
        nop
        """
        .formatted(counts, rest);
  }

  private static String interruptsItself() {
    return """
        lui $t2, 0xBF81
        addiu $t0, $zero, 6
        sw $t0, 0xC8($t2)
        addiu $t1, $zero, 0x300
        again:
        mtc0 $t1, $13
        sw $t0, 0x44($t2)
        beq $zero, $zero, again
        nop
        """;
  }
}
