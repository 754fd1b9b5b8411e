package org.vzlab.svm.generate;

import java.util.List;
import org.vzlab.svm.generate.Type.Array;
import org.vzlab.svm.machine.Resources;

/** Well-typed programs from seeds: the same seed and size always give the same bytes. */
public final class Generator {
  private static final int LARGEST = 4000;
  private static final int ARRAY_BYTES = 256;
  private static final int ROOMY_HEAP = 3 * Generated.STEPS;
  private static final int ROOMY_STACK = 4 * Generated.DEPTH;

  private final Dice dice;
  private final Grower grower;
  private final Size size;

  private Generator(long seed, Size size) {
    this.dice = new Dice(seed);
    this.grower = new Grower(dice);
    this.size = size;
  }

  /** A program. */
  public static Generated generate(long seed, Size size) {
    return new Generator(seed, size).generate(seed);
  }

  private Generated generate(long seed) {
    Resources resources = size.tight() ? tight() : roomy();
    byte[] input = size.contexts() ? typed() : new byte[0];
    Generated found = attempt(seed, size.nodes(), resources, input);
    int nodes = size.nodes();
    while (!isGood(found)) {
      nodes = Math.max(1, nodes * 7 / 8);
      found = attempt(seed, nodes, resources, input);
    }
    return size.faults()
        ? found.with(Spoiler.faults(Compiler.compile(found.expression()), dice))
        : found;
  }

  private Generated attempt(long seed, int nodes, Resources resources, byte[] input) {
    Expression expression = size.contexts() ? conversation(nodes) : sequential(nodes);
    if (expression.nodes() > LARGEST) {
      expression = Terms.sample(expression.type());
    }
    return Generated.of(seed, size, expression, List.of(), resources, input);
  }

  private boolean isGood(Generated program) {
    return size.contexts() || program.expected().isPresent();
  }

  private Expression conversation(int nodes) {
    return new Conversations(dice, grower).grow(Scope.EMPTY, nodes);
  }

  private Expression sequential(int nodes) {
    Type result = grower.data(2);
    int arrays = nodes > 10 ? dice.roll(3) : 0;
    Scope scope = Scope.EMPTY;
    for (int left = arrays; left > 0; left--) {
      scope = scope.bind(new Array(1 << (left + 1)));
    }
    Expression body = grower.grow(result, scope, nodes);
    for (int each = 1; each <= arrays; each++) {
      body = Terms.let(Terms.sample(new Array(1 << (each + 1))), body);
    }
    return body;
  }

  private Resources roomy() {
    return new Resources(
        ROOMY_HEAP, ROOMY_STACK, size.contexts() ? 8 : 1, size.contexts() ? 100 : 1, ARRAY_BYTES);
  }

  private Resources tight() {
    int heap = dice.oneIn(3) ? dice.between(1, 20) : dice.between(10, 200);
    int stack = dice.oneIn(3) ? dice.between(1, 12) : dice.between(8, 64);
    int bytes = dice.oneIn(2) ? ARRAY_BYTES : dice.roll(20);
    return new Resources(heap, stack, dice.between(1, 4), dice.between(1, 8), bytes);
  }

  private byte[] typed() {
    byte[] input = new byte[dice.roll(8)];
    for (int each = 0; each < input.length; each++) {
      input[each] = (byte) dice.between(' ', '~');
    }
    return input;
  }
}
