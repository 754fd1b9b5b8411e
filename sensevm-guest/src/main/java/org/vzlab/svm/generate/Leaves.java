package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.generate.Expression.Literal;
import org.vzlab.svm.generate.Expression.Variable;
import org.vzlab.svm.generate.Type.Array;
import org.vzlab.svm.generate.Type.Plain;

/** Expressions that are as small as their type allows: variables, literals, new arrays. */
final class Leaves {
  private static final List<Integer> FLOATS =
      List.of(
          0,
          0x80000000,
          0x3F800000,
          0xBF800000,
          0x7F800000,
          0xFF800000,
          0x7FC00000,
          0xFFC00001,
          0x7FA00000,
          0x00000001,
          0x80000001,
          0x007FFFFF,
          0x00800000,
          0x7F7FFFFF,
          0x3DCCCCCD,
          0x4B800000,
          0x4B7FFFFF);
  private static final List<Integer> INTEGERS =
      List.of(0, 1, -1, -2, 255, 256, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE);

  private final Dice dice;

  Leaves(Dice dice) {
    this.dice = dice;
  }

  /** A variable of the type if there is one, mostly; else something without variables. */
  Expression leaf(Type type, Scope scope) {
    List<Integer> variables = scope.variables(type);
    if (!variables.isEmpty() && !dice.oneIn(4)) {
      return new Variable(dice.pick(variables), type, dice.roll(3));
    }
    if (type instanceof Plain && type != Plain.OPAQUE && !dice.oneIn(3)) {
      List<Integer> pairs =
          scope.pairs(pair -> pair.first().equals(type) || pair.second().equals(type));
      if (!pairs.isEmpty()) {
        int index = dice.pick(pairs);
        Type.Pair pair = (Type.Pair) scope.bindings().get(index).type();
        Expression variable = new Variable(index, pair, dice.roll(3));
        return pair.first().equals(type) ? Terms.first(variable) : Terms.second(variable);
      }
    }
    return type instanceof Plain plain ? literal(plain) : Terms.sample(type);
  }

  /** An array: one in sight, mostly. */
  Expression array(Scope scope) {
    List<Expression> all = new ArrayList<>();
    for (int index = 0; index < scope.bindings().size(); index++) {
      if (scope.bindings().get(index).type() instanceof Array array) {
        all.add(new Variable(index, array, dice.roll(3)));
      }
    }
    return all.isEmpty() || dice.oneIn(20) ? Terms.sample(new Array(2)) : dice.pick(all);
  }

  private Literal literal(Plain type) {
    return new Literal(
        type,
        switch (type) {
          case INT ->
              switch (dice.roll(6)) {
                case 0 -> dice.pick(INTEGERS);
                case 1 -> (int) dice.next();
                case 2 -> dice.between(-20, 0);
                default -> dice.roll(20);
              };
          case FLOAT ->
              switch (dice.roll(4)) {
                case 0 -> dice.pick(FLOATS);
                case 1 -> (int) dice.next();
                default -> Float.floatToRawIntBits(dice.between(-40, 40) / 8f);
              };
          case BOOL -> dice.roll(2);
          case UNIT, OPAQUE -> 0;
        });
  }
}
