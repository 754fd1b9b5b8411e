package org.vzlab.mips.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.cp0.Cp0Register.CAUSE;
import static org.vzlab.mips.cp0.Cp0Register.CONFIG5;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0_EXT;
import static org.vzlab.mips.cp0.Cp0Register.HWRENA;
import static org.vzlab.mips.cp0.Cp0Register.INT_CTL;
import static org.vzlab.mips.cp0.Cp0Register.PAGE_GRAIN;
import static org.vzlab.mips.cp0.Cp0Register.SRS_CTL;
import static org.vzlab.mips.cp0.Cp0Register.STATUS;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.vzlab.mips.cp0.Cp0Register;

/** Whether an instruction executes, and if not who hears of it: MD00847, "onion model". */
final class Routing {
  /** An instruction where it is about to be executed. */
  private record At(State state, Subject subject) {
    boolean root(Cp0Register register, int bits) {
      return state.has(false, register, bits);
    }

    boolean own(Cp0Register register, int bits) {
      return state.has(state.inGuest(), register, bits);
    }

    boolean is(int number, int select) {
      return subject.number() == number && subject.select() == select;
    }

    /** Whether bits of a guest's register change by what is to be written. */
    boolean changes(Cp0Register register, int bits) {
      return ((state.guest(register) ^ state.value) & bits) != 0;
    }

    boolean rootControlsMmu() {
      return (state.root(GUEST_CTL0) & Bits.G0_AT) == Bits.AT_ROOT;
    }

    boolean usesTlb() {
      return subject.family() == Family.TLB || subject.family() == Family.TLB_WRITE;
    }

    /** CACHE: 0 to 7, of which 4 and more go by address and 0 invalidates or writes back. */
    int operation() {
      return subject.number() >>> 2;
    }

    /** CACHE: whether it is a primary cache. */
    boolean primary() {
      return (subject.number() & 3) <= 1;
    }
  }

  private static final String MMU = "0.0 1.0 2.0 3.0 4.0 5.0 5.1 6.0 10.0";
  private static final String BAD = "8.0 8.1 8.2";
  private static final String OTHER = "4.2 7.0 17.0 31.2 31.3";
  private static final String OWN = "12.0 12.1 12.4 13.0 13.4 13.5 14.0 14.2 15.1 30.0";
  private static final String CONFIG = "16.0 16.1 16.2 16.3 16.4 16.5";

  private final Table<At, Verdict> reads =
      new Table<At, Verdict>("MFC0 by a guest")
          .row("CP0 = 0", lacks(Bits.G0_CP0), Verdict.GPSI, "MD00847 GuestCtl0.CP0")
          .row("MMU, AT = 1", of(MMU).and(At::rootControlsMmu), Verdict.GPSI, "choice C11")
          .row(
              "MMU, MG = 1", of(MMU).and(ext(Bits.EXT_MG)), Verdict.GPSI, "MD00847 GuestCtl0Ext.MG")
          .row("MMU", of(MMU), Verdict.EXECUTES, "tinyVP saves them for its guests")
          .row("BadVAddr, BG = 1", of(BAD).and(ext(Bits.EXT_BG)), Verdict.GPSI, "MD00847 BG")
          .row("BadVAddr", of(BAD), Verdict.EXECUTES, "tinyVP")
          .row("others, OG = 1", of(OTHER).and(ext(Bits.EXT_OG)), Verdict.GPSI, "MD00847 OG")
          .row("others", of(OTHER), Verdict.EXECUTES, "tinyVP, Linux KVM")
          .row(
              "Count, GT = 0",
              of("9.0 11.0").and(lacks(Bits.G0_GT)),
              Verdict.GPSI,
              "MD00847 GT; tinyVP do_gpsi")
          .row("Count, GT = 1", of("9.0 11.0"), Verdict.EXECUTES, "prpl-hypervisor")
          .row("its own", of(OWN), Verdict.EXECUTES, "tinyVP, prpl-hypervisor")
          .row("Config", of(CONFIG), Verdict.EXECUTES, "tinyVP's guests read them")
          .row("Config7", a -> a.is(16, 7), Verdict.EXECUTES, "tinyVP's dma guest reads it")
          .row("PRId", a -> a.is(15, 0), Verdict.GPSI, "Linux KVM, tinyVP")
          .row("shadow sets", of("12.2 12.3 12.5"), Verdict.GPSI, "tinyVP do_gpsi")
          .row("CDMMBase", a -> a.is(15, 2), Verdict.GPSI, "tinyVP, MEOS")
          .row("Watch", of("18.0 18.1 19.0 19.1"), Verdict.GPSI, "tinyVP; choice C3")
          .row("Debug, performance", of("23.0 25.0 25.1"), Verdict.GPSI, "tinyVP")
          .row("caches", of("26.0 27.0 28.0 28.1"), Verdict.GPSI, "tinyVP")
          .row("root's", of("10.4 11.4 12.6 12.7"), Verdict.GPSI, "choice C1")
          .otherwise("all the rest", Verdict.GPSI, "choice C1");

  private final Table<At, Verdict> writes =
      new Table<At, Verdict>("MTC0 by a guest")
          .row("CP0 = 0", lacks(Bits.G0_CP0), Verdict.GPSI, "MD00847 GuestCtl0.CP0")
          .row("MMU, AT = 1", of(MMU).and(At::rootControlsMmu), Verdict.GPSI, "choice C11")
          .row(
              "MMU, MG = 1", of(MMU).and(ext(Bits.EXT_MG)), Verdict.GPSI, "MD00847 GuestCtl0Ext.MG")
          .row("PageGrain", a -> a.is(5, 1), Verdict.BY_CHANGE, "tinyVP do_gsfc")
          .row("MMU", of(MMU), Verdict.EXECUTES, "tinyVP")
          .row("BadVAddr, BG = 1", of(BAD).and(ext(Bits.EXT_BG)), Verdict.GPSI, "MD00847 BG")
          .row("BadVAddr", of(BAD), Verdict.EXECUTES, "read-only; no exit: choice")
          .row("others, OG = 1", of(OTHER).and(ext(Bits.EXT_OG)), Verdict.GPSI, "MD00847 OG")
          .row("others", of(OTHER), Verdict.EXECUTES, "tinyVP, Linux KVM")
          .row("Count", a -> a.is(9, 0), Verdict.GPSI, "Linux KVM, phidias: with GT = 1 too")
          .row(
              "Compare, GT = 0",
              of("9.0 11.0").and(lacks(Bits.G0_GT)),
              Verdict.GPSI,
              "MD00847 GT; tinyVP do_gpsi")
          .row("Compare, GT = 1", a -> a.is(11, 0), Verdict.EXECUTES, "prpl-hypervisor")
          .row("guarded fields", of("12.0 12.1 13.0"), Verdict.BY_CHANGE, "MD00847")
          .row("its own", of(OWN), Verdict.EXECUTES, "tinyVP, prpl-hypervisor")
          .row(
              "Config, CF = 0",
              of(CONFIG).and(lacks(Bits.G0_CF)),
              Verdict.GPSI,
              "MD00847 GuestCtl0.CF")
          .row("Config5", a -> a.is(16, 5), Verdict.BY_CHANGE, "Linux KVM gsfc")
          .row("Config", of(CONFIG), Verdict.EXECUTES, "Linux KVM")
          .row("Config6, Config7", of("16.6 16.7"), Verdict.GPSI, "tinyVP do_gpsi")
          .row("shadow sets", of("12.2 12.3 12.5"), Verdict.GPSI, "tinyVP do_gpsi")
          .row("Watch", of("18.0 18.1 19.0 19.1"), Verdict.GPSI, "tinyVP; choice C3")
          .row("Debug, performance", of("23.0 25.0 25.1"), Verdict.GPSI, "tinyVP")
          .row("caches", of("26.0 28.0 28.1"), Verdict.GPSI, "tinyVP do_gpsi")
          .otherwise("all the rest", Verdict.GPSI, "choice C1");

  private final Table<At, Verdict> changes =
      new Table<At, Verdict>("fields a guest changes")
          .row("FCD = 1", a -> a.root(GUEST_CTL0_EXT, Bits.EXT_FCD), Verdict.EXECUTES, "MD00847")
          .row(
              "Status.CU1, SFC1 = 0",
              a ->
                  a.is(12, 0)
                      && !a.root(GUEST_CTL0, Bits.G0_SFC1)
                      && a.changes(STATUS, Bits.STATUS_CU1),
              Verdict.GSFC,
              "karma VMM, tinyVP")
          .row("Status.FR", status(Bits.STATUS_FR), Verdict.GSFC, "Linux KVM, karma VMM")
          .row("Status.MX", status(Bits.STATUS_MX), Verdict.GSFC, "MD00847 GSFC")
          .row("Status.RP", status(Bits.STATUS_RP), Verdict.GSFC, "MD00847 GSFC")
          .row("Status.BEV", status(Bits.STATUS_BEV), Verdict.GSFC, "MD00847 GSFC")
          .row("Status.SR, NMI", cleared(Bits.STATUS_SR | Bits.STATUS_NMI), Verdict.GSFC, "MD00847")
          .row("Status.TS", cleared(Bits.STATUS_TS), Verdict.GSFC, "MD00847 GSFC")
          .row(
              "Status.UM, EXL, MC = 1",
              a ->
                  a.is(12, 0)
                      && a.root(GUEST_CTL0, Bits.G0_MC)
                      && a.changes(STATUS, Bits.STATUS_UM | Bits.STATUS_EXL),
              Verdict.GSFC,
              "MD00847 GuestCtl0.MC")
          .row(
              "Cause.DC, IV",
              a -> a.is(13, 0) && a.changes(CAUSE, Bits.CAUSE_DC | Bits.CAUSE_IV),
              Verdict.GSFC,
              "Cavium kvm_mipsvz: these and no others")
          .row(
              "IntCtl.VS",
              a -> a.is(12, 1) && a.changes(INT_CTL, Bits.INT_CTL_VS),
              Verdict.GSFC,
              "Linux KVM")
          .row(
              "PageGrain",
              a ->
                  a.is(5, 1)
                      && a.changes(PAGE_GRAIN, Bits.GRAIN_RIE | Bits.GRAIN_XIE | Bits.GRAIN_IEC),
              Verdict.GSFC,
              "tinyVP do_gsfc")
          .row(
              "Config5.UFR",
              a -> a.is(16, 5) && a.changes(CONFIG5, Bits.CONFIG5_UFR),
              Verdict.GSFC,
              "Linux KVM")
          .otherwise(
              "any other, Status.ERL too",
              Verdict.EXECUTES,
              "MD00847: only a change of these; ERL: choice");

  private final Table<At, Verdict> caches =
      new Table<At, Verdict>("CACHE by a guest")
          .row("CP0 = 0", lacks(Bits.G0_CP0), Verdict.GPSI, "MD00847 GuestCtl0.CP0")
          .row("CG = 0", a -> !a.root(GUEST_CTL0, Bits.G0_CG), Verdict.GPSI, "MD00847 CG")
          .row("secondary caches", a -> !a.primary(), Verdict.GPSI, "Linux KVM")
          .row(
              "by address",
              a -> a.operation() >= 4 && a.operation() <= 6,
              Verdict.EXECUTES,
              "Linux KVM: hit operations")
          .row(
              "index invalidate, CGI = 1",
              a -> a.operation() == 0 && a.root(GUEST_CTL0_EXT, Bits.EXT_CGI),
              Verdict.EXECUTES,
              "MD00847 CGI, Linux KVM")
          .row("index invalidate", a -> a.operation() == 0, Verdict.GPSI, "MD00847 CGI")
          .row("tags", a -> a.operation() <= 3, Verdict.GPSI, "Linux KVM, L4Re uvmm")
          .otherwise("fetch and lock", Verdict.GPSI, "choice");

  private final Table<At, Verdict> hardwareRegisters =
      new Table<At, Verdict>("RDHWR")
          .row(
              "not there",
              a -> a.subject().number() > 3 && a.subject().number() != 29,
              Verdict.RI,
              "MD00086 RDHWR")
          .row(
              "not enabled",
              a -> !a.state().privileged() && !a.own(HWRENA, 1 << a.subject().number()),
              Verdict.RI,
              "MD00086 RDHWR")
          .row(
              "Count of a guest, GT = 0",
              a -> a.state().inGuest() && a.is(2, 0) && !a.root(GUEST_CTL0, Bits.G0_GT),
              Verdict.GPSI,
              "MD00847 GT, Linux KVM")
          .otherwise("enabled", Verdict.EXECUTES, "MD00086 RDHWR");

  private final Table<At, Verdict> units =
      new Table<At, Verdict>("FPU and DSP")
          .row(
              "own CU1 = 0",
              a -> a.subject().family() == Family.FPU && !a.own(STATUS, Bits.STATUS_CU1),
              Verdict.CPU1,
              "MD00847: the guest's first")
          .row(
              "root's CU1 = 0",
              a -> a.subject().family() == Family.FPU && !a.root(STATUS, Bits.STATUS_CU1),
              Verdict.ROOT_CPU1,
              "tinyVP do_cu")
          .row(
              "own MX = 0",
              a -> a.subject().family() == Family.DSP && !a.own(STATUS, Bits.STATUS_MX),
              Verdict.DSPDIS,
              "MD00847: the guest's first")
          .row(
              "root's MX = 0",
              a -> a.subject().family() == Family.DSP && !a.root(STATUS, Bits.STATUS_MX),
              Verdict.ROOT_DSPDIS,
              "tinyVP do_dsp")
          .otherwise("enabled", Verdict.EXECUTES, "MD00086");

  private final Table<At, Verdict> privileged =
      new Table<At, Verdict>("DI, EI, ERET, TLB, RDPGPR by a guest")
          .row("CP0 = 0", lacks(Bits.G0_CP0), Verdict.GPSI, "MD00847 GuestCtl0.CP0")
          .row("TLB, AT = 1", a -> a.usesTlb() && a.rootControlsMmu(), Verdict.GPSI, "choice C11")
          .row(
              "TLB, MG = 1",
              a -> a.usesTlb() && a.root(GUEST_CTL0_EXT, Bits.EXT_MG),
              Verdict.GPSI,
              "MD00847 MG")
          .row(
              "RDPGPR, WRPGPR without shadow sets",
              a ->
                  a.subject().family() == Family.PREVIOUS_GPR
                      && (a.state().guest(SRS_CTL) & Bits.SRS_HSS) == 0,
              Verdict.GPSI,
              "phidias case 14, karma VMM")
          .otherwise("otherwise", Verdict.EXECUTES, "tinyVP's guests");

  private final Table<At, Verdict> redirection =
      new Table<At, Verdict>("reserved instructions")
          .row(
              "of a guest, RI = 1",
              a -> a.state().inGuest() && a.root(GUEST_CTL0, Bits.G0_RI),
              Verdict.GRR,
              "MD00847 GuestCtl0.RI: redirected")
          .otherwise("otherwise", Verdict.RI, "MD00086");

  final Conflict conflict = new Conflict();
  private final Map<Family, long[]> decided = new EnumMap<>(Family.class);

  Routing() {
    for (Family family : Family.values()) {
      decided.put(family, new long[4]);
    }
  }

  /** Some registers, written as number.select. */
  private static Predicate<At> of(String registers) {
    BitSet set = new BitSet();
    for (String register : registers.split(" ", -1)) {
      String[] parts = register.split("\\.", -1);
      set.set(Integer.parseInt(parts[0]) * 8 + Integer.parseInt(parts[1]));
    }
    return a -> set.get(a.subject().number() * 8 + a.subject().select());
  }

  private static Predicate<At> lacks(int guestCtl0Bit) {
    return a -> !a.root(GUEST_CTL0, guestCtl0Bit);
  }

  private static Predicate<At> ext(int bit) {
    return a -> a.root(GUEST_CTL0_EXT, bit);
  }

  private static Predicate<At> status(int bits) {
    return a -> a.is(12, 0) && a.changes(STATUS, bits);
  }

  /** Status bits that software can clear but not set (MD00091). */
  private static Predicate<At> cleared(int bits) {
    return a -> a.is(12, 0) && (a.state().guest(STATUS) & ~a.state().value & bits) != 0;
  }

  /** The exception an instruction raises, or null if it executes. */
  Raised route(State state, Subject subject) {
    At at = new At(state, subject);
    Family family = subject.family();
    boolean guest = state.inGuest();
    int column = (guest ? 0 : 2) + (state.privileged() ? 1 : 0);
    decided.get(family)[column]++;
    return raised(
        at,
        switch (column) {
          case 0 -> family.guestUser;
          case 1 -> family.guestKernel;
          case 2 -> family.rootUser;
          default -> family.rootKernel;
        });
  }

  private Raised raised(At at, Verdict verdict) {
    boolean guest = at.state().inGuest();
    return switch (verdict) {
      case EXECUTES -> null;
      case GPSI -> Raised.exit(Raised.GPSI);
      case GSFC -> Raised.exit(Raised.GSFC);
      case HC -> Raised.exit(Raised.HC);
      case CPU0 -> Raised.unusable(0, guest);
      case CPU1 -> Raised.unusable(1, guest);
      case CPU2 -> Raised.unusable(2, guest);
      case ROOT_CPU1 -> Raised.unusable(1, false);
      case DSPDIS -> Raised.plain(Raised.DSPDIS, guest);
      case ROOT_DSPDIS -> Raised.plain(Raised.DSPDIS, false);
      case RI ->
          redirection.decide(at) == Verdict.GRR
              ? Raised.exit(Raised.GRR)
              : Raised.plain(Raised.RI, guest);
      case GRR -> Raised.exit(Raised.GRR);
      case SYS -> Raised.plain(Raised.SYS, guest);
      case BP -> Raised.plain(Raised.BP, guest);
      case TR -> Raised.plain(Raised.TR, guest);
      case OV -> Raised.plain(Raised.OV, guest);
      case MCHECK -> Raised.plain(Raised.MCHECK, false);
      case DEBUG -> Raised.debug();
      case BY_READ -> raised(at, reads.decide(at));
      case BY_WRITE -> raised(at, writes.decide(at));
      case BY_CHANGE -> raised(at, changes.decide(at));
      case BY_CACHE -> raised(at, caches.decide(at));
      case BY_HWRENA -> raised(at, hardwareRegisters.decide(at));
      case BY_CU1, BY_MX -> raised(at, units.decide(at));
      case BY_CONFLICT -> raised(at, conflict.decide(at.state(), at.subject()));
      case BY_DEBUG -> raised(at, at.state().inDebugMode() ? Verdict.EXECUTES : Verdict.RI);
      case BY_CP0, BY_MMU, BY_SETS -> raised(at, privileged.decide(at));
    };
  }

  void assertEveryRowDecided(long times) {
    for (Table<?, ?> table :
        List.of(
            reads, writes, changes, caches, hardwareRegisters, units, privileged, redirection)) {
      table.assertEveryRowDecided(times);
    }
    decided.forEach(
        (family, counts) ->
            assertThat(Arrays.stream(counts).min().getAsLong())
                .as("how often each column of %s decided (%s)", family, family.source)
                .isGreaterThanOrEqualTo(times));
  }
}
