package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.timing.Unit;

/**
 * Which unit makes the result of which instruction, in both instruction sets. An instruction that
 * no row names fails, unless its class is of the ALU as a whole.
 */
class UnitsTest {
  private static final List<Operation> OPERATIONS = InstructionSet.m5150().operations();

  /** Whose instructions are of the ALU, unless {@link #MADE} says otherwise. */
  private static final Set<String> ALU_CLASSES =
      Set.of("Arithmetic", "Logic", "Shift", "BitField", "Branch", "Jump", "ConditionalTrap");

  /** By unit: {@code Class: mnemonics}. */
  private static final Map<Unit, List<String>> MADE = new EnumMap<>(Unit.class);

  static {
    made(
        Unit.ALU,
        "LoadStore: sb sh sw swl swr pause pref sync synci",
        "LoadStoreMultiple: swm swp",
        "AtomicBit: aset aclr",
        "FloatBranch: bc1f bc1t bc1fl bc1tl",
        "FloatMove: movf movt",
        "FloatLoadStore: prefx",
        "FloatReserved: cop1 cop1x",
        "PrivilegedControl: syscall break sdbbp deret iret eret wait ehb cache cop0",
        "PrivilegedRegister: wrpgpr",
        "PrivilegedUnits: cop2 mfc2 mtc2 mfhc2 mthc2 cfc2 ctc2 bc2f bc2t lwc2 swc2 ldc2 sdc2 dsp",
        "Virtualization: hypcall",
        "DspControl: wrdsp bposge32");
    made(Unit.LOAD, "LoadStore: lb lbu lh lhu ll lw lwxs lwl lwr sc", "DspControl: lwx lhx lbux");
    made(Unit.LOADS, "LoadStoreMultiple: lwm lwp");
    made(Unit.COP0, "PrivilegedRegister: mfc0 rdhwr rdpgpr di ei", "Virtualization: mfgc0");
    made(
        Unit.COP0_CHANGE,
        "PrivilegedRegister: mtc0",
        "PrivilegedTlb: tlbr tlbwi tlbwr tlbp tlbinv tlbinvf",
        "Virtualization: mtgc0 tlbgr tlbgwi tlbgwr tlbgp tlbginv tlbginvf");
    made(
        Unit.MULTIPLY,
        "MultiplyDivide: mult multu madd maddu msub msubu",
        "DspAccumulator: mult multu madd maddu msub msubu");
    made(Unit.MULTIPLY_GPR, "MultiplyDivide: mul");
    made(Unit.DIVIDE, "MultiplyDivide: div divu");
    made(
        Unit.ACCUMULATOR,
        "MultiplyDivide: mfhi mflo mthi mtlo",
        "DspAccumulator: mfhi mflo mthi mtlo");
    made(
        Unit.DSP_ALU,
        "DspArithmetic: addu.qb subu.qb addu_s.qb subu_s.qb addu.ph subu.ph addq.ph subq.ph"
            + " addu_s.ph subu_s.ph addq_s.ph subq_s.ph addq_s.w subq_s.w addsc addwc modsub"
            + " raddu.w.qb absq_s.qb absq_s.ph absq_s.w",
        "DspAverage: adduh.qb addqh.ph addqh.w adduh_r.qb addqh_r.ph addqh_r.w subuh.qb subqh.ph"
            + " subqh.w subuh_r.qb subqh_r.ph subqh_r.w",
        "DspCompare: cmpu.eq.qb cmpgu.eq.qb cmpgdu.eq.qb cmp.eq.ph cmpu.lt.qb cmpgu.lt.qb"
            + " cmpgdu.lt.qb cmp.lt.ph cmpu.le.qb cmpgu.le.qb cmpgdu.le.qb cmp.le.ph pick.qb"
            + " pick.ph",
        "DspControl: rddsp insv",
        "DspPack: precrq.qb.ph precr.qb.ph packrl.ph precrqu_s.qb.ph precrq.ph.w precrq_rs.ph.w"
            + " precr_sra.ph.w precr_sra_r.ph.w preceq.w.phl preceq.w.phr precequ.ph.qbl"
            + " preceu.ph.qbl precequ.ph.qbr preceu.ph.qbr precequ.ph.qbla preceu.ph.qbla"
            + " precequ.ph.qbra preceu.ph.qbra bitrev repl.qb repl.ph replv.qb replv.ph append"
            + " prepend balign",
        "DspShift: shll.qb shllv.qb shrl.qb shrlv.qb shra.qb shrav.qb shra_r.qb shrav_r.qb shll.ph"
            + " shllv.ph shll_s.ph shllv_s.ph shra.ph shrav.ph shra_r.ph shrav_r.ph shrl.ph"
            + " shrlv.ph shll_s.w shllv_s.w shra_r.w shrav_r.w");
    made(
        Unit.DSP_MULTIPLY,
        "DspDotProduct: dpa.w.ph dps.w.ph mulsa.w.ph dpax.w.ph dpsx.w.ph dpau.h.qbl dpau.h.qbr"
            + " dpsu.h.qbl dpsu.h.qbr dpaq_s.w.ph dpsq_s.w.ph dpaqx_s.w.ph dpsqx_s.w.ph"
            + " dpaqx_sa.w.ph dpsqx_sa.w.ph mulsaq_s.w.ph dpaq_sa.l.w dpsq_sa.l.w maq_s.w.phl"
            + " maq_s.w.phr maq_sa.w.phl maq_sa.w.phr");
    made(
        Unit.DSP_MULTIPLY_GPR,
        "DspMultiply: muleu_s.ph.qbl muleu_s.ph.qbr muleq_s.w.phl muleq_s.w.phr mulq_s.ph"
            + " mulq_rs.ph mulq_s.w mulq_rs.w mul.ph mul_s.ph");
    made(
        Unit.DSP_EXTRACT,
        "DspAccumulator: extr.w extrv.w extr_r.w extrv_r.w extr_rs.w extrv_rs.w extr_s.h extrv_s.h"
            + " extp extpv extpdp extpdpv");
    made(Unit.DSP_SHIFT, "DspAccumulator: shilo shilov mthlip");
    made(Unit.FLOAT_LOAD, "FloatLoadStore: lwc1 ldc1 lwxc1 ldxc1 luxc1");
    made(Unit.FLOAT_STORE, "FloatLoadStore: swc1 sdc1 swxc1 sdxc1 suxc1");
    made(Unit.FLOAT_TRANSFER, "FloatMove: mfc1 mtc1 mfhc1 mthc1 cfc1 ctc1");
    made(Unit.FLOAT_ADD, "FloatArithmetic: add.s add.d sub.s sub.d abs.s abs.d neg.s neg.d");
    made(
        Unit.FLOAT_MOVE,
        "FloatArithmetic: mov.s mov.d",
        "FloatMove: movf.s movf.d movt.s movt.d movz.s movz.d movn.s movn.d");
    made(
        Unit.FLOAT_COMPARE,
        "FloatCompare: "
            + Stream.of("f un eq ueq olt ult ole ule sf ngle seq ngl lt nge le ngt".split(" ", -1))
                .map(condition -> "c." + condition + ".s c." + condition + ".d")
                .collect(Collectors.joining(" ")));
    made(Unit.FLOAT_CONVERT, "FloatConvert: cvt.d.s cvt.s.w cvt.s.l cvt.d.w cvt.d.l");
    made(Unit.FLOAT_NARROW, "FloatConvert: cvt.s.d");
    made(
        Unit.FLOAT_TO_INTEGER,
        "FloatConvert: cvt.w.s cvt.w.d cvt.l.s cvt.l.d",
        "FloatRound: "
            + Stream.of("round trunc ceil floor".split(" ", -1))
                .flatMap(how -> Stream.of(".w.s", ".w.d", ".l.s", ".l.d").map(how::concat))
                .collect(Collectors.joining(" ")));
    made(
        Unit.FLOAT_MULTIPLY_S,
        "FloatArithmetic: mul.s",
        "FloatMultiplyAdd: madd.s msub.s nmadd.s nmsub.s");
    made(
        Unit.FLOAT_MULTIPLY_D,
        "FloatArithmetic: mul.d",
        "FloatMultiplyAdd: madd.d msub.d nmadd.d nmsub.d");
    made(Unit.FLOAT_DIVIDE_S, "FloatArithmetic: div.s sqrt.s");
    made(Unit.FLOAT_DIVIDE_D, "FloatArithmetic: div.d sqrt.d");
    made(Unit.FLOAT_RSQRT_S, "FloatArithmetic: rsqrt.s");
    made(Unit.FLOAT_RSQRT_D, "FloatArithmetic: rsqrt.d");
    made(Unit.FLOAT_RECIP_S, "FloatArithmetic: recip.s");
    made(Unit.FLOAT_RECIP_D, "FloatArithmetic: recip.d");
  }

  private static void made(Unit unit, String... rows) {
    List<String> names = MADE.computeIfAbsent(unit, u -> new ArrayList<>());
    for (String row : rows) {
      String[] parts = row.split(": ", 2);
      Arrays.stream(parts[1].split(" ", -1)).map(name -> parts[0] + " " + name).forEach(names::add);
    }
  }

  static List<Operation> operations() {
    return OPERATIONS;
  }

  private static String name(Operation operation) {
    return type(operation) + " " + operation.mnemonic();
  }

  private static String type(Operation operation) {
    return operation.method().getDeclaringClass().getSimpleName();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void everyInstructionIsMadeByTheUnitOfItsRow(Operation operation) {
    List<Unit> rows =
        MADE.keySet().stream().filter(u -> MADE.get(u).contains(name(operation))).toList();
    List<Unit> expected =
        rows.isEmpty() && ALU_CLASSES.contains(type(operation)) ? List.of(Unit.ALU) : rows;

    assertThat(expected).as("rows for " + name(operation)).hasSize(1);
    assertThat(operation.demand().unit()).isEqualTo(expected.get(0));
  }

  @Test
  void everyRowIsAnInstructionAndEveryUnitHasOne() {
    Set<String> names = new TreeSet<>();
    OPERATIONS.forEach(operation -> names.add(name(operation)));

    assertThat(names).containsAll(MADE.values().stream().flatMap(List::stream).toList());
    assertThat(MADE.keySet()).isEqualTo(EnumSet.allOf(Unit.class));
  }

  /** An instruction with every field at its largest: none of its registers is number 0. */
  private static int withoutZeros(Operation operation) {
    int bits = operation.pattern().width() == 32 ? -1 : 0xFFFF;
    return operation.pattern().match() | (bits & ~operation.pattern().mask());
  }

  /** A load, a product: what a unit makes late has a place that something else can wait for. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void whatIsLateIsMadeSomewhere(Operation operation) {
    Demand demand = operation.demand();
    if (demand.unit().isLate()) {
      assertThat(demand.makes(withoutZeros(operation))).isNotEmpty();
    }
  }

  /** The same method, another encoding: what it demands cannot differ but in the numbers. */
  @ParameterizedTest
  @EnumSource
  void theEncodingsOfAnInstructionDemandAsMuch(Isa isa) {
    for (Operation operation : OPERATIONS) {
      if (operation.isa() == isa) {
        Operation first =
            OPERATIONS.stream()
                .filter(o -> o.method().equals(operation.method()))
                .findFirst()
                .get();
        assertThat(operation.demand().unit()).isEqualTo(first.demand().unit());
        assertThat(operation.demand().makes(withoutZeros(operation)))
            .as(operation.toString())
            .hasSameSizeAs(first.demand().makes(withoutZeros(first)));
      }
    }
  }
}
