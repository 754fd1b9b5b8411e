package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.vzlab.board.Bench;
import org.vzlab.isolation.history.Comparison;
import org.vzlab.isolation.history.Criterion;
import org.vzlab.isolation.history.History;
import org.vzlab.isolation.history.HistoryRecorder;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.VpListener;

/**
 * The other guests and threads: whether they are stopped, and whether what happens to those that
 * have nothing to do with the attacker is what happens without it.
 */
final class Bystanders implements VpListener {
  private final Bench bench;
  private final Company company;
  private final Criterion criterion;
  private final HistoryRecorder recorder;
  private final Map<Integer, History> references = new TreeMap<>();
  private final Set<Integer> faultsAnyway = new TreeSet<>();
  private final Map<Integer, String> faulted = new TreeMap<>();
  private boolean reset;
  private String startFailed = "";

  Bystanders(Bench bench, Company company) {
    this.bench = bench;
    this.company = company;
    criterion = Criterion.of(bench.layout().orElseThrow());
    recorder = HistoryRecorder.record(bench);
    bench.listen(this);
    bench.hart().crossings().listen(crossing -> reset |= crossing instanceof Crossing.Reset);
  }

  @Override
  public void guestFaulted(GuestView guest, String reason) {
    faulted.put(guest.id(), reason);
  }

  @Override
  public void guestFailed(GuestView guest, String reason) {
    faulted.put(guest.id(), reason);
  }

  @Override
  public void threadFaulted(GuestView thread, String reason) {
    faulted.put(thread.id(), reason);
  }

  @Override
  public void startFailed(String reason) {
    startFailed = reason;
  }

  /** A run begins. */
  void begin() {
    recorder.clear();
    faulted.clear();
    reset = false;
    startFailed = "";
  }

  /** Faults that there have been by now would be there without an attack too. */
  void learn() {
    faultsAnyway.addAll(faulted.keySet());
  }

  /** What has happened by now is what happens without an attack. */
  void take(long until) {
    company.strangers().forEach(task -> references.put(task, recorder.of(task, until)));
  }

  /** What others have noticed, in a run as long as that of {@link #take}. */
  List<Finding> check(long until) {
    List<Finding> findings = new ArrayList<>();
    if (reset || !startFailed.isEmpty()) {
      String what = reset ? "the chip was reset " : "the hypervisor did not start: ";
      findings.add(new Finding(Finding.Kind.HYPERVISOR, what + startFailed));
    }
    faulted.forEach(
        (task, reason) -> {
          if (task != company.attacker()
              && !faultsAnyway.contains(task)
              && !company.connected().contains(task)) {
            findings.add(
                new Finding(Finding.Kind.NEIGHBOUR, "task " + task + " was stopped: " + reason));
          }
        });
    references.forEach(
        (task, reference) ->
            Comparison.of(criterion, reference, recorder.of(task, until))
                .difference()
                .ifPresent(
                    difference ->
                        findings.add(
                            new Finding(Finding.Kind.HISTORY, difference.toString().strip()))));
    return findings;
  }

  /** How the guest that attacks is served. */
  GuestView attacker() {
    return bench.hypervisor().orElseThrow().guests().stream()
        .filter(guest -> guest.id() == company.attacker())
        .findFirst()
        .orElseThrow();
  }
}
