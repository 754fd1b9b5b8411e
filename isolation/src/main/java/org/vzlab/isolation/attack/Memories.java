package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;
import org.vzlab.mips.mmu.Access;

/**
 * What must not change in the memories of a board: flash, RAM that nobody has, and of others' RAM
 * the pages that they do not write without the attack either. What guests have that are watched by
 * a supervisor may change all the same: they may be restarted.
 */
final class Memories {
  /** RAM that nobody has is filled with it, so that a stray store shows. */
  private static final byte PATTERN = (byte) 0xA5;

  private static final int PAGE_SHIFT = 12;
  private static final int PAGE = 1 << PAGE_SHIFT;

  /** What is granted consists of words. */
  private static final int WORD = 4;

  private static final int MOST = 3;

  /** Memory, what it should hold, and which bytes may hold anything. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Held(Memory memory, long base, byte[] expected, boolean[] free) {}

  private final Policy policy;
  private final Company company;
  private final List<Held> held = new ArrayList<>();

  /** Pages of 4 KB that tasks have written to, or DMA for them. */
  private final BitSet written = new BitSet();

  /** Fills what nobody has; to be called before anything has run. */
  Memories(Bench bench, Policy policy, Company company) {
    this.policy = policy;
    this.company = company;
    Set<Memory> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Region region : bench.bus().regions()) {
      Memory memory = region.memory();
      if (memory != null && seen.add(memory)) {
        long base = Integer.toUnsignedLong(region.base()) - region.memoryOffset();
        boolean[] free = new boolean[memory.size()];
        if (memory.writable()) {
          prepare(memory, base, free);
        }
        held.add(new Held(memory, base, memory.bytes().clone(), free));
      }
    }
    bench.hart().mmu.listen(this::translated);
    bench.chip().dma().listen(this::cycle);
  }

  private void translated(int va, int pa, Access access) {
    if (access == Access.STORE) {
      written.set(pa >>> PAGE_SHIFT);
    }
  }

  private void cycle(int channel, int address, int size, boolean write, boolean permitted) {
    if (write && permitted) {
      written.set(address >>> PAGE_SHIFT);
    }
  }

  private void prepare(Memory memory, long base, boolean[] free) {
    for (int at = 0; at < free.length; at += WORD) {
      int address = (int) base + at;
      boolean own = mayWrite(company.attacker(), address);
      boolean restarted = company.watched().stream().anyMatch(task -> mayWrite(task, address));
      Arrays.fill(free, at, at + WORD, own || restarted);
      if (!own && company.others().stream().noneMatch(task -> mayWrite(task, address))) {
        Arrays.fill(memory.bytes(), at, at + WORD, PATTERN);
      }
    }
  }

  private boolean mayWrite(int task, int address) {
    for (Way way : Way.values()) {
      if (policy.permits(task, address, Use.WRITE, way)) {
        return true;
      }
    }
    return false;
  }

  /** From now on everything is to stay as it is. */
  void take() {
    held.forEach(
        each -> System.arraycopy(each.memory.bytes(), 0, each.expected, 0, each.expected.length));
  }

  /**
   * What has been written to by now without an attack may change. What has changed and nobody has
   * written to may not: a hypervisor that writes where it should not does so without an attack too.
   */
  void learn() {
    for (Held each : held) {
      for (int page = 0; page < each.expected.length; page += PAGE) {
        if (written.get((int) (each.base + page) >>> PAGE_SHIFT)) {
          free(each, page, Math.min(page + PAGE, each.expected.length));
        }
      }
    }
  }

  /** But for what nobody has: that stays as it is. */
  private void free(Held each, int from, int to) {
    for (int at = from; at < to; at += WORD) {
      int address = (int) each.base + at;
      if (company.others().stream().anyMatch(task -> mayWrite(task, address))) {
        Arrays.fill(each.free, at, at + WORD, true);
      }
    }
  }

  /** A run begins. */
  void begin() {
    written.clear();
  }

  /**
   * The attacker's memory has been given a program: that it may have.
   *
   * @return what was expected there until now
   */
  byte[] expect(int physical, byte[] program) {
    for (Held each : held) {
      long at = Integer.toUnsignedLong(physical) - each.base;
      if (at >= 0 && at + program.length <= each.expected.length) {
        byte[] before = Arrays.copyOfRange(each.expected, (int) at, (int) at + program.length);
        System.arraycopy(program, 0, each.expected, (int) at, program.length);
        return before;
      }
    }
    throw new IllegalArgumentException(String.format("no memory at 0x%08x", physical));
  }

  /** What has changed that must not. */
  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    for (Held each : held) {
      check(each, findings);
    }
    return findings;
  }

  private void check(Held each, List<Finding> findings) {
    byte[] bytes = each.memory.bytes();
    int at = 0;
    int found = 0;
    while (found < MOST) {
      int next = Arrays.mismatch(bytes, at, bytes.length, each.expected, at, bytes.length);
      if (next < 0) {
        return;
      }
      at += next;
      if (!each.free[at]) {
        found++;
        findings.add(finding(each, at));
        at |= PAGE - 1;
      }
      at++;
    }
  }

  private Finding finding(Held each, int at) {
    int address = (int) each.base + at;
    List<Integer> owners =
        company.others().stream().filter(task -> mayWrite(task, address)).toList();
    return new Finding(
        Finding.Kind.MEMORY,
        String.format(
            Locale.ROOT,
            "%s at 0x%08x, which %s, was 0x%02x and is 0x%02x",
            each.memory.name(),
            address,
            owners.isEmpty() ? "nobody may write" : "task " + owners.get(0) + " has",
            each.expected[at],
            each.memory.bytes()[at]));
  }
}
