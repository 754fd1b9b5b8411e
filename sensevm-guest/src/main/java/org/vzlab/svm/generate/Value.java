package org.vzlab.svm.generate;

/** A value of the evaluator. */
sealed interface Value {
  /** A word. */
  record Word(int bits) implements Value {
    /** The word of (). */
    static final Value NOTHING = new Word(0);
  }

  /** Two values. */
  record Both(Value first, Value second) implements Value {}

  /** A function and the variables that it sees beside its argument. */
  record Closure(Expression.Lambda function, Environment environment) implements Value {}

  /** The bits of what must be a word. */
  default int word() {
    return ((Word) this).bits();
  }

  /** What must be a pair. */
  default Both pair() {
    return (Both) this;
  }

  /** Appends it as users see it, but not much more than so many characters. */
  default void show(StringBuilder out, int longest) {
    if (out.length() > longest) {
      return;
    }
    if (this instanceof Both both) {
      out.append('(');
      both.first().show(out, longest);
      out.append(',');
      both.second().show(out, longest);
      out.append(')');
    } else {
      out.append(word());
    }
  }

  /** The variables in sight, the innermost first. */
  final class Environment {
    /** No variables. */
    static final Environment EMPTY = new Environment();

    private final Environment outer;
    private final Value value;
    private final Expression.Recursion recursion;

    private Environment() {
      this(null, Word.NOTHING, null);
    }

    private Environment(Environment outer, Value value, Expression.Recursion recursion) {
      this.outer = outer;
      this.value = value;
      this.recursion = recursion;
    }

    /** One variable more. */
    Environment bind(Value next) {
      return new Environment(this, next, null);
    }

    /** The variable of a recursion's step. */
    Environment bind(Value next, Expression.Recursion of) {
      return new Environment(this, next, of);
    }

    /** Where the variable was bound. */
    Environment at(int index) {
      Environment found = this;
      for (int each = 0; each < index; each++) {
        found = found.outer;
      }
      return found;
    }

    Environment outer() {
      return outer;
    }

    Value value() {
      return value;
    }

    Expression.Recursion recursion() {
      return recursion;
    }
  }
}
