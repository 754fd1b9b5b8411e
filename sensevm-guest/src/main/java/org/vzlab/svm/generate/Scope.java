package org.vzlab.svm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The types of the variables in sight.
 *
 * @param bindings the innermost first
 */
record Scope(List<Binding> bindings) {
  /** No variables. */
  static final Scope EMPTY = new Scope(List.of());

  /**
   * A variable.
   *
   * @param recursion the type of the function that its step can call
   */
  record Binding(Type type, Optional<Type.Function> recursion) {}

  Scope bind(Type type) {
    return bind(new Binding(type, Optional.empty()));
  }

  /** In the step of a recursion. */
  Scope bindRecursion(Type type, Type.Function function) {
    return bind(new Binding(type, Optional.of(function)));
  }

  private Scope bind(Binding binding) {
    List<Binding> all = new ArrayList<>();
    all.add(binding);
    all.addAll(bindings);
    return new Scope(all);
  }

  /** The variables of a type. */
  List<Integer> variables(Type type) {
    return indices(binding -> binding.type().equals(type));
  }

  /** The recursions that give a type. */
  List<Integer> recursions(Type result) {
    return indices(
        binding -> binding.recursion().filter(each -> each.result().equals(result)).isPresent());
  }

  /** The pairs in sight that fit. */
  List<Integer> pairs(Predicate<Type.Pair> fits) {
    return indices(binding -> binding.type() instanceof Type.Pair pair && fits.test(pair));
  }

  private List<Integer> indices(Predicate<Binding> fits) {
    List<Integer> found = new ArrayList<>();
    for (int index = 0; index < bindings.size(); index++) {
      if (fits.test(bindings.get(index))) {
        found.add(index);
      }
    }
    return found;
  }
}
