package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.generate.Expression.Bury;
import org.vzlab.svm.generate.Expression.If;
import org.vzlab.svm.generate.Expression.Iterate;
import org.vzlab.svm.generate.Expression.Lambda;
import org.vzlab.svm.generate.Expression.Let;
import org.vzlab.svm.generate.Expression.Literal;
import org.vzlab.svm.generate.Expression.Match;
import org.vzlab.svm.generate.Expression.Recursion;
import org.vzlab.svm.generate.Expression.Strict;
import org.vzlab.svm.generate.Expression.Variable;

/** What may stand in an expression's place: all of the same type and of less weight. */
final class Smaller {
  private static final int NODE = 64;
  private static final int PARTS = 60;

  private Smaller() {}

  /** A measure that every step of shrinking makes less. */
  static long weight(Expression expression) {
    long weight = NODE;
    if (expression instanceof Literal literal) {
      weight += bits(literal.word());
    } else if (expression instanceof Variable variable) {
      weight += variable.form() + bits(variable.index());
    } else if (expression instanceof Recursion recursion) {
      weight += bits(recursion.count()) + NODE;
    } else if (expression instanceof Iterate iterate) {
      weight += iterate.count() + NODE;
    } else if (expression instanceof Bury bury) {
      weight += bury.depth();
    } else {
      weight += form(expression);
    }
    for (Expression child : expression.children()) {
      weight += weight(child);
    }
    return weight;
  }

  private static int bits(int word) {
    int sign = word < 0 ? 1 : 0;
    return sign
        + Integer.bitCount(word)
        + Integer.SIZE
        - Integer.numberOfLeadingZeros(word ^ -sign);
  }

  private static int form(Expression expression) {
    if (expression instanceof Strict strict) {
      return strict.form();
    }
    if (expression instanceof If choice) {
      return choice.form();
    }
    if (expression instanceof Let let) {
      return let.form();
    }
    return expression instanceof Match match ? match.form() : 0;
  }

  /** What to try, the smallest first. */
  static List<Expression> candidates(Expression expression, boolean anyData) {
    List<Expression> all = new ArrayList<>();
    all.add(Terms.sample(expression.type()));
    parts(expression, 0, expression, anyData, all);
    if (expression instanceof Strict strict) {
      strict(strict, anyData, all);
    } else if (expression instanceof Literal literal) {
      numbers(literal.word()).forEach(word -> all.add(new Literal(literal.type(), word)));
    } else if (expression instanceof Variable variable) {
      all.add(new Variable(variable.index(), variable.type(), 0));
    } else if (expression instanceof If choice) {
      all.add(new If(choice.condition(), choice.yes(), choice.no(), 0));
    } else if (expression instanceof Let let) {
      let(let, anyData, all);
    } else if (expression instanceof Match match) {
      match(match, all);
    } else if (expression instanceof Bury bury) {
      bury(bury, all);
    } else {
      loops(expression, all);
    }
    long most = weight(expression);
    all.removeIf(each -> weight(each) >= most);
    return all;
  }

  /** Parts at any depth that can stand where the whole stood. */
  private static void parts(
      Expression whole, int bound, Expression part, boolean anyData, List<Expression> all) {
    List<Expression> children = part.children();
    for (int each = 0; each < children.size() && all.size() < PARTS; each++) {
      Expression child = children.get(each);
      int binders = part.binders(each);
      int inner = binders == Expression.ALONE ? Variables.ALL : bound + binders;
      if (child.type().equals(whole.type()) || (anyData && child.type().isData())) {
        Variables.without(child, 0, inner).ifPresent(all::add);
      }
      parts(whole, inner, child, anyData, all);
    }
  }

  /** Parts of any type, if that is allowed. */
  private static List<Expression> data(Expression whole, boolean allowed) {
    List<Expression> all = new ArrayList<>();
    if (allowed) {
      parts(whole, 0, whole, true, all);
    }
    return all;
  }

  private static boolean isIgnored(Expression body) {
    return Variables.without(body, 0, 1).isPresent();
  }

  private static void let(Let let, boolean anyData, List<Expression> all) {
    Variables.without(let.value(), 0, Variables.ALL)
        .ifPresent(value -> all.add(Variables.substitute(let.body(), 0, value)));
    all.add(new Let(let.value(), let.body(), 0));
    data(let.body(), anyData).forEach(body -> all.add(new Let(let.value(), body, 0)));
    data(let.value(), isIgnored(let.body()))
        .forEach(value -> all.add(new Let(value, let.body(), 0)));
  }

  private static void strict(Strict strict, boolean anyData, List<Expression> all) {
    List<Expression> arguments = strict.arguments();
    if (strict.operation() == Operation.APPLY && arguments.get(1) instanceof Lambda lambda) {
      apply(arguments.get(0), lambda, anyData, all);
    } else if (strict.operation() == Operation.THEN) {
      data(arguments.get(0), true).forEach(first -> all.add(Terms.then(first, arguments.get(1))));
    }
    all.add(new Strict(strict.operation(), arguments, strict.type(), 0));
  }

  private static void apply(
      Expression argument, Lambda lambda, boolean anyData, List<Expression> all) {
    Expression body = lambda.body();
    if (!lambda.combinator()) {
      all.add(new Let(argument, body, 0));
    }
    data(body, anyData).forEach(part -> all.add(call(argument, lambda, part)));
    if (isIgnored(body)) {
      all.add(call(Terms.NOTHING, lambda, body));
      data(argument, true).forEach(part -> all.add(call(part, lambda, body)));
    }
  }

  private static Expression call(Expression argument, Lambda lambda, Expression body) {
    Lambda function = new Lambda(argument.type(), body, lambda.combinator());
    return new Strict(Operation.APPLY, List.of(argument, function), body.type(), 0);
  }

  private static List<Integer> numbers(int word) {
    return List.of(0, 1, word / 2, word - Integer.signum(word), word & (word - 1));
  }

  private static void match(Match match, List<Expression> all) {
    all.add(new Match(match.scrutinee(), match.tags(), match.bodies(), 0));
    for (int each = 0; each < match.tags().size() && match.tags().size() > 1; each++) {
      List<Integer> tags = new ArrayList<>(match.tags());
      List<Expression> bodies = new ArrayList<>(match.bodies());
      tags.remove(each);
      bodies.remove(each);
      all.add(new Match(match.scrutinee(), tags, bodies, match.form()));
    }
  }

  private static void bury(Bury bury, List<Expression> all) {
    for (int depth : new int[] {1, bury.depth() / 2, bury.depth() - 1}) {
      if (depth > 0 && depth < bury.depth()) {
        Variables.without(bury.body(), depth, bury.depth() - depth)
            .ifPresent(body -> all.add(new Bury(depth, body)));
      }
    }
  }

  private static void loops(Expression expression, List<Expression> all) {
    if (expression instanceof Recursion loop) {
      Expression start = Terms.pair(Terms.number(loop.count()), loop.argument());
      all.add(new Let(start, loop.base(), 0));
      for (int count : new int[] {0, 1, loop.count() / 2, loop.count() - 1}) {
        if (count >= 0) {
          all.add(new Recursion(count, loop.argument(), loop.base(), loop.step()));
        }
      }
    } else if (expression instanceof Iterate loop) {
      Variables.without(loop.step(), 1, 1)
          .ifPresent(once -> all.add(new Let(loop.initial(), once, 0)));
      for (int count : new int[] {0, 1, loop.count() / 2, loop.count() - 1}) {
        if (count >= 0) {
          all.add(new Iterate(count, loop.initial(), loop.step()));
        }
      }
    }
  }
}
