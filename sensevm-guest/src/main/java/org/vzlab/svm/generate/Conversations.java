package org.vzlab.svm.generate;

import static org.vzlab.svm.generate.Terms.channel;
import static org.vzlab.svm.generate.Terms.let;
import static org.vzlab.svm.generate.Terms.number;
import static org.vzlab.svm.generate.Terms.receiving;
import static org.vzlab.svm.generate.Terms.sending;
import static org.vzlab.svm.generate.Terms.strict;
import static org.vzlab.svm.generate.Terms.sync;
import static org.vzlab.svm.generate.Terms.then;
import static org.vzlab.svm.generate.Terms.time;
import static org.vzlab.svm.generate.Terms.variable;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.generate.Expression.Iterate;
import org.vzlab.svm.generate.Expression.Lambda;
import org.vzlab.svm.generate.Type.Channel;
import org.vzlab.svm.generate.Type.Event;
import org.vzlab.svm.generate.Type.Function;
import org.vzlab.svm.generate.Type.Plain;

/**
 * Grows expressions of several contexts. All are integers; most are arranged so that every message
 * that is sent is received.
 */
final class Conversations {
  private static final Type INT = Plain.INT;
  private static final Type CHANNEL = new Channel(INT);
  private static final Type ADDRESS = new Channel(CHANNEL);

  private final Dice dice;
  private final Grower grower;

  Conversations(Dice dice, Grower grower) {
    this.dice = dice;
    this.grower = grower;
  }

  /** A conversation, or one after another. */
  Expression grow(Scope scope, int budget) {
    if (dice.oneIn(5)) {
      return then(grow(scope, budget / 2), grow(scope, budget / 2));
    }
    int each = Math.min(budget / 4, 8);
    return switch (dice.roll(7)) {
      case 0, 1 -> gathering(scope, each);
      case 2 -> relay(scope, each);
      case 3 -> replies(scope, each);
      case 4 -> sleepers(scope, each);
      case 5 -> console(scope, each);
      default -> family(scope, each);
    };
  }

  /** Several contexts send on several channels, and one receives from all of them. */
  private Expression gathering(Scope outer, int budget) {
    int channels = dice.between(1, 3);
    Scope scope = outer;
    for (int left = channels; left > 0; left--) {
      scope = scope.bind(CHANNEL);
    }
    List<Expression> senders = new ArrayList<>();
    int messages = 0;
    for (int left = dice.between(1, 3); left > 0; left--) {
      int count = dice.between(1, 5);
      messages += count;
      senders.add(sender(scope, channels, count, budget));
    }
    if (dice.oneIn(6)) {
      messages += dice.between(-1, 1); // somebody waits for ever, or is one short
    }
    Expression all =
        dice.oneIn(3)
            ? again(scope, channels, messages, budget)
            : anew(scope, channels, messages, budget);
    for (Expression sender : senders) {
      all = then(spawn(sender), all);
    }
    for (int left = channels; left > 0; left--) {
      all = let(channel(INT), all);
    }
    return all;
  }

  /** Receives so many messages, with an event that is made for each. */
  private Expression anew(Scope scope, int channels, int messages, int budget) {
    Expression event = offers(scope.bind(INT).bind(INT), 2, channels, budget);
    return new Iterate(messages, number(0), sum(sync(event)));
  }

  /** Receives so many messages with the same event. */
  private Expression again(Scope scope, int channels, int messages, int budget) {
    Expression event = offers(scope, 0, channels, budget);
    Expression loop = new Iterate(messages, number(0), sum(sync(variable(2, event.type()))));
    return let(event, loop);
  }

  private static Expression sum(Expression next) {
    return strict(Operation.ADDI, INT, variable(0, INT), next);
  }

  /** One of the messages of all channels; now and then it would send as well, to nobody. */
  private Expression offers(Scope scope, int first, int channels, int budget) {
    Expression event = offer(scope, first, budget);
    for (int index = 1; index < channels; index++) {
      event = choose(event, offer(scope, first + index, budget));
    }
    if (dice.oneIn(5)) {
      Expression sends = sending(variable(first, CHANNEL), grower.grow(INT, scope, budget));
      Expression other = wrap(sends, INT, scope, budget);
      event = dice.oneIn(2) ? choose(event, other) : choose(other, event);
    }
    return event;
  }

  private static Expression choose(Expression one, Expression two) {
    return strict(Operation.CHOOSE, one.type(), one, two);
  }

  private Expression sender(Scope scope, int channels, int count, int budget) {
    int channel = dice.roll(channels);
    Scope inner = scope.bind(Plain.UNIT).bind(INT).bind(Plain.UNIT);
    Expression event = sending(variable(channel + 3, CHANNEL), grower.grow(INT, inner, budget));
    if (dice.oneIn(3)) {
      event = wrap(event, Plain.UNIT, inner, budget);
    }
    if (dice.oneIn(4)) {
      int other = dice.roll(channels) + 3;
      event = choose(event, sending(variable(other, CHANNEL), grower.grow(INT, inner, budget)));
    }
    if (dice.oneIn(3)) {
      event = time(event, duration(), duration());
    }
    return task(new Iterate(count, Terms.NOTHING, sync(event)), false);
  }

  private Expression offer(Scope scope, int channel, int budget) {
    Expression event = receiving(variable(channel, CHANNEL));
    return dice.oneIn(2) ? wrap(event, INT, scope, budget) : event;
  }

  private Expression wrap(Expression event, Type result, Scope scope, int budget) {
    Type argument = ((Event) event.type()).result();
    Expression function = grower.grow(new Function(argument, result), scope, budget);
    return strict(Operation.WRAP, new Event(result), event, function);
  }

  private int duration() {
    return dice.oneIn(3) ? 0 : dice.roll(300);
  }

  private static Expression task(Expression body, boolean combinator) {
    return new Lambda(Plain.UNIT, body, combinator);
  }

  private static Expression spawn(Expression task) {
    return strict(Operation.SPAWN, INT, task);
  }

  /** What is sent on one channel comes back on another. */
  private Expression relay(Scope outer, int budget) {
    Scope scope = outer.bind(CHANNEL).bind(CHANNEL);
    int count = dice.between(1, 8);
    Scope there = scope.bind(Plain.UNIT).bind(INT).bind(Plain.UNIT).bind(INT);
    Expression answer = sync(sending(variable(4, CHANNEL), grower.grow(INT, there, budget)));
    Expression task =
        task(
            new Iterate(count, Terms.NOTHING, let(sync(receiving(variable(4, CHANNEL))), answer)),
            false);
    Scope here = scope.bind(INT).bind(INT);
    Expression ask = sync(sending(variable(3, CHANNEL), grower.grow(INT, here, budget)));
    Expression step =
        then(
            ask,
            strict(Operation.ADDI, INT, variable(0, INT), sync(receiving(variable(2, CHANNEL)))));
    Expression main = new Iterate(count, number(0), step);
    return let(channel(INT), let(channel(INT), then(spawn(task), main)));
  }

  /** Every message is a channel to answer on. */
  private Expression replies(Scope outer, int budget) {
    Scope scope = outer.bind(ADDRESS);
    int count = dice.between(1, 6);
    Scope there = scope.bind(Plain.UNIT).bind(INT).bind(Plain.UNIT).bind(CHANNEL);
    Expression answer = sync(sending(variable(0, CHANNEL), grower.grow(INT, there, budget)));
    Expression loop =
        new Iterate(count, Terms.NOTHING, let(sync(receiving(variable(3, ADDRESS))), answer));
    Expression ask = sync(sending(variable(3, ADDRESS), variable(0, CHANNEL)));
    Expression sum =
        strict(Operation.ADDI, INT, variable(1, INT), sync(receiving(variable(0, CHANNEL))));
    Expression main = new Iterate(count, number(0), let(channel(INT), then(ask, sum)));
    return let(channel(CHANNEL), then(spawn(task(loop, false)), main));
  }

  /** Contexts that sleep between what they do. */
  private Expression sleepers(Scope scope, int budget) {
    Expression all = strict(Operation.MISSED, INT, Terms.NOTHING);
    for (int left = dice.between(1, 3); left > 0; left--) {
      boolean combinator = dice.oneIn(2);
      Scope seen = (combinator ? Scope.EMPTY : scope).bind(Plain.UNIT);
      Expression work = grower.grow(Plain.UNIT, seen.bind(INT).bind(Plain.UNIT), budget);
      Expression loop =
          new Iterate(
              dice.between(1, 5),
              Terms.NOTHING,
              then(time(work, duration(), duration()), Terms.NOTHING));
      all = then(spawn(task(loop, combinator)), then(time(Terms.NOTHING, 0, duration()), all));
    }
    return all;
  }

  /** The console answers what is typed, and says more. */
  private Expression console(Scope outer, int budget) {
    Scope scope = outer.bind(CHANNEL);
    Scope inner = scope.bind(INT).bind(INT);
    Expression echo = let(sync(receiving(variable(2, CHANNEL))), say(3, variable(0, INT)));
    Expression character =
        strict(
            Operation.ADDI,
            INT,
            number(' '),
            strict(Operation.AND, INT, grower.grow(INT, inner, budget), number(63)));
    Expression main =
        then(
            new Iterate(dice.roll(5), number(0), echo),
            new Iterate(dice.roll(6), number(0), say(2, character)));
    int device = dice.oneIn(15) ? 99 : 0;
    Expression bind = strict(Operation.BIND, INT, variable(0, CHANNEL), number(device));
    return let(channel(INT), then(bind, main));
  }

  private static Expression say(int channel, Expression character) {
    return then(sync(sending(variable(channel, CHANNEL), character)), number(1));
  }

  /** A context that makes another one; both send to the first. */
  private Expression family(Scope outer, int budget) {
    Scope scope = outer.bind(CHANNEL).bind(Plain.UNIT);
    Expression report = sync(sending(variable(1, CHANNEL), grower.grow(INT, scope, budget)));
    Scope deeper = scope.bind(Plain.UNIT);
    Expression late = sync(sending(variable(2, CHANNEL), grower.grow(INT, deeper, budget)));
    Expression child = dice.oneIn(2) ? late : then(time(Terms.NOTHING, 0, duration()), late);
    Expression parent = then(spawn(task(child, false)), report);
    Expression sum =
        strict(
            Operation.ADDI,
            INT,
            sync(receiving(variable(0, CHANNEL))),
            sync(receiving(variable(0, CHANNEL))));
    return let(channel(INT), then(spawn(task(parent, false)), sum));
  }
}
