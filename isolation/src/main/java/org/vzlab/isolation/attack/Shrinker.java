package org.vzlab.isolation.attack;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.vzlab.mips.isa.Isa;

/**
 * Makes a failing attack small: leaves out units, then instructions, and runs what is left in a
 * simpler manner, as long as it still has the same kind of finding. The same attack shrinks to the
 * same program, always.
 */
public final class Shrinker {
  private static final int WORD = 4;
  private static final int POINTERS = 26;

  private final AttackRunner runner;
  private int runs;

  /** Shrinks by runs on a board. */
  public Shrinker(AttackRunner runner) {
    this.runner = runner;
  }

  /**
   * A smaller attack.
   *
   * @param attack the smallest that was found
   * @param result what it does
   * @param runs how many runs it took to find it
   */
  public record Shrunk(Attack attack, AttackResult result, int runs) {
    /** The findings, and the program that has them. */
    @Override
    public String toString() {
      return result + "\n" + attack.listing();
    }
  }

  /**
   * Shrinks the attack of a seed.
   *
   * @return empty if it has no finding
   */
  public Optional<Shrunk> shrink(long seed) {
    return shrink(runner.attack(seed));
  }

  /**
   * Shrinks an attack.
   *
   * @return empty if it has no finding
   */
  public Optional<Shrunk> shrink(Attack attack) {
    AttackResult first = runner.run(attack);
    if (first.holds()) {
      return Optional.empty();
    }
    runs = 1;
    String wanted = kind(first.findings().get(0));
    Predicate<Attack> fails =
        candidate -> {
          runs++;
          return runner.run(candidate).findings().stream().anyMatch(f -> kind(f).equals(wanted));
        };
    Attack smaller = attack;
    int before;
    do {
      before = smaller.instructions();
      smaller = units(smaller, fails);
      smaller = manner(smaller, fails);
      smaller = words(smaller, fails);
    } while (smaller.instructions() < before);
    return Optional.of(new Shrunk(smaller, runner.run(smaller), runs));
  }

  /** What it is about; of a violation, which rule does not hold. */
  private static String kind(Finding finding) {
    return finding.kind() == Finding.Kind.VIOLATION
        ? finding.text().substring(0, finding.text().indexOf(':'))
        : finding.kind().name();
  }

  /** Leaves out as many units as possible, large runs of them first. */
  private static Attack units(Attack attack, Predicate<Attack> fails) {
    Attack best = attack;
    int size = Math.max(1, count(best) / 2);
    while (size >= 1) {
      int at = 0;
      while (at < count(best)) {
        Attack candidate = without(best, at, size);
        if (fails.test(candidate)) {
          best = candidate;
        } else {
          at += size;
        }
      }
      size /= 2;
    }
    return best;
  }

  private static int count(Attack attack) {
    return attack.body().size() + attack.finale().size();
  }

  private static Attack without(Attack attack, int from, int size) {
    List<Unit> body = new ArrayList<>();
    List<Unit> finale = new ArrayList<>();
    int number = 0;
    for (Unit unit : Stream.concat(attack.body().stream(), attack.finale().stream()).toList()) {
      if (number < from || number >= from + size) {
        (number < attack.body().size() ? body : finale).add(unit);
      }
      number++;
    }
    return attack.with(body, finale);
  }

  private static Attack manner(Attack attack, Predicate<Attack> fails) {
    Manner old = attack.manner();
    List<Integer> none = Collections.nCopies(POINTERS, 0);
    Attack best = attack;
    for (Manner simpler :
        List.of(
            new Manner(
                Manner.Mode.KERNEL, old.isa(), 0, Manner.Interrupts.OFF, 1, List.copyOf(none)),
            new Manner(old.mode(), old.isa(), old.status(), old.interrupts(), 1, old.pointers()),
            new Manner(
                Manner.Mode.KERNEL, old.isa(), 0, Manner.Interrupts.OFF, 1, old.pointers()))) {
      Attack candidate = attack.with(simpler);
      if (!simpler.equals(old) && fails.test(candidate)) {
        return candidate;
      }
    }
    return best;
  }

  /** Leaves out single instructions of units that are MIPS32 throughout. */
  private static Attack words(Attack attack, Predicate<Attack> fails) {
    Attack best = attack;
    for (int number = count(best) - 1; number >= 0; number--) {
      int at = 0;
      while (at < unit(best, number).size()) {
        Optional<Unit> shorter = without(unit(best, number), at);
        Optional<Attack> candidate = shorter.map(replaced(best, number)).filter(fails);
        if (candidate.isPresent()) {
          best = candidate.get();
        } else {
          at += WORD;
        }
      }
    }
    return best;
  }

  private static Unit unit(Attack attack, int number) {
    int inBody = attack.body().size();
    return number < inBody ? attack.body().get(number) : attack.finale().get(number - inBody);
  }

  private static Function<Unit, Attack> replaced(Attack attack, int number) {
    return unit -> {
      List<Unit> body = new ArrayList<>(attack.body());
      List<Unit> finale = new ArrayList<>(attack.finale());
      if (number < body.size()) {
        body.set(number, unit);
      } else {
        finale.set(number - body.size(), unit);
      }
      return attack.with(body, finale);
    };
  }

  /** A unit without the word at an offset; empty if it is not that simple. */
  private static Optional<Unit> without(Unit unit, int offset) {
    if (unit.size() <= WORD || unit.parts().stream().anyMatch(p -> p.isa() != Isa.MIPS32)) {
      return Optional.empty();
    }
    List<Link> links = new ArrayList<>();
    for (Link link : unit.links()) {
      boolean cut =
          link.at() == offset
              || (link.field() == Link.Field.HIGH_AND_LOW && link.at() + WORD == offset);
      if (cut) {
        return Optional.empty();
      }
      int at = link.at() > offset ? link.at() - WORD : link.at();
      boolean inside = link.place() == Link.From.UNIT && link.offset() > offset;
      int leads = inside ? link.offset() - WORD : link.offset();
      links.add(new Link(at, link.field(), link.place(), leads));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    unit.parts().forEach(part -> bytes.writeBytes(part.bytes()));
    byte[] all = bytes.toByteArray();
    byte[] rest = new byte[all.length - WORD];
    System.arraycopy(all, 0, rest, 0, offset);
    System.arraycopy(all, offset + WORD, rest, offset, rest.length - offset);
    return Optional.of(new Unit(List.of(new Unit.Part(Isa.MIPS32, rest)), List.copyOf(links)));
  }
}
