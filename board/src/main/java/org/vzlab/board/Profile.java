package org.vzlab.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.vzlab.mips.hart.Sampler.Activity;
import org.vzlab.mips.hart.Sampler.Samples;

/**
 * Which functions the time goes to, of root, of each guest and of each thread: one of every so many
 * SYSCLK cycles is a sample.
 */
final class Profile {
  private record Place(int owner, Activity activity, int pc) {}

  private final Map<Place, Long> places = new HashMap<>();
  private final IntFunction<String> owners;
  private final IntFunction<Symbols> symbols;

  /**
   * @param owners what to call whom, by the number that {@code Hart.owner} has for them
   * @param symbols whose symbols are which, by the same number
   */
  Profile(IntFunction<String> owners, IntFunction<Symbols> symbols) {
    this.owners = owners;
    this.symbols = symbols;
  }

  void add(Samples samples) {
    int pc = samples.activity() == Activity.EXECUTING ? samples.pc() & ~1 : 0;
    places.merge(new Place(samples.owner(), samples.activity(), pc), samples.count(), Long::sum);
  }

  /** The samples so far, as {@link Session#profile} promises them. */
  List<String> stacks() {
    Map<String, Long> stacks = new TreeMap<>();
    Map<Integer, Symbols> known = new HashMap<>();
    places.forEach(
        (place, samples) -> {
          Symbols names = known.computeIfAbsent(place.owner(), symbols::apply);
          stacks.merge(stack(place, names.at(place.pc())), samples, Long::sum);
        });
    List<String> lines = new ArrayList<>();
    stacks.forEach((stack, samples) -> lines.add(stack + " " + samples));
    return lines;
  }

  private String stack(Place place, Optional<String> symbol) {
    String function =
        switch (place.activity()) {
          case EXECUTING -> symbol.orElseGet(() -> String.format("[0x%08x]", place.pc()));
          case WAITING -> "[idle]";
          case MODELLED -> "tinyVP (modelled)";
        };
    return frame(owners.apply(place.owner())) + ";" + frame(function);
  }

  /** A name without what would end the frame or the line. */
  private static String frame(String name) {
    return name.replace(';', ':').replaceAll("\\p{Cntrl}", "?");
  }
}
