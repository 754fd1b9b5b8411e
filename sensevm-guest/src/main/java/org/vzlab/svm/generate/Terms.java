package org.vzlab.svm.generate;

import java.util.List;
import org.vzlab.svm.generate.Expression.Construct;
import org.vzlab.svm.generate.Expression.Lambda;
import org.vzlab.svm.generate.Expression.Let;
import org.vzlab.svm.generate.Expression.Literal;
import org.vzlab.svm.generate.Expression.Strict;
import org.vzlab.svm.generate.Expression.Variable;
import org.vzlab.svm.generate.Type.Plain;

/** Short ways to write expressions. */
final class Terms {
  /** The value (). */
  static final Expression NOTHING = new Literal(Plain.UNIT, 0);

  private Terms() {}

  static Expression number(int word) {
    return new Literal(Plain.INT, word);
  }

  static Expression variable(int index, Type type) {
    return new Variable(index, type, 0);
  }

  static Expression let(Expression value, Expression body) {
    return new Let(value, body, 0);
  }

  static Expression strict(Operation operation, Type type, Expression... arguments) {
    return new Strict(operation, List.of(arguments), type, 0);
  }

  static Expression pair(Expression first, Expression second) {
    return strict(Operation.CONS, new Type.Pair(first.type(), second.type()), first, second);
  }

  static Expression first(Expression pair) {
    return strict(Operation.FST, ((Type.Pair) pair.type()).first(), pair);
  }

  static Expression second(Expression pair) {
    return strict(Operation.SND, ((Type.Pair) pair.type()).second(), pair);
  }

  static Expression then(Expression first, Expression second) {
    return strict(Operation.THEN, second.type(), first, second);
  }

  static Expression channel(Type message) {
    return strict(Operation.CHANNEL, new Type.Channel(message));
  }

  static Expression sending(Expression channel, Expression message) {
    return strict(Operation.SEND, new Type.Event(Plain.UNIT), channel, message);
  }

  static Expression receiving(Expression channel) {
    Type message = ((Type.Channel) channel.type()).message();
    return strict(Operation.RECEIVE, new Type.Event(message), channel);
  }

  static Expression sync(Expression event) {
    return strict(Operation.SYNC, ((Type.Event) event.type()).result(), event);
  }

  /** The same value, some microseconds later and with a deadline so long after it. */
  static Expression time(Expression value, int deadline, int sleep) {
    return strict(Operation.TIME, value.type(), value, number(deadline), number(sleep));
  }

  /** A small expression of a type that needs no variables. */
  static Expression sample(Type type) {
    if (type instanceof Type.Pair pair) {
      return pair(sample(pair.first()), sample(pair.second()));
    }
    if (type instanceof Type.Function function) {
      return new Lambda(function.argument(), sample(function.result()), true);
    }
    if (type instanceof Type.Array array) {
      return strict(Operation.ARRAY_NEW, array, number(array.length()));
    }
    if (type instanceof Type.Channel channel) {
      return channel(channel.message());
    }
    if (type instanceof Type.Event event) {
      return receiving(channel(event.result()));
    }
    if (type instanceof Plain) {
      return new Literal(type, 0);
    }
    Type.Constructor constructor = type.constructors().get(0);
    return new Construct(constructor.tag(), sample(constructor.payload()), type);
  }
}
