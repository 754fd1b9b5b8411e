package org.vzlab.svm.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Trap;

class GeneratorTest {
  private static final int SEEDS = 3000;

  @Test
  void programs_end_with_the_value_that_the_evaluator_expects() {
    int values = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Generated generated = Generator.generate(seed, Size.SEQUENTIAL);
      Run run = new Run(generated).toEnd();
      assertThat(run.outcome())
          .as(() -> Run.describe(generated))
          .isEqualTo(generated.expected().orElseThrow());
      values += run.outcome().end() == End.STOP ? 1 : 0;
    }
    assertThat(values).isGreaterThan(SEEDS * 3 / 4).isLessThan(SEEDS);
  }

  @Test
  void with_little_heap_and_stack_they_do_the_same_or_run_out() {
    int same = 0;
    int collected = 0;
    Set<Trap> exhausted = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Generated generated = Generator.generate(seed, Size.TIGHT);
      Run run = new Run(generated).toEnd();
      if (run.ranOut()) {
        run.machine().trap().ifPresent(exhausted::add);
      } else {
        assertThat(run.outcome())
            .as(() -> Run.describe(generated))
            .isEqualTo(generated.expected().orElseThrow());
        same++;
        collected += run.machine().heap().collections() > 0 ? 1 : 0;
      }
    }
    assertThat(exhausted).containsExactlyInAnyOrder(Trap.HEAP_EXHAUSTED, Trap.STACK_OVERFLOW);
    assertThat(same).isGreaterThan(SEEDS / 3).isLessThan(SEEDS);
    assertThat(collected).isGreaterThan(SEEDS / 20);
  }

  @Test
  void conversations_mostly_come_to_their_end() {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    int said = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(Generator.generate(seed, Size.CONTEXTS)).toEnd();
      ends.merge(run.outcome().end(), 1, Integer::sum);
      said += run.output().isEmpty() ? 0 : 1;
    }
    assertThat(ends.get(End.STOP)).isGreaterThan(SEEDS / 2);
    assertThat(ends.get(End.BLOCKED)).isGreaterThan(SEEDS / 50);
    assertThat(said).isGreaterThan(SEEDS / 20);
  }

  @Test
  void every_instruction_and_every_function_is_executed() {
    Set<String> expected = new TreeSet<>();
    for (int code = 0; code < Opcode.count(); code++) {
      expected.add(Opcode.of(code).name());
    }
    for (int function = 0; function <= 8; function++) {
      expected.add("CALLRTS " + function);
    }
    for (int function = 0; function <= 18; function++) {
      expected.add("APPF " + function);
    }
    Set<String> executed = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Size size = Size.of(seed);
      if (!size.faults()) {
        executed.addAll(new Run(Generator.generate(seed, size)).executed());
      }
    }
    assertThat(executed).isEqualTo(expected);
  }

  @Test
  void faults_end_programs_in_many_ways() {
    Set<String> ends = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Size size = new Size(20, seed % 2 == 0, true, seed % 4 < 2);
      Outcome outcome = new Run(Generator.generate(seed, size)).toEnd().outcome();
      ends.add(outcome.trap().map(Trap::title).orElse(outcome.end().title()));
    }
    assertThat(ends)
        .contains(
            "badop",
            "limit",
            "blocked",
            "stop",
            "bad-pointer",
            "bad-pc",
            "bad-constant",
            "bad-call",
            "stack-underflow",
            "stack-overflow",
            "no-match",
            "bad-channel",
            "bad-device",
            "contexts-exhausted",
            "channels-exhausted",
            "heap-exhausted");
  }

  @Test
  void the_same_seed_gives_the_same_bytes_for_ever() {
    CRC32 crc = new CRC32();
    for (long seed = 0; seed < 200; seed++) {
      Generated generated = Generator.generate(seed, Size.of(seed));
      crc.update(generated.file());
      crc.update(generated.input());
      crc.update(generated.resources().toString().getBytes(UTF_8));
    }
    assertThat(crc.getValue()).isEqualTo(2_339_922_793L);
  }
}
