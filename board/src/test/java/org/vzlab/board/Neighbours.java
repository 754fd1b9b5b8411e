package org.vzlab.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Guests that want the time of others, in every way the tests know. */
final class Neighbours {
  private static final Map<String, String> SOURCES = new LinkedHashMap<>();
  private static final List<String> HOSTILE =
      List.of("garbage", "hammer", "jumper", "prober", "spinner", "toucher");
  private static final int RANDOM = 3;

  static {
    SOURCES.put("waits", "again: wait\nbeq $zero, $zero, again\nnop\n");
    SOURCES.put("spins", "again: beq $zero, $zero, again\nnop\n");
    SOURCES.put("faults", "lui $t0, 0xA070\nlw $t1, 0($t0)\n");
    SOURCES.put("breaks", "sdbbp\n");
    SOURCES.put(
        "divides",
        "addiu $t1, $zero, 3\nagain: div $zero, $t0, $t1\nbeq $zero, $zero, again\nnop\n");
    SOURCES.put("walks memory", walk(16));
    SOURCES.put("walks pages", walk(4096));
    SOURCES.put(
        "prints",
        """
        lui $t0, 0xBF82
        addiu $t1, $zero, 46
        again:
        sw $t1, 0x2620($t0)
        beq $zero, $zero, again
        nop
        """);
    SOURCES.put(
        "uses every unit",
        """
        lui $t2, 0x3100
        mtc0 $t2, $12
        ehb
        again:
        add.d $f2, $f4, $f6
        mtlo $t0, $ac2
        syscall
        beq $zero, $zero, again
        nop
        """);
    SOURCES.put(
        "storms with its timer",
        """
        lui $t0, 0x1000
        mtc0 $t0, $12
        ehb
        lui $t2, 0xBF81
        addiu $t1, $zero, 1
        sw $t1, 0xC0($t2)
        again:
        mfc0 $t1, $9
        addiu $t1, $t1, 300
        mtc0 $t1, $11
        beq $zero, $zero, again
        nop
        """);
    SOURCES.put(
        "storms and waits",
        """
        lui $t0, 0x1000
        mtc0 $t0, $12
        ehb
        lui $t2, 0xBF81
        addiu $t1, $zero, 1
        sw $t1, 0xC0($t2)
        addiu $t3, $zero, 0x1C
        sw $t3, 0x140($t2)
        again:
        mfc0 $t3, $9
        addiu $t3, $t3, 700
        mtc0 $t3, $11
        sw $t1, 0x44($t2)
        wait
        beq $zero, $zero, again
        nop
        """);
    SOURCES.put(
        "interrupts itself",
        """
        lui $t2, 0xBF81
        addiu $t0, $zero, 6
        sw $t0, 0xC8($t2)
        addiu $t1, $zero, 0x300
        again:
        mtc0 $t1, $13
        sw $t0, 0x44($t2)
        beq $zero, $zero, again
        nop
        """);
  }

  private Neighbours() {}

  private static String walk(int step) {
    return """
        lui $t0, 0x8000
        ori $t2, $t0, 0x8000
        addu $t1, $t0, $zero
        again:
        lw $t3, 0($t1)
        sw $t3, 4($t1)
        addiu $t1, $t1, %d
        bne $t1, $t2, again
        nop
        beq $zero, $zero, again
        addu $t1, $t0, $zero
        """
        .formatted(step);
  }

  /** All of them. */
  static List<String> names() {
    List<String> names = new ArrayList<>(SOURCES.keySet());
    names.addAll(HOSTILE);
    names.add("dma");
    for (int seed = 1; seed <= RANDOM; seed++) {
      names.add("random " + seed);
    }
    return names;
  }

  /** The code of one that is no firmware. */
  static String source(String name) {
    return SOURCES.get(name);
  }

  /** Adds one of them as a guest, with more lines in its block. */
  static Tasks add(Tasks tasks, int id, String name, String keys) {
    if (SOURCES.containsKey(name)) {
      return tasks.guest(id, SOURCES.get(name), "device = sw0\ndevice = sw1\n" + keys);
    }
    if (name.startsWith("random ")) {
      long seed = Long.parseLong(name.substring("random ".length()));
      return tasks.guest(id, Guests.of(new RandomCode(new SplittableRandom(seed)).words()), keys);
    }
    return tasks.block(
        name.equals("dma")
            ? firmware(
                id,
                "dma-guest/dma-guest.elf",
                "ram = 0 0 rw 0x1000\n.\ndma = 0 0x10000 rw\n.device\nname = dma0\nirq = 134\n"
                    + "regs = 0x1f811000 0x1e0 rwu\ndma-cfgpg-position = 4\npmd7 = 4\n.\n"
                    + keys)
            : firmware(id, "hostile/" + name + ".elf", "ram = 0 0x10000 rw 0x1000\n.\n" + keys));
  }

  private static String firmware(int id, String elf, String rest) {
    return String.format(
        """
        .vm
        id = %d
        elf = %s
        device = ic
        device = console
        device = ports
        device = syscontroller
        device = oscillator
        .mmap
        code = 0x1fc08000 0x8000 rxds 0x1fc08000
        %s
        .
        """,
        id, TestBoard.ROOT.resolve("firmware/" + elf), rest);
  }
}
