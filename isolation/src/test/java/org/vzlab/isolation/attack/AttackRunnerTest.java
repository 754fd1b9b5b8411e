package org.vzlab.isolation.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks, run. */
final class AttackRunnerTest {
  private static final int EACH = 7;

  private static AttackRunner runner;

  @BeforeAll
  static void open() throws Exception {
    runner = Victims.runner("two-guests", 2);
  }

  @ParameterizedTest
  @EnumSource(AttackClass.class)
  void theAttacksOfEveryClassComeFarAndProvokeExits(AttackClass attackClass) {
    List<Long> instructions = new ArrayList<>();
    Campaign campaign = new Campaign();
    for (long seed = 0; seed < EACH; seed++) {
      AttackResult result = runner.run(runner.attack(seed, attackClass));
      assertThat(result.findings()).isEmpty();
      instructions.add(result.instructions());
      campaign.add(result);
    }
    Collections.sort(instructions);
    assertThat(instructions.get(EACH / 2)).as("median").isGreaterThan(200);
    assertThat(campaign.all().exits()).isNotEmpty();
    assertThat(campaign.all().runs()).isEqualTo(EACH);
  }

  @Test
  void codeThatWritesCodeComesFarWhereItsRamIsExecutable() throws Exception {
    AttackRunner attacker = Victims.runner("executable-ram", 1);
    long most = 0;
    for (long seed = 0; seed < EACH; seed++) {
      AttackResult result = attacker.run(attacker.attack(seed, AttackClass.SELF_MODIFYING));
      assertThat(result.findings()).isEmpty();
      most = Math.max(most, result.instructions());
    }
    assertThat(most).isGreaterThan(100_000);
  }

  @Test
  void theSameSeedHasTheSameResultWhateverWasRunBeforeAndOnWhicheverBoard() throws Exception {
    AttackRunner other = Victims.runner("two-guests", 2);
    for (long seed = 45; seed < 60; seed++) {
      AttackResult result = runner.run(seed);
      runner.run(seed + 1000);
      assertThat(runner.run(seed)).isEqualTo(result);
      assertThat(other.run(seed)).isEqualTo(result);
    }
  }

  @ParameterizedTest(name = "{0} from guest {1}")
  @CsvSource({"two-guests, 1", "control-loop, 2", "dma, 1", "mailbox, 1", "sense-vm, 6"})
  void nothingIsFound(String configuration, int guest) throws Exception {
    AttackRunner attacker = Victims.runner(configuration, guest);
    Campaign campaign = new Campaign();
    for (long seed = 0; seed < 30; seed++) {
      campaign.add(attacker.run(seed));
    }
    assertThat(campaign.failures()).isEmpty();
    assertThat(campaign.classes()).hasSize(AttackClass.values().length);
    assertThat(campaign.all().stops()).as("the hypervisor has stopped some").isNotEmpty();
    assertThat(campaign.all().traps()).hasSizeGreaterThan(20);
  }
}
