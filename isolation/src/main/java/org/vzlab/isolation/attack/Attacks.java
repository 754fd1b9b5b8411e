package org.vzlab.isolation.attack;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.vzlab.mips.isa.InstructionSet;

/** Makes attacks: the same from the same seed for the same target, always. */
public final class Attacks {
  private static final int MOST_UNITS = 160;
  private static final int MOST_ENDS = 5;

  private final Target target;
  private final Encodings encodings = new Encodings();
  private final Map<AttackClass, Generator> generators = new EnumMap<>(AttackClass.class);

  /** Attacks on a target. */
  public Attacks(Target target) {
    this.target = target;
    generators.put(AttackClass.RANDOM_STREAM, new RandomStream());
    generators.put(AttackClass.PRIVILEGED, new Privileged());
    generators.put(AttackClass.TLB, new TlbForging());
    generators.put(AttackClass.SELF_MODIFYING, new SelfModifying());
    generators.put(AttackClass.EXCEPTIONS, new Exceptions());
    generators.put(AttackClass.STORM, new Storm());
    generators.put(AttackClass.DMA, new DmaAbuse());
    generators.put(AttackClass.TIME, new TimeAbuse());
    generators.put(AttackClass.MAILBOX, new Floods());
    generators.put(AttackClass.DEVICES, new Devices());
    generators.put(AttackClass.MIXED_ISA, new MixedIsa());
    generators.put(AttackClass.BOUNDARY, new Boundary());
    generators.put(AttackClass.FPU_DSP, new Units());
    generators.put(AttackClass.GARBAGE, new Garbage());
    Collection<Generator> single = generators.values();
    generators.put(AttackClass.MIX, new Mix(List.copyOf(single)));
  }

  /** Where they go. */
  public Target target() {
    return target;
  }

  Scout scout() {
    return new Scout(target, encodings);
  }

  InstructionSet instructionSet() {
    return encodings.instructionSet();
  }

  /** The attack of a seed, of the class that {@link AttackClass#of} says. */
  public Attack of(long seed) {
    return of(seed, AttackClass.of(seed));
  }

  /** The attack of a seed and a class. */
  public Attack of(long seed, AttackClass attackClass) {
    SplittableRandom random = new SplittableRandom(seed);
    long ordinal = Math.floorDiv(seed, AttackClass.values().length);
    Draft draft = new Draft(random, ordinal, target, encodings);
    Generator generator = generators.get(attackClass);
    generator.prepare(draft);
    int units = random.nextInt(8, MOST_UNITS);
    for (int i = 0; i < units && !draft.isFull(); i++) {
      generator.add(draft);
    }
    draft.beginFinale();
    int ends = random.nextInt(1, MOST_ENDS);
    for (int i = 0; i < ends; i++) {
      generator.end(draft);
    }
    return draft.finish(seed, attackClass);
  }
}
