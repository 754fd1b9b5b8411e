package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.vzlab.svm.generate.Memory.Trapped;
import org.vzlab.svm.generate.Value.Both;
import org.vzlab.svm.generate.Value.Closure;
import org.vzlab.svm.generate.Value.Environment;
import org.vzlab.svm.generate.Value.Word;
import org.vzlab.svm.machine.Trap;

/**
 * What an expression means, without bytecode: values are trees, variables are looked up by their
 * number, and heap and stack have no end. It knows one context and no time.
 */
public final class Evaluator implements Expression.Visitor<Environment, Value> {
  private static final int LONGEST = 4_000;

  private final Memory memory;
  private int stepsLeft;
  private int depthLeft;

  private Evaluator(int arrayBytes, int steps, int depth) {
    this.memory = new Memory(arrayBytes);
    this.stepsLeft = steps;
    this.depthLeft = depth;
  }

  /**
   * Evaluates an expression whose type is data.
   *
   * @param arrayBytes bytes of array memory
   * @param steps how many expressions may be evaluated
   * @param depth how many may be within each other
   * @return nothing if that was too few, or if it depends on contexts or devices
   */
  public static Optional<Outcome> evaluate(
      Expression expression, int arrayBytes, int steps, int depth) {
    Evaluator evaluator = new Evaluator(arrayBytes, steps, depth);
    try {
      Value value = evaluator.evaluate(expression, Environment.EMPTY);
      StringBuilder shown = new StringBuilder();
      value.show(shown, LONGEST);
      return shown.length() > LONGEST
          ? Optional.empty()
          : Optional.of(Outcome.stop(shown.toString()));
    } catch (Trapped trapped) {
      return Optional.of(Outcome.trap(trapped.trap()));
    } catch (Undecided undecided) {
      return Optional.empty();
    }
  }

  private Value evaluate(Expression expression, Environment environment) {
    stepsLeft--;
    depthLeft--;
    if (stepsLeft < 0 || depthLeft < 0) {
      throw new Undecided();
    }
    Value value = expression.accept(this, environment);
    depthLeft++;
    return value;
  }

  @Override
  public Value variable(Variable node, Environment environment) {
    return environment.at(node.index()).value();
  }

  @Override
  public Value literal(Literal node, Environment environment) {
    return new Word(node.word());
  }

  @Override
  public Value strict(Strict node, Environment environment) {
    List<Value> values = new ArrayList<>();
    for (Expression each : node.arguments()) {
      values.add(evaluate(each, environment));
    }
    return switch (values.size()) {
      case 1 -> one(node.operation(), values.get(0));
      case 2 -> two(node.operation(), values.get(0), values.get(1));
      default -> {
        if (node.operation() != Operation.ARRAY_SET) {
          throw new Undecided();
        }
        yield new Word(
            memory.set(values.get(2).word(), values.get(1).word(), values.get(0).word()));
      }
    };
  }

  private Value one(Operation operation, Value value) {
    return switch (operation) {
      case FST -> value.pair().first();
      case SND -> value.pair().second();
      case ARRAY_NEW -> new Word(memory.create(value.word()));
      case ARRAY_LENGTH -> new Word(memory.length(value.word()));
      case GUARDED -> new Word(memory.guarded(value.word()));
      case VOTED -> new Word(memory.voted(value.word()));
      case CHECKPOINT -> new Word(memory.checkpoint(value.word()));
      case CLOCK, MISSED -> Word.NOTHING;
      case SPAWN, RECEIVE, SYNC -> throw new Undecided();
      default -> new Word(Words.of(operation, value.word()));
    };
  }

  private Value two(Operation operation, Value first, Value second) {
    return switch (operation) {
      case CONS -> new Both(first, second);
      case SNOC -> new Both(second, first);
      case APPLY -> apply((Closure) second, first);
      case THEN -> second;
      case ARRAY_GET -> new Word(memory.get(second.word(), first.word()));
      case GUARD -> new Word(memory.guard(second.word(), first.word()));
      case VOTE -> new Word(memory.vote(second.word(), first.word()));
      case FILL -> new Word(memory.fill(first.word()));
      case SEND, CHOOSE, BIND, WRAP -> throw new Undecided();
      default -> new Word(Words.of(operation, first.word(), second.word()));
    };
  }

  private Value apply(Closure closure, Value argument) {
    Lambda function = closure.function();
    Environment sees = function.combinator() ? Environment.EMPTY : closure.environment();
    return evaluate(function.body(), sees.bind(argument));
  }

  @Override
  public Value construct(Construct node, Environment environment) {
    return new Both(new Word(node.tag()), evaluate(node.payload(), environment));
  }

  @Override
  public Value choice(If node, Environment environment) {
    boolean yes = (evaluate(node.condition(), environment).word() & 1) != 0;
    return evaluate(yes ? node.yes() : node.no(), environment);
  }

  @Override
  public Value let(Let node, Environment environment) {
    return evaluate(node.body(), environment.bind(evaluate(node.value(), environment)));
  }

  @Override
  public Value lambda(Lambda node, Environment environment) {
    return new Closure(node, environment);
  }

  @Override
  public Value match(Match node, Environment environment) {
    Both value = evaluate(node.scrutinee(), environment).pair();
    for (int each = 0; each < node.tags().size(); each++) {
      int tag = node.tags().get(each);
      if (tag == Match.WILDCARD || tag == value.first().word()) {
        return evaluate(node.bodies().get(each), environment.bind(value.second()));
      }
    }
    throw new Trapped(Trap.NO_MATCH);
  }

  @Override
  public Value recursion(Recursion node, Environment environment) {
    return call(node, environment, node.count(), evaluate(node.argument(), environment));
  }

  private Value call(Recursion node, Environment outer, int count, Value argument) {
    Value variable = new Both(new Word(count), argument);
    return count > 0
        ? evaluate(node.step(), outer.bind(variable, node))
        : evaluate(node.base(), outer.bind(variable));
  }

  @Override
  public Value recur(Recur node, Environment environment) {
    Environment binding = environment.at(node.index());
    int count = binding.value().pair().first().word() - 1;
    return call(
        binding.recursion(), binding.outer(), count, evaluate(node.argument(), environment));
  }

  @Override
  public Value iterate(Iterate node, Environment environment) {
    Value value = evaluate(node.initial(), environment);
    for (int count = node.count(); count > 0; count--) {
      value = evaluate(node.step(), environment.bind(new Word(count)).bind(value));
    }
    return value;
  }

  @Override
  public Value subroutine(Subroutine node, Environment environment) {
    return evaluate(node.body(), environment);
  }

  @Override
  public Value bury(Bury node, Environment environment) {
    stepsLeft -= node.depth();
    Environment inner = environment;
    for (int each = 0; each < node.depth(); each++) {
      inner = inner.bind(Word.NOTHING);
    }
    return evaluate(node.body(), inner);
  }

  /** There is no answer, or none in reach. */
  private static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undecided() {
      super("undecided", null, false, false);
    }
  }
}
