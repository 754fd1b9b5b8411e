package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;

/** Root's CP0 registers that the hypervisor sets when it starts, and then never again. */
final class RootRegisters {
  private static final List<Cp0Register> KEPT =
      List.of(
          Cp0Register.EBASE,
          Cp0Register.INT_CTL,
          Cp0Register.CONFIG,
          Cp0Register.CONFIG1,
          Cp0Register.CONFIG3,
          Cp0Register.CONFIG5,
          Cp0Register.WIRED,
          Cp0Register.PAGE_GRAIN,
          Cp0Register.HWRENA,
          Cp0Register.CDMM_BASE,
          Cp0Register.SRS_MAP,
          Cp0Register.WATCH_LO0,
          Cp0Register.WATCH_LO1,
          Cp0Register.PERF_CTL0,
          Cp0Register.PERF_CTL1);

  private final Cp0 root;
  private final int[] expected = new int[KEPT.size()];

  RootRegisters(Cp0 root) {
    this.root = root;
  }

  void take() {
    for (int i = 0; i < expected.length; i++) {
      expected[i] = root.get(KEPT.get(i));
    }
  }

  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < expected.length; i++) {
      int value = root.get(KEPT.get(i));
      if (value != expected[i]) {
        findings.add(
            new Finding(
                Finding.Kind.ROOT,
                String.format(
                    Locale.ROOT,
                    "root's %s was 0x%08x and is 0x%08x",
                    KEPT.get(i).manualName(),
                    expected[i],
                    value)));
      }
    }
    return findings;
  }
}
