package org.vzlab.mips.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Isa;

/**
 * What is late is as late as the table of constants says, in cycles that code in a warm cache
 * takes: one table of pairs, in both instruction sets.
 */
class LatencyTest {
  /** How many of one kind are issued in a row. */
  private static final int RUN = 4;

  private static final String OTHER = "addu $25, $0, $0";

  /**
   * An instruction of a unit, and one that uses its result.
   *
   * @param producer {@code #} stands for numbers that make each in a row independent of the others
   * @param latency null if it is there at once
   * @param repeat null if the unit takes one each cycle
   */
  private record Row(
      Unit unit, String producer, String user, TimingConstant latency, TimingConstant repeat) {
    String producer(int index) {
      return producer.replace("#", String.valueOf(index));
    }

    List<String> run() {
      return IntStream.range(0, RUN).mapToObj(this::producer).toList();
    }

    @Override
    public String toString() {
      return unit + ": " + producer(0) + "; " + user;
    }
  }

  private static final List<Row> ROWS =
      List.of(
          row(Unit.ALU, "addu $8, $0, $0", "addu $9, $8, $8", null),
          row(Unit.ALU, "movn $8, $4, $4", "addu $9, $8, $8", null),
          row(Unit.LOAD, "lw $8, 0($4)", "addu $9, $8, $0", TimingConstant.LOAD_LATENCY),
          row(Unit.LOAD, "lbu $8, 1($4)", "sw $8, 4($4)", TimingConstant.LOAD_LATENCY),
          row(Unit.LOAD, "lwl $1#, 2($4)", "addu $9, $0, $10", TimingConstant.LOAD_LATENCY),
          row(Unit.LOAD, "lwx $8, $0($4)", "addu $9, $0, $8", TimingConstant.LOAD_LATENCY),
          row(Unit.LOAD, "ll $8, 0($4)", "addu $9, $0, $8", TimingConstant.LOAD_LATENCY),
          row(Unit.LOAD, "sc $1#, 0($4)", "addu $9, $0, $10", TimingConstant.LOAD_LATENCY),
          row(Unit.COP0, "mfc0 $8, $12", "addu $9, $8, $0", TimingConstant.CP0_LATENCY),
          row(Unit.COP0, "rdhwr $8, $2", "addu $9, $8, $0", TimingConstant.CP0_LATENCY),
          row(Unit.COP0, "di $8", "addu $9, $8, $0", TimingConstant.CP0_LATENCY),
          row(Unit.COP0_CHANGE, "mtc0 $8, $11", "ehb", TimingConstant.HAZARD_LATENCY),
          row(Unit.COP0_CHANGE, "tlbp", "ehb", TimingConstant.HAZARD_LATENCY),
          multiply(Unit.MULTIPLY, "mult $9, $10", "mflo $8", TimingConstant.MULTIPLY_LATENCY),
          multiply(Unit.MULTIPLY, "madd $9, $10", "mfhi $8", TimingConstant.MULTIPLY_LATENCY),
          multiply(
              Unit.MULTIPLY,
              "madd $ac2, $9, $10",
              "mfhi $8, $ac2",
              TimingConstant.MULTIPLY_LATENCY),
          multiply(
              Unit.MULTIPLY_GPR,
              "mul $8, $9, $10",
              "addu $11, $8, $0",
              TimingConstant.MULTIPLY_GPR_LATENCY),
          row(Unit.ACCUMULATOR, "mtlo $9", "mflo $8", null),
          row(Unit.ACCUMULATOR, "mthi $9, $ac1", "mfhi $8, $ac1", null),
          row(Unit.ACCUMULATOR, "mflo $8", "addu $9, $8, $0", null),
          row(
              Unit.DSP_ALU,
              "addu.qb $8, $9, $10",
              "addu $11, $8, $0",
              TimingConstant.DSP_ALU_LATENCY),
          row(
              Unit.DSP_ALU,
              "cmp.lt.ph $9, $10",
              "pick.ph $8, $9, $10",
              TimingConstant.DSP_ALU_LATENCY),
          row(
              Unit.DSP_ALU,
              "addsc $8, $9, $10",
              "addwc $11, $9, $10",
              TimingConstant.DSP_ALU_LATENCY),
          dsp(
              Unit.DSP_MULTIPLY,
              "dpaq_s.w.ph $ac1, $9, $10",
              "extr.w $8, $ac1, 3",
              TimingConstant.DSP_MULTIPLY_LATENCY),
          dsp(
              Unit.DSP_MULTIPLY,
              "maq_sa.w.phl $ac3, $9, $10",
              "rddsp $8, 63",
              TimingConstant.DSP_MULTIPLY_LATENCY),
          dsp(
              Unit.DSP_MULTIPLY_GPR,
              "muleq_s.w.phl $8, $9, $10",
              "addu $11, $8, $0",
              TimingConstant.DSP_MULTIPLY_GPR_LATENCY),
          row(
              Unit.DSP_EXTRACT,
              "extr.w $8, $ac1, 3",
              "addu $11, $8, $0",
              TimingConstant.DSP_EXTRACT_LATENCY),
          row(Unit.DSP_SHIFT, "shilo $ac#, 3", "mflo $8, $ac0", TimingConstant.DSP_SHIFT_LATENCY),
          row(Unit.FLOAT_LOAD, "lwc1 $f2, 0($4)", "add.s $f4, $f2, $f6", load()),
          row(Unit.FLOAT_LOAD, "ldc1 $f2, 0($4)", "add.d $f4, $f2, $f6", load()),
          row(Unit.FLOAT_LOAD, "lwxc1 $f2, $0($4)", "swc1 $f2, 8($4)", load()),
          row(Unit.FLOAT_STORE, "swc1 $f2, 0($4)", "lwc1 $f6, 0($4)", null),
          row(Unit.FLOAT_STORE, "sdxc1 $f2, $0($4)", "lw $8, 0($4)", null),
          row(
              Unit.FLOAT_TRANSFER,
              "mfc1 $8, $f2",
              "addu $9, $8, $0",
              TimingConstant.FLOAT_TRANSFER_LATENCY),
          row(
              Unit.FLOAT_TRANSFER,
              "mtc1 $8, $f2",
              "abs.s $f4, $f2",
              TimingConstant.FLOAT_TRANSFER_LATENCY),
          row(
              Unit.FLOAT_TRANSFER,
              "mthc1 $8, $f2",
              "neg.d $f4, $f2",
              TimingConstant.FLOAT_TRANSFER_LATENCY),
          row(Unit.FLOAT_ADD, "add.s $f2, $f4, $f6", "abs.s $f8, $f2", add()),
          row(Unit.FLOAT_ADD, "sub.d $f2, $f4, $f6", "mfc1 $8, $f2", add()),
          row(Unit.FLOAT_ADD, "neg.d $f2, $f4", "cfc1 $8, $31", add()),
          row(
              Unit.FLOAT_MOVE,
              "mov.d $f2, $f4",
              "abs.d $f8, $f2",
              TimingConstant.FLOAT_MOVE_LATENCY),
          row(
              Unit.FLOAT_MOVE,
              "movn.s $f2, $f4, $4",
              "abs.s $f8, $f2",
              TimingConstant.FLOAT_MOVE_LATENCY),
          row(Unit.FLOAT_COMPARE, "c.lt.d $f2, $f4", "movt $8, $9, $fcc0", compare()),
          row(Unit.FLOAT_COMPARE, "c.eq.s $f2, $f4", "movf.s $f6, $f8, $fcc0", compare()),
          row(
              Unit.FLOAT_CONVERT,
              "cvt.d.w $f2, $f4",
              "abs.d $f8, $f2",
              TimingConstant.FLOAT_CONVERT_LATENCY),
          row(
              Unit.FLOAT_NARROW,
              "cvt.s.d $f2, $f4",
              "abs.s $f8, $f2",
              TimingConstant.FLOAT_NARROW_LATENCY),
          row(Unit.FLOAT_TO_INTEGER, "trunc.w.d $f2, $f4", "mfc1 $8, $f2", integer()),
          row(Unit.FLOAT_TO_INTEGER, "cvt.l.s $f2, $f4", "mfc1 $8, $f2", integer()),
          row(
              Unit.FLOAT_MULTIPLY_S,
              "madd.s $f2, $f4, $f6, $f8",
              "abs.s $f10, $f2",
              TimingConstant.FLOAT_MULTIPLY_S_LATENCY),
          new Row(
              Unit.FLOAT_MULTIPLY_D,
              "mul.d $f2, $f4, $f6",
              "madd.d $f10, $f2, $f4, $f6",
              TimingConstant.FLOAT_MULTIPLY_D_LATENCY,
              TimingConstant.FLOAT_MULTIPLY_D_REPEAT),
          new Row(
              Unit.FLOAT_DIVIDE_S,
              "div.s $f2, $f4, $f6",
              "abs.s $f10, $f2",
              TimingConstant.FLOAT_DIVIDE_S_LATENCY,
              TimingConstant.FLOAT_DIVIDE_S_REPEAT),
          new Row(
              Unit.FLOAT_DIVIDE_D,
              "sqrt.d $f2, $f4",
              "abs.d $f10, $f2",
              TimingConstant.FLOAT_DIVIDE_D_LATENCY,
              TimingConstant.FLOAT_DIVIDE_D_REPEAT),
          new Row(
              Unit.FLOAT_RSQRT_S,
              "rsqrt.s $f2, $f4",
              "abs.s $f10, $f2",
              TimingConstant.FLOAT_RSQRT_S_LATENCY,
              TimingConstant.FLOAT_RSQRT_S_REPEAT),
          new Row(
              Unit.FLOAT_RSQRT_D,
              "rsqrt.d $f2, $f4",
              "abs.d $f10, $f2",
              TimingConstant.FLOAT_RSQRT_D_LATENCY,
              TimingConstant.FLOAT_RSQRT_D_REPEAT),
          new Row(
              Unit.FLOAT_RECIP_S,
              "recip.s $f2, $f4",
              "abs.s $f10, $f2",
              TimingConstant.FLOAT_RECIP_S_LATENCY,
              TimingConstant.FLOAT_RECIP_S_REPEAT),
          new Row(
              Unit.FLOAT_RECIP_D,
              "recip.d $f2, $f4",
              "abs.d $f10, $f2",
              TimingConstant.FLOAT_RECIP_D_LATENCY,
              TimingConstant.FLOAT_RECIP_D_REPEAT));

  private static Row row(Unit unit, String producer, String user, TimingConstant latency) {
    return new Row(unit, producer, user, latency, null);
  }

  private static Row multiply(Unit unit, String producer, String user, TimingConstant latency) {
    return new Row(unit, producer, user, latency, TimingConstant.MULTIPLY_REPEAT);
  }

  private static Row dsp(Unit unit, String producer, String user, TimingConstant latency) {
    return new Row(unit, producer, user, latency, TimingConstant.DSP_MULTIPLY_REPEAT);
  }

  private static TimingConstant load() {
    return TimingConstant.FLOAT_LOAD_LATENCY;
  }

  private static TimingConstant add() {
    return TimingConstant.FLOAT_ADD_LATENCY;
  }

  private static TimingConstant compare() {
    return TimingConstant.FLOAT_COMPARE_LATENCY;
  }

  private static TimingConstant integer() {
    return TimingConstant.FLOAT_TO_INTEGER_LATENCY;
  }

  static Stream<Arguments> rows() {
    return Arrays.stream(Isa.values())
        .flatMap(isa -> ROWS.stream().map(row -> arguments(isa, row)));
  }

  private static int value(TimingConstant constant) {
    return constant == null ? 1 : constant.standard();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void aPairTakesTheLatencyOfTheFirst(Isa isa, Row row) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles(row.producer(0), row.user)).isEqualTo(value(row.latency) + 1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void anInstructionBetweenThemHidesACycle(Isa isa, Row row) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles(row.producer(0), OTHER, row.user))
        .isEqualTo(Math.max(value(row.latency), 2) + 1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void whatDoesNotUseTheResultDoesNotWait(Isa isa, Row row) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles(row.producer(0), OTHER)).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void aRunOfOneKindIsIssuedAtTheRateOfItsUnit(Isa isa, Row row) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles(row.run())).isEqualTo((RUN - 1) * value(row.repeat) + 1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void anotherLatencyChangesThePairByAsMuch(Isa isa, Row row) {
    if (row.latency != null) {
      TimedMachine machine = TimedMachine.with(isa, row.latency, value(row.latency) + 7);

      assertThat(machine.cycles(row.producer(0), row.user)).isEqualTo(value(row.latency) + 8);
      assertThat(machine.cycles(row.producer(0), OTHER)).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void anotherRateChangesTheRunByAsMuch(Isa isa, Row row) {
    if (row.repeat != null) {
      TimedMachine machine = TimedMachine.with(isa, row.repeat, value(row.repeat) + 3);

      assertThat(machine.cycles(row.run())).isEqualTo((RUN - 1) * (value(row.repeat) + 3) + 1);
    }
  }

  /** The reason that is booked is the one of the unit that is waited for. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void theWaitIsBookedUnderItsUnit(Isa isa, Row row) {
    TimedMachine machine = TimedMachine.approximate(isa);
    machine.cycles(row.producer(0), row.user);
    Map<Stall, Long> before = stalls(machine);

    machine.cycles(row.producer(0), row.user);

    Map<Stall, Long> after = stalls(machine);
    after.replaceAll((reason, cycles) -> cycles - before.get(reason));
    after.values().removeIf(cycles -> cycles == 0);
    long wait = 2L * (value(row.latency) - 1);
    assertThat(after).isEqualTo(wait == 0 ? Map.of() : Map.of(row.unit.stall, wait));
  }

  private static Map<Stall, Long> stalls(TimedMachine machine) {
    return Stream.of(Stall.values())
        .collect(
            Collectors.toMap(reason -> reason, machine::stalled, Long::sum, () -> new TreeMap<>()));
  }

  /** {@link DivisionTest} and {@link SeveralAccessesTest} have the others. */
  @Test
  void everyUnitHasARow() {
    Set<Unit> units = EnumSet.of(Unit.DIVIDE, Unit.LOADS);
    ROWS.forEach(row -> units.add(row.unit));

    assertThat(units).isEqualTo(EnumSet.allOf(Unit.class));
  }

  @Test
  void theConstantsOfAUnitAreThoseOfItsRows() {
    for (Row row : ROWS) {
      assertThat(row.unit.latency).as(row.toString()).isEqualTo(row.latency);
      assertThat(row.unit.repeat).as(row.toString()).isEqualTo(row.repeat);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBusyUnitTakesNothingElse(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("div.d $f2, $f4, $f6", "abs.s $f8, $f10")).isEqualTo(29 + 1);
    assertThat(machine.cycles("div.d $f2, $f4, $f6", "lwc1 $f8, 0($4)")).isEqualTo(29 + 1);
    assertThat(machine.cycles("div.d $f2, $f4, $f6", "swc1 $f8, 0($4)")).isEqualTo(29 + 1);
    assertThat(machine.cycles("div.d $f2, $f4, $f6", "mult $8, $8", "lw $8, 0($4)")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void theControlRegisterOfTheFpuIsReadWhenAllHasEnded(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("div.s $f2, $f4, $f6", "cfc1 $8, $31")).isEqualTo(17 + 1);
    assertThat(machine.cycles("div.s $f2, $f4, $f6", "ctc1 $8, $31")).isEqualTo(17 + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aFieldOfDspControlIsNotWaitedForOnBehalfOfAnother(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("extpdp $8, $ac0, 3", "extpdp $9, $ac0, 3")).isEqualTo(5 + 1);
    assertThat(machine.cycles("mulq_s.ph $8, $9, $10", "pick.ph $11, $9, $10")).isEqualTo(2);
    assertThat(machine.cycles("mulq_s.ph $8, $9, $10", "extp $11, $ac0, 3")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void sumsInAnAccumulatorDoNotWaitForEachOther(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("mult $8, $9", "madd $8, $9", "dpa.w.ph $ac0, $8, $9")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void nothingWaitsForRegister0(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("lw $8, 0($4)", "mul $0, $9, $10", "addu $11, $8, $0")).isEqualTo(3);
    assertThat(machine.cycles("lw $0, 0($4)", "addu $11, $0, $0")).isEqualTo(2);
  }
}
