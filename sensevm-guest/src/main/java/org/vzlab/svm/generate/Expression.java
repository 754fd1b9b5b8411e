package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * The source language. Variables are counted from the innermost binding, which is 0. Every
 * expression says its type; a form chooses between ways to compile the same.
 */
public sealed interface Expression {
  /** What {@link #binders} says of a body that sees nothing but its own argument. */
  int ALONE = -1;

  /** Its type. */
  Type type();

  /** Its parts in the order in which they stand. */
  default List<Expression> children() {
    return List.of();
  }

  /** The same with other parts of the same types. */
  default Expression with(List<Expression> children) {
    return this;
  }

  /** How many variables the part binds, or {@link #ALONE}. */
  default int binders(int child) {
    return 0;
  }

  /** Asks a visitor. */
  <C, R> R accept(Visitor<C, R> visitor, C context);

  /** How many expressions it is made of. */
  default int nodes() {
    return 1 + children().stream().mapToInt(Expression::nodes).sum();
  }

  /** One answer for each kind of expression. */
  interface Visitor<C, R> {
    R variable(Variable node, C context);

    R literal(Literal node, C context);

    R strict(Strict node, C context);

    R construct(Construct node, C context);

    R choice(If node, C context);

    R let(Let node, C context);

    R lambda(Lambda node, C context);

    R match(Match node, C context);

    R recursion(Recursion node, C context);

    R recur(Recur node, C context);

    R iterate(Iterate node, C context);

    R subroutine(Subroutine node, C context);

    R bury(Bury node, C context);
  }

  /** A variable; in form 0 by one ACC, in form 1 by REST and SND, in form 2 by FST and SND. */
  record Variable(int index, Type type, int form) implements Expression {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.variable(this, context);
    }
  }

  /** A word of type INT, BOOL, UNIT or FLOAT. */
  record Literal(Type type, int word) implements Expression {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.literal(this, context);
    }
  }

  /** An operation; in form 1 arguments that need no variables are computed behind a MOVE. */
  record Strict(Operation operation, List<Expression> arguments, Type type, int form)
      implements Expression {
    /** An operation. */
    public Strict {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> children() {
      return arguments;
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Strict(operation, children, type, form);
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.strict(this, context);
    }
  }

  /** A value of a sum or a list. */
  record Construct(int tag, Expression payload, Type type) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(payload);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Construct(tag, children.get(0), type);
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.construct(this, context);
    }
  }

  /** One of two; form 0 by GOTOFALSE, form 1 by GOTOIFALSE. */
  record If(Expression condition, Expression yes, Expression no, int form) implements Expression {
    @Override
    public Type type() {
      return yes.type();
    }

    @Override
    public List<Expression> children() {
      return List.of(condition, yes, no);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new If(children.get(0), children.get(1), children.get(2), form);
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.choice(this, context);
    }
  }

  /** A variable for a body; form 0 by CONS, form 1 by SNOC. */
  record Let(Expression value, Expression body, int form) implements Expression {
    @Override
    public Type type() {
      return body.type();
    }

    @Override
    public List<Expression> children() {
      return List.of(value, body);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Let(children.get(0), children.get(1), form);
    }

    @Override
    public int binders(int child) {
      return child;
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.let(this, context);
    }
  }

  /** A function: a closure by CUR, or a combinator by COMB whose body sees its argument only. */
  record Lambda(Type argument, Expression body, boolean combinator) implements Expression {
    @Override
    public Type type() {
      return new Type.Function(argument, body.type());
    }

    @Override
    public List<Expression> children() {
      return List.of(body);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Lambda(argument, children.get(0), combinator);
    }

    @Override
    public int binders(int child) {
      return combinator ? ALONE : 1;
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.lambda(this, context);
    }
  }

  /** A choice by tag; a body sees the payload. Form 0 by SWITCH, form 1 by SWITCHI. */
  record Match(Expression scrutinee, List<Integer> tags, List<Expression> bodies, int form)
      implements Expression {
    /** The tag that fits all; its body sees a payload of type OPAQUE. */
    public static final int WILDCARD = 0xFFFF;

    /** A choice with at least one body. */
    public Match {
      tags = List.copyOf(tags);
      bodies = List.copyOf(bodies);
    }

    @Override
    public Type type() {
      return bodies.get(0).type();
    }

    @Override
    public List<Expression> children() {
      List<Expression> all = new ArrayList<>();
      all.add(scrutinee);
      all.addAll(bodies);
      return all;
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Match(children.get(0), tags, children.subList(1, children.size()), form);
    }

    @Override
    public int binders(int child) {
      return child == 0 ? 0 : 1;
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.match(this, context);
    }
  }

  /**
   * A function that calls itself, called once: with a counter, so that it ends. Base and step see
   * one variable, the pair of counter and argument; base is done when the counter is 0.
   *
   * @param count the counter's first value, 0 to 255
   */
  record Recursion(int count, Expression argument, Expression base, Expression step)
      implements Expression {
    @Override
    public Type type() {
      return base.type();
    }

    @Override
    public List<Expression> children() {
      return List.of(argument, base, step);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Recursion(count, children.get(0), children.get(1), children.get(2));
    }

    @Override
    public int binders(int child) {
      return child == 0 ? 0 : 1;
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.recursion(this, context);
    }
  }

  /** In the step of a recursion, by the number of its variable: the call with a counter less 1. */
  record Recur(int index, Expression argument, Type type) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(argument);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Recur(index, children.get(0), type);
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.recur(this, context);
    }
  }

  /**
   * A loop: the step sees the last value, 0, and the counter, 1, which goes down to 1.
   *
   * @param count how often the step is done, 0 or more
   */
  record Iterate(int count, Expression initial, Expression step) implements Expression {
    @Override
    public Type type() {
      return initial.type();
    }

    @Override
    public List<Expression> children() {
      return List.of(initial, step);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Iterate(count, children.get(0), children.get(1));
    }

    @Override
    public int binders(int child) {
      return 2 * child;
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.iterate(this, context);
    }
  }

  /** The same, by CALL and RETURN. */
  record Subroutine(Expression body) implements Expression {
    @Override
    public Type type() {
      return body.type();
    }

    @Override
    public List<Expression> children() {
      return List.of(body);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Subroutine(children.get(0));
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.subroutine(this, context);
    }
  }

  /** A body behind variables that are all (), so that others are deep. */
  record Bury(int depth, Expression body) implements Expression {
    @Override
    public Type type() {
      return body.type();
    }

    @Override
    public List<Expression> children() {
      return List.of(body);
    }

    @Override
    public Expression with(List<Expression> children) {
      return new Bury(depth, children.get(0));
    }

    @Override
    public int binders(int child) {
      return depth;
    }

    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.bury(this, context);
    }
  }
}
