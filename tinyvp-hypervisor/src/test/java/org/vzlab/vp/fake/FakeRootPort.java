package org.vzlab.vp.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootWork;

/**
 * A processor and board of maps: CP0 registers hold what is written, TLBs are arrays, memory is
 * sparse, SFRs have CLR, SET and INV, UART4 has a transmit FIFO of 8 and a receive queue.
 */
public final class FakeRootPort implements RootPort {
  public static final int UART4 = 0x1F822600;

  /** One TLB entry: EntryHi, EntryLo0, EntryLo1, PageMask, GuestID. */
  public record Entry(int hi, int lo0, int lo1, int mask, int guest) {}

  private static final Entry INVALID = new Entry(1 << 10, 0, 0, 0, 0);
  private static final Cp0Register[] ENTRY = {
    Cp0Register.ENTRY_HI, Cp0Register.ENTRY_LO0, Cp0Register.ENTRY_LO1, Cp0Register.PAGE_MASK
  };

  public final Map<Cp0Register, Integer> root = new EnumMap<>(Cp0Register.class);
  public final Map<Cp0Register, Integer> guest = new EnumMap<>(Cp0Register.class);
  public final int[][] gprs = new int[16][32];
  private int hi;
  private int lo;
  public final long[] fprs = new long[32];
  public final long[] accumulators = new long[4];
  public int fcsr;
  public int dspControl;
  public final Map<Integer, Integer> memory = new HashMap<>();
  public final List<Integer> discarded = new ArrayList<>();

  /** How many lines of caches were given up by index. */
  public int givenUp;

  public final List<String> stores = new ArrayList<>();
  public final Entry[] tlb = new Entry[16];
  public final Entry[] guestTlb = new Entry[16];
  public final ArrayDeque<Integer> received = new ArrayDeque<>();
  public final StringBuilder sent = new StringBuilder();
  public int fifo;
  public int random;
  public int erets;
  public int awaits;
  public int llbitClears;
  public long now;

  public FakeRootPort() {
    root.put(Cp0Register.CONFIG1, 0x9E9B0D9B);
    guest.put(Cp0Register.CONFIG1, 0x9E9B0D9B);
    root.put(Cp0Register.SRS_CTL, 0x1C000000);
    root.put(Cp0Register.PRID, 0x0001A720);
    Arrays.fill(tlb, INVALID);
    Arrays.fill(guestTlb, INVALID);
  }

  @Override
  public int cp0(Cp0Register register) {
    return register == Cp0Register.COUNT ? (int) (now / 2) : root.getOrDefault(register, 0);
  }

  @Override
  public void cp0(Cp0Register register, int value) {
    switch (register) {
      case EBASE -> root.put(register, value & 0xFFFFF000);
      case SRS_CTL -> root.put(register, 0x1C000000 | (value & 0x0000F3C0));
      default -> root.put(register, value);
    }
  }

  @Override
  public int guestCp0(Cp0Register register) {
    return register == Cp0Register.COUNT
        ? cp0(Cp0Register.COUNT) + cp0(Cp0Register.GT_OFFSET)
        : guest.getOrDefault(register, 0);
  }

  @Override
  public void guestCp0(Cp0Register register, int value) {
    guest.put(register, value);
    if (register == Cp0Register.COMPARE) {
      guest.merge(Cp0Register.CAUSE, 0, (cause, none) -> cause & ~(1 << 30));
    }
  }

  @Override
  public int previousGpr(int number) {
    return gprs[(cp0(Cp0Register.SRS_CTL) >> 6) & 15][number];
  }

  @Override
  public void previousGpr(int number, int value) {
    gprs[(cp0(Cp0Register.SRS_CTL) >> 6) & 15][number] = value;
  }

  @Override
  public int hi() {
    return hi;
  }

  @Override
  public void hi(int value) {
    hi = value;
  }

  @Override
  public int lo() {
    return lo;
  }

  @Override
  public void lo(int value) {
    lo = value;
  }

  @Override
  public long fpr(int number) {
    require(1 << 29 | 1 << 26);
    return fprs[number];
  }

  @Override
  public void fpr(int number, long value) {
    require(1 << 29 | 1 << 26);
    fprs[number] = value;
  }

  @Override
  public int fcsr() {
    require(1 << 29);
    return fcsr;
  }

  @Override
  public void fcsr(int value) {
    require(1 << 29);
    fcsr = value;
  }

  @Override
  public long accumulator(int number) {
    require(1 << 24);
    return accumulators[number];
  }

  @Override
  public void accumulator(int number, long value) {
    require(1 << 24);
    accumulators[number] = value;
  }

  @Override
  public int dspControl() {
    require(1 << 24);
    return dspControl;
  }

  @Override
  public void dspControl(int value) {
    require(1 << 24);
    dspControl = value;
  }

  private void require(int status) {
    if ((cp0(Cp0Register.STATUS) & status) != status) {
      throw new IllegalStateException("the unit is off");
    }
  }

  @Override
  public void tlbwr() {
    tlb[random % 16] = entry(root);
    random++;
  }

  @Override
  public void tlbwi() {
    tlb[cp0(Cp0Register.INDEX)] = entry(root);
  }

  @Override
  public void tlbp() {
    int found = 1 << 31;
    for (int i = 0; i < tlb.length; i++) {
      Entry entry = tlb[i];
      boolean match =
          ((entry.hi() ^ cp0(Cp0Register.ENTRY_HI)) & ~(entry.mask() | 0x1FFF)) == 0
              && (entry.hi() & 1 << 10) == 0
              && entry.guest() == rid();
      found = match ? i : found;
    }
    cp0(Cp0Register.INDEX, found);
  }

  @Override
  public void tlbr() {
    read(root, tlb[cp0(Cp0Register.INDEX)]);
  }

  @Override
  public void tlbgr() {
    read(guest, guestTlb[guestCp0(Cp0Register.INDEX)]);
  }

  @Override
  public void tlbgwi() {
    guestTlb[guestCp0(Cp0Register.INDEX)] = entry(guest);
  }

  @Override
  public int load(int physicalAddress, int size) {
    if (physicalAddress == UART4 + 0x30) {
      return received.isEmpty() ? 0 : received.remove();
    }
    if (physicalAddress == UART4 + 0x10) {
      return (fifo >= 8 ? 1 << 9 : 0) | (received.isEmpty() ? 0 : 1);
    }
    int word = memory.getOrDefault(physicalAddress & ~3, 0);
    int mask = size == 4 ? -1 : (1 << (size * 8)) - 1;
    return (word >>> ((physicalAddress & 3) * 8)) & mask;
  }

  @Override
  public void store(int physicalAddress, int size, int value) {
    stores.add(String.format("%08x/%d=%08x", physicalAddress, size, value));
    if (physicalAddress == UART4 + 0x20) {
      sent.append((char) value);
      fifo++;
      return;
    }
    boolean shadowed = physicalAddress >= 0x1F800000 && (physicalAddress & 0xFFFF) < 0x10540;
    int address = shadowed ? physicalAddress & ~0xF : physicalAddress & ~3;
    int old = memory.getOrDefault(address, 0);
    int shift = (physicalAddress & 3) * 8;
    int lanes = (size == 4 ? -1 : (1 << (size * 8)) - 1) << shift;
    int bits = (value << shift) & lanes;
    int stored =
        switch (shadowed ? physicalAddress >> 2 & 3 : 0) {
          case 1 -> old & ~bits;
          case 2 -> old | bits;
          case 3 -> old ^ bits;
          default -> (old & ~lanes) | bits;
        };
    memory.put(address, stored);
  }

  @Override
  public void discardLine(int physicalAddress) {
    discarded.add(physicalAddress);
  }

  @Override
  public void giveUpLine(boolean data, int address) {
    givenUp++;
  }

  @Override
  public void eret() {
    erets++;
    cp0(Cp0Register.STATUS, cp0(Cp0Register.STATUS) & ~2);
  }

  @Override
  public void eretToCode(int thread) {
    eret();
  }

  @Override
  public void deret() {
    cp0(Cp0Register.DEBUG, cp0(Cp0Register.DEBUG) & ~(1 << 30));
  }

  @Override
  public void await() {
    awaits++;
  }

  @Override
  public void clearGuestLlbit() {
    llbitClears++;
  }

  @Override
  public void charge(RootWork work, int times) {
    now += (long) work.instructions() * times;
  }

  @Override
  public long now() {
    return now;
  }

  private int rid() {
    return (cp0(Cp0Register.GUEST_CTL1) >> 16) & 0xFF;
  }

  private Entry entry(Map<Cp0Register, Integer> bank) {
    int[] values = new int[ENTRY.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bank.getOrDefault(ENTRY[i], 0);
    }
    return new Entry(values[0], values[1], values[2], values[3], rid());
  }

  private void read(Map<Cp0Register, Integer> bank, Entry entry) {
    int[] values = {entry.hi(), entry.lo0(), entry.lo1(), entry.mask()};
    for (int i = 0; i < values.length; i++) {
      bank.put(ENTRY[i], values[i]);
    }
    cp0(Cp0Register.GUEST_CTL1, (cp0(Cp0Register.GUEST_CTL1) & 0xFF00FFFF) | entry.guest() << 16);
  }
}
