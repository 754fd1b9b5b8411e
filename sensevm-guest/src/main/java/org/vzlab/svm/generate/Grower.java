package org.vzlab.svm.generate;

import static org.vzlab.svm.generate.Terms.first;
import static org.vzlab.svm.generate.Terms.let;
import static org.vzlab.svm.generate.Terms.pair;
import static org.vzlab.svm.generate.Terms.second;
import static org.vzlab.svm.generate.Terms.then;
import static org.vzlab.svm.generate.Terms.variable;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.generate.Expression.Bury;
import org.vzlab.svm.generate.Expression.Construct;
import org.vzlab.svm.generate.Expression.If;
import org.vzlab.svm.generate.Expression.Iterate;
import org.vzlab.svm.generate.Expression.Lambda;
import org.vzlab.svm.generate.Expression.Let;
import org.vzlab.svm.generate.Expression.Match;
import org.vzlab.svm.generate.Expression.Recur;
import org.vzlab.svm.generate.Expression.Recursion;
import org.vzlab.svm.generate.Expression.Strict;
import org.vzlab.svm.generate.Expression.Subroutine;
import org.vzlab.svm.generate.Type.Listing;
import org.vzlab.svm.generate.Type.Pair;
import org.vzlab.svm.generate.Type.Plain;

/** Grows expressions of one context: every one has the type that was asked for. */
final class Grower {
  private static final int DEEPEST = 250;

  private final Dice dice;
  private final Leaves leaves;

  Grower(Dice dice) {
    this.dice = dice;
    this.leaves = new Leaves(dice);
  }

  /**
   * An expression.
   *
   * @param budget about how many parts it may have
   */
  Expression grow(Type type, Scope scope, int budget) {
    if (budget <= 1) {
      return leaves.leaf(type, scope);
    }
    List<Integer> recursions = scope.recursions(type);
    if (!recursions.isEmpty() && dice.oneIn(3)) {
      return recur(dice.pick(recursions), scope, budget - 1);
    }
    int half = budget / 2;
    return switch (dice.roll(22)) {
      case 0, 1 -> {
        Type bound = type(2);
        yield new Let(grow(bound, scope, half), grow(type, scope.bind(bound), half), dice.roll(2));
      }
      case 2, 3 ->
          new If(
              grow(Plain.BOOL, scope, budget / 3),
              grow(type, scope, budget / 3),
              grow(type, scope, budget / 3),
              dice.roll(2));
      case 4, 5 -> {
        Type argument = type(1);
        yield strict(
            Operation.APPLY,
            type,
            grow(argument, scope, half),
            grow(new Type.Function(argument, type), scope, half));
      }
      case 6 -> match(type, scope, half);
      case 7 -> dice.oneIn(2) ? project(type, scope, budget - 1) : leaves.leaf(type, scope);
      case 8 -> iterate(type, scope, half);
      case 9 -> recursion(type, scope, half);
      case 10 -> fold(type, scope, half);
      case 11 -> new Subroutine(grow(type, scope, budget - 1));
      case 12 -> bury(type, scope, budget - 1);
      case 13 -> strict(Operation.THEN, type, ignored(scope, half), grow(type, scope, half));
      default -> specific(type, scope, budget - 1);
    };
  }

  /** A type of values, some of them functions. */
  Type type(int depth) {
    return depth > 0 && dice.oneIn(6)
        ? new Type.Function(type(depth - 1), type(depth - 1))
        : data(depth);
  }

  /** A type of data. */
  Type data(int depth) {
    return switch (dice.roll(depth > 0 ? 9 : 5)) {
      case 0, 1 -> Plain.INT;
      case 2 -> Plain.BOOL;
      case 3 -> Plain.FLOAT;
      case 4 -> Plain.UNIT;
      case 5, 6 -> new Pair(data(depth - 1), data(depth - 1));
      case 7 -> new Listing(data(depth - 1));
      default -> {
        List<Type.Constructor> constructors = new ArrayList<>();
        int tag = dice.oneIn(3) ? dice.roll(0xFF00) : dice.roll(4);
        for (int left = dice.between(1, 4); left > 0; left--) {
          constructors.add(new Type.Constructor(tag, data(depth - 1)));
          tag += dice.between(1, 3);
        }
        yield new Type.Sum(constructors);
      }
    };
  }

  private Strict strict(Operation operation, Type type, Expression... arguments) {
    return new Strict(operation, List.of(arguments), type, dice.roll(2));
  }

  private Expression ignored(Scope scope, int budget) {
    return switch (dice.roll(4)) {
      case 0 -> strict(Operation.CLOCK, Plain.OPAQUE, Terms.NOTHING);
      case 1 -> grow(data(1), scope, budget);
      default -> specific(Plain.UNIT, scope, budget);
    };
  }

  private Expression match(Type type, Scope scope, int budget) {
    Type scrutinee = data(2);
    while (scrutinee.constructors().isEmpty()) {
      scrutinee = data(2);
    }
    List<Integer> tags = new ArrayList<>();
    List<Expression> bodies = new ArrayList<>();
    List<Type.Constructor> constructors = scrutinee.constructors();
    int each = budget / constructors.size();
    int missing = dice.oneIn(3) ? dice.roll(constructors.size()) : -1;
    for (int index = 0; index < constructors.size(); index++) {
      if (index != missing || constructors.size() == 1) {
        tags.add(constructors.get(index).tag());
        bodies.add(grow(type, scope.bind(constructors.get(index).payload()), each));
      }
    }
    if (missing >= 0 && !dice.oneIn(8)) {
      tags.add(Match.WILDCARD);
      bodies.add(grow(type, scope.bind(Plain.OPAQUE), each));
    }
    return new Match(grow(scrutinee, scope, budget), tags, bodies, dice.roll(2));
  }

  private Expression project(Type type, Scope scope, int budget) {
    Type other = data(1);
    return dice.oneIn(2)
        ? first(grow(new Pair(type, other), scope, budget))
        : second(grow(new Pair(other, type), scope, budget));
  }

  private Expression iterate(Type type, Scope scope, int budget) {
    int count = dice.oneIn(8) ? dice.roll(300) : dice.roll(8);
    return new Iterate(
        count, grow(type, scope, budget), grow(type, scope.bind(Plain.INT).bind(type), budget));
  }

  private Expression recursion(Type type, Scope scope, int budget) {
    Type argument = type(1);
    Type variable = new Pair(Plain.INT, argument);
    Scope inner = scope.bindRecursion(variable, new Type.Function(argument, type));
    Expression step =
        dice.oneIn(2)
            ? grow(type, inner, budget)
            : new Let(recur(0, inner, budget / 2), grow(type, inner.bind(type), budget), 0);
    return new Recursion(
        dice.oneIn(8) ? dice.roll(40) : dice.roll(6),
        grow(argument, scope, budget / 2),
        grow(type, scope.bind(variable), budget / 2),
        step);
  }

  private Expression recur(int index, Scope scope, int budget) {
    Type.Function function = scope.bindings().get(index).recursion().orElseThrow();
    return new Recur(index, grow(function.argument(), scope, budget), function.result());
  }

  /** Goes through a list with a function that calls itself on what is behind the first element. */
  private Expression fold(Type type, Scope scope, int budget) {
    Type element = data(1);
    Type list = new Listing(element);
    Type argument = new Pair(Plain.INT, list);
    Type payload = new Pair(element, list);
    Scope inner = scope.bindRecursion(argument, new Type.Function(list, type)).bind(payload);
    Expression others = new Recur(1, second(variable(0, payload)), type);
    Expression more =
        dice.oneIn(3)
            ? new Let(first(variable(0, payload)), grow(type, inner.bind(element), budget), 0)
            : let(others, grow(type, inner.bind(type), budget));
    Expression step =
        new Match(
            second(variable(0, argument)),
            List.of(Listing.EMPTY, Listing.MORE),
            List.of(
                grow(
                    type,
                    scope.bindRecursion(argument, new Type.Function(list, type)).bind(Plain.UNIT),
                    budget / 2),
                more),
            dice.roll(2));
    return new Recursion(
        dice.between(1, 12),
        list(element, scope, budget),
        grow(type, scope.bind(argument), budget / 2),
        step);
  }

  private Expression list(Type element, Scope scope, int budget) {
    Type list = new Listing(element);
    if (dice.oneIn(2)) {
      Expression value = grow(element, scope.bind(Plain.INT).bind(list), budget);
      return new Iterate(
          dice.roll(12),
          Terms.sample(list),
          new Construct(Listing.MORE, pair(value, variable(0, list)), list));
    }
    Expression all = grow(list, scope, budget / 2);
    for (int left = dice.roll(4); left > 0; left--) {
      all = new Construct(Listing.MORE, pair(grow(element, scope, budget / 4), all), list);
    }
    return all;
  }

  private Expression bury(Type type, Scope scope, int budget) {
    int depth = dice.oneIn(10) ? dice.roll(DEEPEST) : dice.roll(12);
    Scope inner = scope;
    for (int left = depth; left > 0; left--) {
      inner = inner.bind(Plain.OPAQUE);
    }
    return new Bury(depth, grow(type, inner, budget));
  }

  private Expression specific(Type type, Scope scope, int budget) {
    if (type instanceof Pair pair) {
      Expression one = grow(pair.first(), scope, budget / 2);
      Expression two = grow(pair.second(), scope, budget / 2);
      return dice.oneIn(3)
          ? strict(Operation.SNOC, type, two, one)
          : strict(Operation.CONS, type, one, two);
    }
    if (type instanceof Type.Function function) {
      boolean combinator = dice.oneIn(3);
      Scope inner = (combinator ? Scope.EMPTY : scope).bind(function.argument());
      return new Lambda(function.argument(), grow(function.result(), inner, budget), combinator);
    }
    if (type instanceof Listing list) {
      return list(list.element(), scope, budget);
    }
    if (type instanceof Type.Sum sum) {
      Type.Constructor constructor = dice.pick(sum.constructors());
      return new Construct(constructor.tag(), grow(constructor.payload(), scope, budget), type);
    }
    return type instanceof Plain plain ? plain(plain, scope, budget) : leaves.leaf(type, scope);
  }

  private Expression plain(Plain type, Scope scope, int budget) {
    return switch (type) {
      case INT -> integer(scope, budget);
      case BOOL -> truth(scope, budget);
      case FLOAT -> {
        Operation operation = dice.pick(Operations.FLOAT);
        yield binary(operation, type, type, scope, budget);
      }
      case UNIT -> effect(scope, budget);
      case OPAQUE -> leaves.leaf(type, scope);
    };
  }

  private Expression integer(Scope scope, int budget) {
    return switch (dice.roll(10)) {
      case 0, 1 -> strict(dice.pick(Operations.UNARY), Plain.INT, grow(Plain.INT, scope, budget));
      case 2, 3 -> binary(dice.pick(Operations.WORD), Plain.INT, Plain.INT, scope, budget);
      case 4 -> {
        Expression by = grow(Plain.INT, scope, budget / 2);
        Expression divisor =
            dice.oneIn(20) ? by : strict(Operation.OR, Plain.INT, by, Terms.number(1));
        Operation operation = dice.oneIn(2) ? Operation.DIVIDE : Operation.REMAINDER;
        yield strict(operation, Plain.INT, divisor, grow(Plain.INT, scope, budget / 2));
      }
      case 5 -> {
        Expression array = leaves.array(scope);
        yield dice.oneIn(4)
            ? strict(Operation.ARRAY_LENGTH, Plain.INT, array)
            : strict(Operation.ARRAY_GET, Plain.INT, index(array, scope, budget), array);
      }
      case 6 -> {
        Operation operation = dice.oneIn(2) ? Operation.GUARDED : Operation.VOTED;
        yield strict(operation, Plain.INT, masked(grow(Plain.INT, scope, budget), 15));
      }
      default -> binary(dice.pick(Operations.INTEGER), Plain.INT, Plain.INT, scope, budget);
    };
  }

  private Expression truth(Scope scope, int budget) {
    return switch (dice.roll(8)) {
      case 0 -> strict(Operation.NOT, Plain.BOOL, grow(Plain.BOOL, scope, budget));
      case 1 -> binary(Operation.EQB, Plain.BOOL, Plain.BOOL, scope, budget);
      case 2, 3 ->
          binary(dice.pick(Operations.FLOAT_TESTS), Plain.BOOL, Plain.FLOAT, scope, budget);
      default -> binary(dice.pick(Operations.TESTS), Plain.BOOL, Plain.INT, scope, budget);
    };
  }

  private Expression binary(
      Operation operation, Type type, Type argument, Scope scope, int budget) {
    return strict(
        operation, type, grow(argument, scope, budget / 2), grow(argument, scope, budget / 2));
  }

  private Expression effect(Scope scope, int budget) {
    return switch (dice.roll(8)) {
      case 0, 1, 2 -> {
        Expression array = leaves.array(scope);
        yield strict(
            Operation.ARRAY_SET,
            Plain.UNIT,
            grow(Plain.INT, scope, budget / 2),
            index(array, scope, budget / 2),
            array);
      }
      case 3 -> checkpoints();
      case 4 -> dice.oneIn(8) ? fill(scope) : Terms.NOTHING;
      case 5 -> then(strict(Operation.MISSED, Plain.OPAQUE, Terms.NOTHING), Terms.NOTHING);
      default -> {
        Operation operation = dice.oneIn(2) ? Operation.GUARD : Operation.VOTE;
        Expression which = masked(grow(Plain.INT, scope, budget / 2), 15);
        yield strict(operation, Plain.UNIT, grow(Plain.INT, scope, budget / 2), which);
      }
    };
  }

  private Expression checkpoints() {
    Expression last = checkpoint(0);
    int count = dice.roll(4);
    for (int number = 1; number <= count; number++) {
      last = then(last, checkpoint(dice.oneIn(30) ? number + 1 : number));
    }
    return last;
  }

  private Expression checkpoint(int number) {
    return strict(Operation.CHECKPOINT, Plain.UNIT, Terms.number(number));
  }

  private Expression fill(Scope scope) {
    return strict(Operation.FILL, Plain.UNIT, leaves.array(scope), Terms.number(0));
  }

  private Expression index(Expression array, Scope scope, int budget) {
    int length = ((Type.Array) array.type()).length();
    Expression index = grow(Plain.INT, scope, budget);
    return dice.oneIn(40) ? index : masked(index, length - 1);
  }

  private Expression masked(Expression word, int mask) {
    return strict(Operation.AND, Plain.INT, word, Terms.number(mask));
  }
}
