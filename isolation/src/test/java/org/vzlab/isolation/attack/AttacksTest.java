package org.vzlab.isolation.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.isa.Operation;

/** What seeds make. */
final class AttacksTest {
  private static final int SEEDS = 500;
  private static final InstructionSet SET = InstructionSet.m5150();

  private static Attacks attacks;
  private static List<Attack> made;

  private record Word(Isa isa, int bits) {
    String mnemonic() {
      return SET.decode(isa, bits).operation().mnemonic();
    }
  }

  @BeforeAll
  static void open() throws Exception {
    attacks = Victims.attacks("two-guests", 2);
    made = LongStream.range(0, SEEDS).mapToObj(attacks::of).toList();
  }

  @Test
  void theSameSeedMakesTheSameBytesForWhoeverAsks() throws Exception {
    Attacks others = Victims.attacks("two-guests", 2);
    for (int seed = 0; seed < 60; seed++) {
      byte[] bytes = made.get(seed).bytes();
      assertThat(others.of(seed).bytes()).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void anotherSeedMakesAnotherProgram() {
    Set<String> listings = new HashSet<>();
    for (long seed = 0; seed < 60; seed++) {
      Attack attack = attacks.of(seed, AttackClass.MIX);
      assertThat(listings.add(attack.listing())).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void everyRowOfSeedsHasEveryClass() {
    int count = AttackClass.values().length;
    for (long row = -2; row < 40; row++) {
      Set<AttackClass> classes = EnumSet.noneOf(AttackClass.class);
      for (long seed = row * count; seed < (row + 1) * count; seed++) {
        classes.add(AttackClass.of(seed));
      }
      assertThat(classes).hasSize(count);
    }
  }

  @Test
  void everyShardHasEveryClass() {
    for (int shards : List.of(2, 3, 5, 15)) {
      for (int shard = 1; shard <= shards; shard++) {
        Set<AttackClass> classes =
            LongStream.iterate(shard, seed -> seed <= 1500, seed -> seed + shards)
                .mapToObj(AttackClass::of)
                .collect(Collectors.toSet());
        assertThat(classes)
            .as("shard %d of %d", shard, shards)
            .hasSize(AttackClass.values().length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AttackClass.class)
  void aProgramFitsItsPlaceAndListsItself(AttackClass attackClass) {
    for (long seed = 1000; seed < 1006; seed++) {
      Attack attack = attacks.of(seed, attackClass);
      assertThat(attack.bytes()).hasSize((int) attacks.target().code().size());
      assertThat(attack.instructions()).isPositive();
      assertThat(attack.listing().lines().filter(line -> line.matches("[0-9a-f]{8}: .*")))
          .hasSize(attack.instructions());
    }
  }

  @Test
  void everyRegisterAndSelectIsMovedInEveryWay() {
    Set<String> moves =
        words()
            .filter(word -> word.isa == Isa.MIPS32 && word.mnemonic().matches("m[ft]g?c0"))
            .map(word -> word.mnemonic() + " " + (word.bits >> 11 & 31) + "." + (word.bits & 7))
            .collect(Collectors.toSet());
    for (String mnemonic : List.of("mfc0", "mtc0", "mfgc0", "mtgc0")) {
      for (int pair = 0; pair < 256; pair++) {
        assertThat(moves).contains(mnemonic + " " + (pair >> 3) + "." + (pair & 7));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Isa.class)
  void everyPrivilegedInstructionOccurs(Isa isa) {
    Set<String> found =
        words()
            .filter(word -> word.isa == isa)
            .map(Word::mnemonic)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> privileged =
        SET.operations().stream()
            .filter(operation -> operation.isa() == isa && Encodings.isPrivileged(operation))
            .map(Operation::mnemonic)
            .toList();
    assertThat(privileged).hasSizeGreaterThan(40).contains("hypcall", "tlbgwr", "wait", "iret");
    assertThat(found).containsAll(privileged);
  }

  /** Every instruction of many seeds. */
  private static Stream<Word> words() {
    return made.stream()
        .flatMap(attack -> Stream.concat(attack.body().stream(), attack.finale().stream()))
        .flatMap(unit -> unit.parts().stream())
        .flatMap(AttacksTest::words);
  }

  private static Stream<Word> words(Unit.Part part) {
    return IntStream.iterate(0, at -> at < part.bytes().length, at -> at + part.length(at))
        .mapToObj(at -> new Word(part.isa(), part.bits(at)));
  }
}
