package org.vzlab.svm.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Programs as a compiler would make them, of random expressions. */
final class RandomPrograms {
  private enum Type {
    INT,
    FUNCTION,
    EVENT
  }

  private static final int FUNCTIONS = 3;

  private final Random random;
  private final boolean recursive;
  private final StringBuilder text = new StringBuilder();
  private final List<String> bodies = new ArrayList<>();
  private int labels;
  private int level;

  private RandomPrograms(long seed, boolean recursive) {
    this.random = new Random(seed);
    this.recursive = recursive;
  }

  /** The text of a program. */
  static String text(long seed, boolean recursive) {
    RandomPrograms program = new RandomPrograms(seed, recursive);
    program.level = -1;
    program.expression(Type.INT, List.of(), 5);
    program.op("STOP");
    for (int i = 0; i < FUNCTIONS; i++) {
      program.level = i;
      program.text.append("function").append(i).append(":\n");
      program.op("CLEAR");
      program.expression(Type.INT, List.of(), 3);
      program.op("RETURN");
    }
    program.bodies.forEach(program.text::append);
    program.op("STOP");
    return program.text.toString();
  }

  private void op(String statement) {
    text.append("  ").append(statement).append('\n');
  }

  private String label() {
    return "l" + labels++;
  }

  /** The environment is in E and the value comes there; the types of its variables, first first. */
  private void expression(Type type, List<Type> environment, int depth) {
    int variable = variable(type, environment);
    if (variable >= 0 && random.nextInt(3) == 0) {
      op("ACC " + variable);
    } else if (depth == 0) {
      leaf(type, environment);
    } else if (random.nextInt(4) == 0) {
      branch(type, environment, depth - 1);
    } else if (random.nextInt(4) == 0) {
      Type bound = Type.values()[random.nextInt(3)];
      op("PUSH");
      expression(bound, environment, depth - 1);
      op("CONS");
      expression(type, with(environment, bound), depth - 1);
    } else {
      switch (type) {
        case INT -> number(environment, depth - 1);
        case FUNCTION -> function(environment, depth - 1);
        case EVENT -> event(environment, depth - 1);
      }
    }
  }

  private static List<Type> with(List<Type> environment, Type bound) {
    List<Type> longer = new ArrayList<>(environment);
    longer.add(0, bound);
    return longer;
  }

  private int variable(Type type, List<Type> environment) {
    int index = environment.isEmpty() ? 0 : random.nextInt(environment.size());
    return index < environment.size() && environment.get(index) == type ? index : -1;
  }

  private void leaf(Type type, List<Type> environment) {
    switch (type) {
      case INT -> op("LOADI " + random.nextInt(6));
      case FUNCTION -> function(environment, 0);
      case EVENT -> {
        op("CALLRTS channel");
        op("CALLRTS receive");
      }
    }
  }

  private void branch(Type type, List<Type> environment, int depth) {
    String other = label();
    String end = label();
    op("PUSH");
    expression(Type.INT, environment, depth);
    op("GOTOFALSE " + other);
    expression(type, environment, depth);
    op("GOTO " + end);
    text.append(other).append(":\n");
    expression(type, environment, depth);
    text.append(end).append(":\n");
    op("SKIP");
  }

  private void two(String operation, Type type, List<Type> environment, int depth) {
    op("PUSH");
    expression(type, environment, depth);
    op("SWAP");
    expression(type, environment, depth);
    op(operation);
  }

  private void number(List<Type> environment, int depth) {
    switch (random.nextInt(8)) {
      case 0 -> two("ADDI", Type.INT, environment, depth);
      case 1 -> two("EQ", Type.INT, environment, depth);
      case 2 -> {
        op("PUSH");
        expression(Type.INT, environment, depth);
        op("SWAP");
        expression(Type.FUNCTION, environment, depth);
        op("APP");
      }
      case 3 -> {
        expression(Type.EVENT, environment, depth);
        op("CALLRTS sync");
      }
      case 4 -> {
        expression(Type.FUNCTION, environment, depth);
        op("CALLRTS spawn");
      }
      case 5 -> call();
      case 6 -> choice(environment, depth);
      default -> loop(environment, depth);
    }
  }

  private void call() {
    int first = recursive ? 0 : level + 1;
    if (first < FUNCTIONS) {
      op("CALL function" + (first + random.nextInt(FUNCTIONS - first)));
    } else {
      op("LOADI 1");
    }
  }

  private void choice(List<Type> environment, int depth) {
    String one = label();
    String other = label();
    String end = label();
    op("PUSH");
    expression(Type.INT, environment, depth);
    op("PACK " + random.nextInt(3));
    op("SWITCH { 1: " + one + ", *: " + other + " }");
    text.append(one).append(":\n");
    expression(Type.INT, with(environment, Type.INT), depth);
    op("GOTO " + end);
    text.append(other).append(":\n");
    expression(Type.INT, with(environment, Type.INT), depth);
    text.append(end).append(":\n");
    op("SKIP");
  }

  private void loop(List<Type> environment, int depth) {
    String again = label();
    String end = label();
    text.append(again).append(":\n");
    op("PUSH");
    expression(Type.INT, environment, depth);
    op("GOTOFALSE " + end);
    op("GOTO " + again);
    text.append(end).append(":\n");
    expression(Type.INT, environment, depth);
  }

  private void function(List<Type> environment, int depth) {
    String name = label();
    boolean closed = random.nextInt(3) == 0;
    op((closed ? "COMB " : "CUR ") + name);
    int before = text.length();
    text.append(name).append(":\n");
    if (closed) {
      op("PUSH");
      op("CONS");
    }
    List<Type> known = closed ? List.of(Type.INT) : with(environment, Type.INT);
    expression(Type.INT, known, depth);
    op("RETURN");
    bodies.add(text.substring(before));
    text.setLength(before);
  }

  private void event(List<Type> environment, int depth) {
    switch (random.nextInt(4)) {
      case 0 -> two("CALLRTS choose", Type.EVENT, environment, depth);
      case 1 -> {
        op("PUSH");
        expression(Type.EVENT, environment, depth);
        op("SWAP");
        expression(Type.FUNCTION, environment, depth);
        op("CALLRTS wrap");
      }
      case 2 -> {
        op("PUSH");
        op("CALLRTS channel");
        op("SWAP");
        expression(Type.values()[random.nextInt(3)], environment, depth);
        op("CALLRTS send");
      }
      default -> leaf(Type.EVENT, environment);
    }
  }
}
