package org.vzlab.svm.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.generate.Expression.Bury;
import org.vzlab.svm.generate.Expression.Construct;
import org.vzlab.svm.generate.Expression.If;
import org.vzlab.svm.generate.Expression.Iterate;
import org.vzlab.svm.generate.Expression.Lambda;
import org.vzlab.svm.generate.Expression.Let;
import org.vzlab.svm.generate.Expression.Literal;
import org.vzlab.svm.generate.Expression.Match;
import org.vzlab.svm.generate.Expression.Recur;
import org.vzlab.svm.generate.Expression.Recursion;
import org.vzlab.svm.generate.Expression.Strict;
import org.vzlab.svm.generate.Expression.Subroutine;
import org.vzlab.svm.generate.Expression.Variable;
import org.vzlab.svm.generate.Type.Plain;

/**
 * Compiles the source language the way of the categorical abstract machine: E is the environment
 * before an expression, pairs whose second values are the variables, and the value after it; the
 * stack is after it as it was before.
 */
final class Compiler implements Expression.Visitor<Compiler.Scope, Emitter> {
  private static final int BYTE = 0xFF;

  private final Emitter emitter = new Emitter();
  private final Deque<Runnable> later = new ArrayDeque<>();

  private Compiler() {}

  /** A program that computes an expression and stops. */
  static Emitter.Code compile(Expression expression) {
    Compiler compiler = new Compiler();
    expression.accept(compiler, Scope.EMPTY);
    compiler.emitter.emit(Opcode.STOP);
    while (!compiler.later.isEmpty()) {
      compiler.later.remove().run();
    }
    compiler.emitter.emit(Opcode.STOP); // what spawned contexts return to
    return compiler.emitter.finish();
  }

  @Override
  public Emitter variable(Variable node, Scope scope) {
    int index = node.index();
    if (node.form() == 2 && index <= 4) {
      for (int each = 0; each < index; each++) {
        emitter.emit(Opcode.FST);
      }
      emitter.emit(Opcode.SND);
    } else if (node.form() == 1 || index > BYTE) {
      rest(index);
      emitter.emit(Opcode.SND);
    } else {
      emitter.emit(Opcode.ACC, index);
    }
    return emitter;
  }

  @Override
  public Emitter literal(Literal node, Scope scope) {
    if (node.type() == Plain.UNIT || node.type() == Plain.OPAQUE) {
      emitter.emit(Opcode.CLEAR);
    } else if (node.type() == Plain.FLOAT) {
      emitter.integer(node.word());
    } else {
      emitter.load(node.word());
    }
    return emitter;
  }

  @Override
  public Emitter strict(Strict node, Scope scope) {
    List<Expression> arguments = node.arguments();
    for (int each = 0; each < arguments.size(); each++) {
      Expression argument = arguments.get(each);
      if (each == arguments.size() - 1) {
        argument.accept(this, scope);
      } else {
        emitter.emit(node.form() == 1 && isAlone(argument) ? Opcode.MOVE : Opcode.PUSH);
        argument.accept(this, scope);
        emitter.emit(Opcode.SWAP);
      }
    }
    Operation operation = node.operation();
    switch (operation.kind()) {
      case INSTRUCTION -> emitter.emit(Opcode.of(operation.number()));
      case RUNTIME -> emitter.emit(Opcode.CALLRTS, operation.number());
      case NATIVE -> emitter.call(operation);
      case THEN -> {
        emitter.emit(Opcode.SWAP);
        emitter.emit(Opcode.POP);
      }
    }
    return emitter;
  }

  private static boolean isAlone(Expression expression) {
    return expression instanceof Literal
        || (expression instanceof Lambda lambda && lambda.combinator())
        || (expression instanceof Strict strict && strict.arguments().isEmpty());
  }

  @Override
  public Emitter construct(Construct node, Scope scope) {
    node.payload().accept(this, scope);
    emitter.wide(Opcode.PACK, node.tag());
    return emitter;
  }

  @Override
  public Emitter choice(If node, Scope scope) {
    int no = emitter.label();
    int end = emitter.label();
    boolean keeps = node.form() == 1;
    emitter.emit(Opcode.PUSH);
    node.condition().accept(this, scope);
    emitter.jump(keeps ? Opcode.GOTOIFALSE : Opcode.GOTOFALSE, no);
    restore(keeps);
    node.yes().accept(this, scope);
    emitter.jump(Opcode.GOTO, end);
    emitter.place(no);
    restore(keeps);
    node.no().accept(this, scope);
    emitter.place(end);
    emitter.emit(Opcode.SKIP);
    return emitter;
  }

  private void restore(boolean keeps) {
    if (keeps) {
      emitter.emit(Opcode.POP);
    }
  }

  @Override
  public Emitter let(Let node, Scope scope) {
    emitter.emit(Opcode.PUSH);
    node.value().accept(this, scope);
    if (node.form() == 1) {
      emitter.emit(Opcode.SWAP);
      emitter.emit(Opcode.SNOC);
    } else {
      emitter.emit(Opcode.CONS);
    }
    return node.body().accept(this, scope.bind());
  }

  @Override
  public Emitter lambda(Lambda node, Scope scope) {
    int label = emitter.label();
    emitter.jump(node.combinator() ? Opcode.COMB : Opcode.CUR, label);
    later.add(
        () -> {
          emitter.place(label);
          if (node.combinator()) {
            emitter.emit(Opcode.MOVE);
            emitter.emit(Opcode.SNOC); // the argument is all there is
          }
          node.body().accept(this, node.combinator() ? Scope.EMPTY.bind() : scope.bind());
          emitter.emit(Opcode.RETURN);
        });
    return emitter;
  }

  @Override
  public Emitter match(Match node, Scope scope) {
    boolean keeps = node.form() == 1;
    int end = emitter.label();
    int[] targets = new int[node.tags().size()];
    for (int each = 0; each < targets.length; each++) {
      targets[each] = emitter.label();
    }
    emitter.emit(Opcode.PUSH);
    node.scrutinee().accept(this, scope);
    emitter.cases(keeps ? Opcode.SWITCHI : Opcode.SWITCH, node.tags(), targets);
    for (int each = 0; each < targets.length; each++) {
      emitter.place(targets[each]);
      if (keeps) {
        emitter.emit(Opcode.CONS);
      }
      node.bodies().get(each).accept(this, scope.bind());
      if (each < targets.length - 1) {
        emitter.jump(Opcode.GOTO, end);
      }
    }
    emitter.place(end);
    emitter.emit(Opcode.SKIP);
    return emitter;
  }

  /** The closure is made anew at every use by CALL of a CUR in the environment of the recursion. */
  @Override
  public Emitter recursion(Recursion node, Scope scope) {
    int function = emitter.label();
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.PUSH);
    emitter.load(node.count());
    emitter.emit(Opcode.SWAP);
    node.argument().accept(this, scope);
    emitter.emit(Opcode.CONS);
    emitter.emit(Opcode.SWAP);
    emitter.jump(Opcode.CALL, function);
    emitter.emit(Opcode.APP);
    later.add(() -> function(node, scope, function));
    return emitter;
  }

  private void function(Recursion node, Scope scope, int function) {
    int body = emitter.label();
    int base = emitter.label();
    emitter.place(function);
    emitter.jump(Opcode.CUR, body);
    emitter.emit(Opcode.RETURN);
    emitter.place(body);
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.ACC, 0);
    emitter.emit(Opcode.FST);
    whilePositive(base);
    node.step().accept(this, scope.bind(function));
    emitter.emit(Opcode.RETURN);
    emitter.place(base);
    node.base().accept(this, scope.bind());
    emitter.emit(Opcode.RETURN);
  }

  /** E is a counter over two environments on the stack: one is E again, here or at the label. */
  private void whilePositive(int otherwise) {
    emitter.emit(Opcode.SWAP);
    emitter.emit(Opcode.LOADB, 0);
    emitter.emit(Opcode.GT);
    emitter.jump(Opcode.GOTOFALSE, otherwise);
  }

  @Override
  public Emitter recur(Recur node, Scope scope) {
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.PUSH);
    variable(new Variable(node.index(), Plain.OPAQUE, 0), scope);
    emitter.emit(Opcode.FST);
    emitter.emit(Opcode.DEC);
    emitter.emit(Opcode.SWAP);
    node.argument().accept(this, scope);
    emitter.emit(Opcode.CONS);
    emitter.emit(Opcode.SWAP);
    rest(node.index() + 1);
    emitter.jump(Opcode.CALL, scope.function(node.index()));
    emitter.emit(Opcode.APP);
    return emitter;
  }

  @Override
  public Emitter iterate(Iterate node, Scope scope) {
    int loop = emitter.label();
    int end = emitter.label();
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.PUSH);
    emitter.load(node.count());
    emitter.emit(Opcode.CONS);
    emitter.emit(Opcode.SWAP);
    node.initial().accept(this, scope);
    emitter.emit(Opcode.CONS);
    emitter.place(loop);
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.ACC, 1);
    whilePositive(end);
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.PUSH);
    emitter.emit(Opcode.REST, 2);
    emitter.emit(Opcode.SWAP);
    emitter.emit(Opcode.ACC, 1);
    emitter.emit(Opcode.DEC);
    emitter.emit(Opcode.CONS);
    emitter.emit(Opcode.SWAP);
    node.step().accept(this, scope.bind().bind());
    emitter.emit(Opcode.CONS);
    emitter.jump(Opcode.GOTO, loop);
    emitter.place(end);
    emitter.emit(Opcode.SND);
    return emitter;
  }

  @Override
  public Emitter subroutine(Subroutine node, Scope scope) {
    int label = emitter.label();
    emitter.jump(Opcode.CALL, label);
    later.add(
        () -> {
          emitter.place(label);
          node.body().accept(this, scope);
          emitter.emit(Opcode.RETURN);
        });
    return emitter;
  }

  @Override
  public Emitter bury(Bury node, Scope scope) {
    Scope inner = scope;
    for (int each = 0; each < node.depth(); each++) {
      emitter.emit(Opcode.MOVE);
      emitter.emit(Opcode.CONS);
      inner = inner.bind();
    }
    return node.body().accept(this, inner);
  }

  private void rest(int depth) {
    int left = depth;
    while (left > BYTE) {
      emitter.emit(Opcode.REST, BYTE);
      left -= BYTE;
    }
    emitter.emit(Opcode.REST, left);
  }

  /** The variables in sight, the innermost first, with the labels of those that can recur. */
  static final class Scope {
    private static final int NONE = -1;
    private static final Scope EMPTY = new Scope();

    private final Scope outer;
    private final int function;

    private Scope() {
      this.outer = this;
      this.function = NONE;
    }

    private Scope(Scope outer, int function) {
      this.outer = outer;
      this.function = function;
    }

    private Scope bind() {
      return bind(NONE);
    }

    private Scope bind(int label) {
      return new Scope(this, label);
    }

    private int function(int index) {
      return index == 0 ? function : outer.function(index - 1);
    }
  }
}
