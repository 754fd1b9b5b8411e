package org.vzlab.mips.fpu.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * An FPU instruction that computes.
 *
 * @param mnemonic its mnemonic, with formats
 * @param result what it gives
 * @param operands what it takes, in the order of its assembly text
 * @param raises the exceptions that its page in MD00086 lists and that can happen, as the letters
 *     of FCSR.Cause; {@code null} if it is not arithmetic and leaves Cause alone
 * @param rounds whether exact results can be halfway between two numbers
 * @param definition what it does
 */
record Operation(
    String mnemonic,
    Kind result,
    List<Kind> operands,
    String raises,
    boolean rounds,
    Definition definition) {

  /** What an instruction does with its operands. */
  interface Definition {
    Result apply(Oracle oracle, long a, long b, long c);
  }

  /** What an instruction does with two operands of its format. */
  private interface Dyadic {
    Result apply(Oracle oracle, Binary format, long a, long b);
  }

  /** What an instruction does with one operand of its format. */
  private interface Monadic {
    Result apply(Oracle oracle, Binary format, long a);
  }

  /** What an instruction does with three operands of its format. */
  private interface Triadic {
    Result apply(Oracle oracle, Binary format, long a, long b, long c);
  }

  private static final String ALL = "VZOUI";

  boolean isArithmetic() {
    return raises != null;
  }

  /** Whether it needs Status.FR = 1. */
  boolean isWide() {
    return result == Kind.L || operands.contains(Kind.L);
  }

  /** The statement that leaves the result in $f2, or the condition in $fcc5. */
  String statement() {
    String target = result == Kind.CONDITION ? "$fcc5" : "$f2";
    List<String> texts = new ArrayList<>(List.of(target, "$f4", "$f6", "$f8"));
    return mnemonic + " " + String.join(",", texts.subList(0, 1 + operands.size()));
  }

  /** All of them. */
  static List<Operation> all() {
    List<Operation> all = new ArrayList<>();
    for (Kind kind : List.of(Kind.S, Kind.D)) {
      dyadic(all, "add", kind, "VOUI", Oracle::add);
      dyadic(all, "sub", kind, "VOUI", Oracle::subtract);
      dyadic(all, "mul", kind, "VOUI", Oracle::multiply);
      dyadic(all, "div", kind, ALL, Oracle::divide);
      monadic(all, "sqrt", kind, "VI", Oracle::squareRoot);
      monadic(all, "recip", kind, ALL, Oracle::reciprocal);
      monadic(all, "rsqrt", kind, "VZI", Oracle::reciprocalRoot);
      multiplyAdd(all, kind);
      moves(all, kind);
      comparisons(all, kind);
      toIntegers(all, kind);
    }
    conversions(all);
    return all;
  }

  private static void add(
      List<Operation> all, String name, Kind kind, int count, String raises, Triadic definition) {
    // What has one operand is a root or a reciprocal, never halfway, or does not round at all.
    boolean rounds = count > 1;
    all.add(
        new Operation(
            name + "." + kind.suffix(),
            kind,
            Collections.nCopies(count, kind),
            raises,
            rounds,
            (oracle, a, b, c) -> definition.apply(oracle, kind.binary(), a, b, c)));
  }

  private static void dyadic(
      List<Operation> all, String name, Kind kind, String raises, Dyadic definition) {
    add(
        all,
        name,
        kind,
        2,
        raises,
        (oracle, format, a, b, c) -> definition.apply(oracle, format, a, b));
  }

  private static void monadic(
      List<Operation> all, String name, Kind kind, String raises, Monadic definition) {
    add(
        all,
        name,
        kind,
        1,
        raises,
        (oracle, format, a, b, c) -> definition.apply(oracle, format, a));
  }

  private static void multiplyAdd(List<Operation> all, Kind kind) {
    add(all, "madd", kind, 3, "VOUI", Oracle::multiplyAdd);
    add(all, "msub", kind, 3, "VOUI", Oracle::multiplySubtract);
    add(
        all,
        "nmadd",
        kind,
        3,
        "VOUI",
        (oracle, format, a, b, c) -> Oracle.negated(format, oracle.multiplyAdd(format, a, b, c)));
    add(
        all,
        "nmsub",
        kind,
        3,
        "VOUI",
        (oracle, format, a, b, c) ->
            Oracle.negated(format, oracle.multiplySubtract(format, a, b, c)));
  }

  /** Not arithmetic, NEG and ABS neither (FCSR.ABS2008 = 1). */
  private static void moves(List<Operation> all, Kind kind) {
    monadic(all, "mov", kind, null, (oracle, format, a) -> Result.of(a, 0));
    monadic(all, "abs", kind, null, (oracle, format, a) -> Result.of(a & ~format.sign(true), 0));
    monadic(all, "neg", kind, null, (oracle, format, a) -> Result.of(a ^ format.sign(true), 0));
  }

  private static void comparisons(List<Operation> all, Kind kind) {
    for (Condition condition : Condition.values()) {
      all.add(
          new Operation(
              "c." + condition.name().toLowerCase(Locale.ROOT) + "." + kind.suffix(),
              Kind.CONDITION,
              List.of(kind, kind),
              "V",
              false,
              (oracle, a, b, c) -> oracle.compare(kind.binary(), condition, a, b)));
    }
  }

  private static void toIntegers(List<Operation> all, Kind from) {
    Binary format = from.binary();
    for (Kind to : List.of(Kind.W, Kind.L)) {
      int bits = to.bits();
      String formats = "." + to.suffix() + "." + from.suffix();
      conversion(all, "cvt" + formats, to, from, "VI", (o, a) -> o.toInteger(format, a, bits));
      for (Rounding mode : Rounding.values()) {
        conversion(
            all,
            mode.conversion() + formats,
            to,
            from,
            "VI",
            (o, a) -> o.toInteger(format, a, bits, mode));
      }
    }
  }

  private static void conversions(List<Operation> all) {
    Binary single = Binary.SINGLE;
    Binary twice = Binary.DOUBLE;
    conversion(all, "cvt.s.d", Kind.S, Kind.D, "VOUI", (o, a) -> o.convert(twice, single, a));
    conversion(all, "cvt.d.s", Kind.D, Kind.S, "V", (o, a) -> o.convert(single, twice, a));
    conversion(all, "cvt.s.w", Kind.S, Kind.W, "I", (o, a) -> o.fromInteger(single, 32, a));
    conversion(all, "cvt.s.l", Kind.S, Kind.L, "I", (o, a) -> o.fromInteger(single, 64, a));
    conversion(all, "cvt.d.w", Kind.D, Kind.W, "", (o, a) -> o.fromInteger(twice, 32, a));
    conversion(all, "cvt.d.l", Kind.D, Kind.L, "I", (o, a) -> o.fromInteger(twice, 64, a));
  }

  /** What a conversion does. */
  private interface Conversion {
    Result apply(Oracle oracle, long a);
  }

  private static void conversion(
      List<Operation> all, String name, Kind to, Kind from, String raises, Conversion definition) {
    all.add(
        new Operation(
            name,
            to,
            List.of(from),
            raises,
            raises.contains("I"),
            (oracle, a, b, c) -> definition.apply(oracle, a)));
  }
}
