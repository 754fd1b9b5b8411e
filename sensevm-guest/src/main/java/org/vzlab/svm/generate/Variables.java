package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vzlab.svm.generate.Expression.Recur;
import org.vzlab.svm.generate.Expression.Variable;

/** Moves expressions out of bindings, and values into their places. */
final class Variables {
  /** How many variables are lost on the way out of a combinator: all. */
  static final int ALL = 1 << 20;

  private Variables() {}

  /**
   * An expression as it is when variables around it are gone.
   *
   * @param from the innermost variable that goes
   * @param count how many go
   * @return nothing if it uses one of them
   */
  static Optional<Expression> without(Expression expression, int from, int count) {
    if (expression instanceof Variable variable) {
      return index(variable.index(), from, count)
          .map(index -> new Variable(index, variable.type(), variable.form()));
    }
    List<Expression> children = new ArrayList<>();
    List<Expression> before = expression.children();
    for (int each = 0; each < before.size(); each++) {
      int binders = expression.binders(each);
      Optional<Expression> child =
          binders == Expression.ALONE
              ? Optional.of(before.get(each))
              : without(before.get(each), from + binders, count);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      children.add(child.get());
    }
    if (expression instanceof Recur recur) {
      return index(recur.index(), from, count)
          .map(index -> new Recur(index, children.get(0), recur.type()));
    }
    return Optional.of(expression.with(children));
  }

  private static Optional<Integer> index(int index, int from, int count) {
    if (index < from) {
      return Optional.of(index);
    }
    return index < from + count ? Optional.empty() : Optional.of(index - count);
  }

  /**
   * A body with a value in the place of the variable around it.
   *
   * @param at the variable, which is not that of a recursion
   * @param value an expression that uses no variables
   */
  static Expression substitute(Expression body, int at, Expression value) {
    if (body instanceof Variable variable && variable.index() >= at) {
      return variable.index() == at
          ? value
          : new Variable(variable.index() - 1, variable.type(), variable.form());
    }
    List<Expression> children = new ArrayList<>();
    List<Expression> before = body.children();
    for (int each = 0; each < before.size(); each++) {
      int binders = body.binders(each);
      Expression child = before.get(each);
      children.add(binders == Expression.ALONE ? child : substitute(child, at + binders, value));
    }
    return body instanceof Recur recur && recur.index() > at
        ? new Recur(recur.index() - 1, children.get(0), recur.type())
        : body.with(children);
  }
}
