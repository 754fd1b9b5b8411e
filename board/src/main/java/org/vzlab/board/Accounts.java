package org.vzlab.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.mips.hart.ExitReason;
import org.vzlab.mips.hart.GuestUsage;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Tally;

/** What root, guests and threads have used, from the counts of the processor. */
final class Accounts {
  private final Hart hart;
  private final CycleAccount account;

  Accounts(Hart hart) {
    this.hart = hart;
    account = hart.timing.account;
  }

  /** What somebody has used, by the number that {@link Hart#owner} has for them. */
  Summary.Usage usage(int owner) {
    return new Summary.Usage(
        hart.usage.instructions(owner),
        hart.usage.cycles(owner),
        stalls(owner),
        hart.timing.approximate ? caches(owner) : Map.of());
  }

  /** Guests that have executed under a hypervisor that is software on the board. */
  List<Summary.Guest> nativeGuests() {
    List<Summary.Guest> guests = new ArrayList<>();
    for (int id = 1; id < GuestUsage.GUESTS; id++) {
      if (hart.usage.cycles(id) > 0) {
        guests.add(new Summary.Guest(id, usage(id), exits(id), Summary.Guest.NATIVE));
      }
    }
    return guests;
  }

  private Map<String, Long> exits(int guestId) {
    Map<String, Long> exits = new TreeMap<>();
    for (ExitReason reason : ExitReason.values()) {
      long count = hart.usage.exits(guestId, reason);
      if (count > 0) {
        exits.put(reason.name(), count);
      }
    }
    return exits;
  }

  private Map<String, Long> stalls(int owner) {
    Map<String, Long> stalls = new LinkedHashMap<>();
    for (Stall reason : Stall.values()) {
      long cycles = account.stalled(owner, reason);
      if (hart.timing.approximate
          || cycles > 0
          || reason == Stall.IDLE
          || reason == Stall.MODELLED) {
        stalls.put(reason.key(), cycles);
      }
    }
    return stalls;
  }

  /**
   * The instruction cache and its micro-TLB are looked into once an instruction, though hardware
   * may fetch more at once. What neither TLB could translate has not come to the micro-TLBs yet.
   */
  private Map<String, Summary.LookUps> caches(int owner) {
    Map<String, Summary.LookUps> caches = new LinkedHashMap<>();
    long instructions = hart.usage.instructions(owner);
    long fetchMisses = account.counted(owner, Tally.INSTRUCTION_TLB_MISS);
    long dataMisses = account.counted(owner, Tally.DATA_TLB_MISS);
    long refused = account.counted(owner, Tally.TLB_EXCEPTION);
    caches.put(
        "i-cache",
        new Summary.LookUps(
            instructions - account.counted(owner, Tally.UNCACHED_FETCH),
            account.counted(owner, Tally.INSTRUCTION_MISS)));
    caches.put(
        "d-cache",
        new Summary.LookUps(
            account.counted(owner, Tally.DATA_ACCESS), account.counted(owner, Tally.DATA_MISS)));
    caches.put("micro-tlb-i", new Summary.LookUps(instructions, fetchMisses));
    caches.put(
        "micro-tlb-d", new Summary.LookUps(account.counted(owner, Tally.DATA_MAPPED), dataMisses));
    caches.put("tlb", new Summary.LookUps(fetchMisses + dataMisses + refused, refused));
    return caches;
  }
}
