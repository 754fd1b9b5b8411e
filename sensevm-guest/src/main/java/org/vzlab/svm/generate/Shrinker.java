package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.vzlab.svm.machine.Resources;

/**
 * Makes a failing program small: step by step, as long as it fails. Every step makes less of it, so
 * this ends, and it tries in a fixed order, so it always finds the same.
 */
public final class Shrinker {
  private static final int TRIES = 20_000;

  private final Predicate<Generated> fails;
  private Generated best;
  private int triesLeft;

  private Shrinker(Generated first, Predicate<Generated> fails, int tries) {
    this.best = first;
    this.fails = fails;
    this.triesLeft = tries;
  }

  /**
   * A small program that fails as well.
   *
   * @param program one that fails
   */
  public static Generated shrink(Generated program, Predicate<Generated> fails) {
    return shrink(program, fails, TRIES);
  }

  /**
   * A small program that fails as well.
   *
   * @param program one that fails
   * @param tries how many others may be asked for
   */
  public static Generated shrink(Generated program, Predicate<Generated> fails, int tries) {
    Shrinker shrinker = new Shrinker(program, fails, tries);
    boolean again = true;
    while (again) {
      boolean fewer = shrinker.faults();
      boolean simpler = shrinker.expression();
      boolean shorter = shrinker.input();
      again = shrinker.resources() || fewer || simpler || shorter;
    }
    return shrinker.best;
  }

  private boolean accepts(UnaryOperator<Generated> change) {
    if (triesLeft == 0) {
      return false;
    }
    triesLeft--;
    Generated next = change.apply(best);
    if (!fails.test(next)) {
      return false;
    }
    best = next;
    return true;
  }

  private boolean faults() {
    boolean changed = false;
    int at = 0;
    while (at < best.faults().size()) {
      List<Fault> others = new ArrayList<>(best.faults());
      others.remove(at);
      if (accepts(program -> program.with(others))) {
        changed = true;
      } else {
        changed |= movesFault(at);
        at++;
      }
    }
    return changed;
  }

  /** To where fewer instructions are before it. */
  private boolean movesFault(int at) {
    Fault fault = best.faults().get(at);
    for (int offset : new int[] {0, fault.offset() / 2, fault.offset() - 1}) {
      List<Fault> moved = new ArrayList<>(best.faults());
      moved.set(at, new Fault(offset, fault.value()));
      if (offset >= 0 && offset < fault.offset() && accepts(program -> program.with(moved))) {
        return true;
      }
    }
    return false;
  }

  private boolean input() {
    boolean changed = false;
    int at = 0;
    while (at < best.input().length) {
      byte[] others = Arrays.copyOf(best.input(), best.input().length - 1);
      System.arraycopy(best.input(), at + 1, others, at, others.length - at);
      if (accepts(program -> program.with(others))) {
        changed = true;
      } else {
        at++;
      }
    }
    return changed;
  }

  private boolean resources() {
    boolean changed = false;
    boolean again = true;
    while (again) {
      again = false;
      for (Resources each : fewer(best.resources())) {
        again = !each.equals(best.resources()) && accepts(program -> program.with(each));
        if (again) {
          changed = true;
          break;
        }
      }
    }
    return changed;
  }

  private static List<Resources> fewer(Resources now) {
    int heap = now.heapCells();
    int stack = now.stackEntries();
    int contexts = now.contexts();
    int channels = now.channels();
    int bytes = now.arrayBytes();
    return List.of(
        new Resources(half(heap), half(stack), half(contexts), half(channels), bytes / 2),
        new Resources(half(heap), stack, contexts, channels, bytes),
        new Resources(less(heap), stack, contexts, channels, bytes),
        new Resources(heap, half(stack), contexts, channels, bytes),
        new Resources(heap, less(stack), contexts, channels, bytes),
        new Resources(heap, stack, half(contexts), channels, bytes),
        new Resources(heap, stack, less(contexts), channels, bytes),
        new Resources(heap, stack, contexts, half(channels), bytes),
        new Resources(heap, stack, contexts, less(channels), bytes),
        new Resources(heap, stack, contexts, channels, bytes / 2),
        new Resources(heap, stack, contexts, channels, Math.max(0, bytes - 1)));
  }

  private static int half(int count) {
    return Math.max(1, count / 2);
  }

  private static int less(int count) {
    return Math.max(1, count - 1);
  }

  /** All places of the source from its top, each until nothing smaller fails there. */
  private boolean expression() {
    boolean changed = false;
    int place = 0;
    while (place < best.expression().nodes() && triesLeft > 0) {
      if (shrinkAt(place)) {
        changed = true;
      } else {
        place++;
      }
    }
    return changed;
  }

  private boolean shrinkAt(int place) {
    Expression whole = best.expression();
    for (Expression candidate : Smaller.candidates(at(whole, place), place == 0)) {
      Expression smaller = replace(whole, place, candidate);
      if (accepts(program -> program.with(smaller))
          || (!best.faults().isEmpty() && accepts(program -> moved(program, smaller)))) {
        return true;
      }
    }
    return false;
  }

  /** With the faults as far from the end as before. */
  private static Generated moved(Generated program, Expression smaller) {
    Generated next = program.with(smaller);
    int less = program.file().length - next.file().length;
    List<Fault> faults = new ArrayList<>();
    for (Fault each : program.faults()) {
      boolean inCode = each.offset() >= 0;
      int offset = inCode ? Math.max(0, each.offset() - less) : each.offset();
      faults.add(new Fault(offset, each.value()));
    }
    return next.with(faults);
  }

  /** The expression at a place: 0 is the whole, then its parts from the left, each with its own. */
  private static Expression at(Expression expression, int place) {
    int left = place;
    Expression found = expression;
    while (left > 0) {
      left--;
      for (Expression child : found.children()) {
        int nodes = child.nodes();
        if (left < nodes) {
          found = child;
          break;
        }
        left -= nodes;
      }
    }
    return found;
  }

  private static Expression replace(Expression expression, int place, Expression other) {
    if (place == 0) {
      return other;
    }
    int left = place - 1;
    List<Expression> children = new ArrayList<>(expression.children());
    for (int each = 0; each < children.size(); each++) {
      int nodes = children.get(each).nodes();
      if (left < nodes) {
        children.set(each, replace(children.get(each), left, other));
        break;
      }
      left -= nodes;
    }
    return expression.with(children);
  }
}
