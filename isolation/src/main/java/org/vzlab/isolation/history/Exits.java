package org.vzlab.isolation.history;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.vzlab.mips.hart.ExitReason;

/**
 * The exits of a task, in columns: of each its time, reason and PC and a digest of these and of all
 * registers, and of some all registers.
 */
final class Exits {
  private static final int FIRST_SIZE = 1024;

  /** A multiplier whose bits are as good as random: 2^64 divided by the golden ratio (Knuth). */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final Kept kept;
  private final List<int[]> registers = new ArrayList<>();
  private long[] times = new long[FIRST_SIZE];
  private long[] digests = new long[FIRST_SIZE];
  private int[] pcs = new int[FIRST_SIZE];
  private ExitReason[] reasons = new ExitReason[FIRST_SIZE];
  private int size;

  /** Which exits keep their registers. */
  record Kept(int first, int count) {
    boolean contains(int index) {
      return index >= first && index - first < count;
    }
  }

  Exits(Kept kept) {
    this.kept = kept;
  }

  int size() {
    return size;
  }

  /**
   * The next one.
   *
   * @param values all registers, which are copied
   */
  void add(long time, ExitReason reason, int pc, int[] values) {
    if (size == times.length) {
      int more = 2 * size;
      times = Arrays.copyOf(times, more);
      digests = Arrays.copyOf(digests, more);
      pcs = Arrays.copyOf(pcs, more);
      reasons = Arrays.copyOf(reasons, more);
    }
    times[size] = time;
    pcs[size] = pc;
    reasons[size] = reason;
    digests[size] = digest(time, reason, pc, values);
    if (kept.contains(size)) {
      registers.add(values.clone());
    }
    size++;
  }

  private static long digest(long time, ExitReason reason, int pc, int[] values) {
    long digest = mixed(time, (long) pc << 32 ^ reason.name().hashCode());
    for (int value : values) {
      digest = mixed(digest, value);
    }
    return digest;
  }

  private static long mixed(long digest, long value) {
    long product = (digest ^ value) * MULTIPLIER;
    return product ^ product >>> 29;
  }

  void clear() {
    size = 0;
    registers.clear();
  }

  /** As they are now, before a time. */
  List<Happening.Exit> before(long horizon) {
    int count = size;
    while (count > 0 && times[count - 1] >= horizon) {
      count--;
    }
    return new View(
        Arrays.copyOf(times, count),
        Arrays.copyOf(digests, count),
        Arrays.copyOf(pcs, count),
        Arrays.copyOf(reasons, count),
        List.copyOf(registers),
        kept);
  }

  /** Some exits for good, each made when it is asked for. */
  private static final class View extends AbstractList<Happening.Exit> implements RandomAccess {
    private final long[] times;
    private final long[] digests;
    private final int[] pcs;
    private final ExitReason[] reasons;
    private final List<int[]> registers;
    private final Kept kept;

    private View(
        long[] times,
        long[] digests,
        int[] pcs,
        ExitReason[] reasons,
        List<int[]> registers,
        Kept kept) {
      this.times = times;
      this.digests = digests;
      this.pcs = pcs;
      this.reasons = reasons;
      this.registers = registers;
      this.kept = kept;
    }

    @Override
    public Happening.Exit get(int index) {
      Optional<Registers> values =
          kept.contains(index)
              ? Optional.of(new Registers(registers.get(index - kept.first())))
              : Optional.empty();
      return new Happening.Exit(times[index], reasons[index], pcs[index], digests[index], values);
    }

    @Override
    public int size() {
      return times.length;
    }
  }
}
