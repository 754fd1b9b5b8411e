package org.vzlab.isolation.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is counted over many attacks. */
final class CampaignTest {
  private static AttackResult result(long seed, String end, List<Finding> findings) {
    return new AttackResult(
        seed,
        AttackClass.of(seed),
        2,
        findings,
        end,
        end.equals("faulted") ? "unknown hypercall 001" : "",
        end.equals("faulted") ? "HC" : "",
        100 + seed,
        Map.of("REFILL", 2L, "GPSI", seed),
        Map.of("SYS", 1L),
        Map.of(TrapRow.SYSTEM_CALL, 1L, TrapRow.WAIT, seed));
  }

  private static AttackResult result(long seed) {
    boolean fails = seed % 10 == 3;
    List<Finding> findings =
        fails ? List.of(new Finding(Finding.Kind.MEMORY, "RAM at " + seed)) : List.of();
    return result(seed, seed % 4 == 0 ? "faulted" : "running", findings);
  }

  private static Campaign of(int shard, int shards) {
    Campaign campaign = new Campaign();
    LongStream.iterate(shard, seed -> seed <= 60, seed -> seed + shards)
        .mapToObj(CampaignTest::result)
        .forEach(campaign::add);
    return campaign;
  }

  @Test
  void shardsMergeIntoTheWhole() {
    Campaign merged = of(3, 3);
    merged.add(of(1, 3));
    merged.add(of(2, 3));
    Campaign whole = of(1, 1);
    assertThat(merged.failures()).isEqualTo(whole.failures());
    assertThat(merged.classes().keySet()).isEqualTo(whole.classes().keySet());
    for (AttackClass attackClass : whole.classes().keySet()) {
      same(merged.classes().get(attackClass), whole.classes().get(attackClass));
    }
    same(merged.all(), whole.all());
  }

  private static void same(Campaign.Totals one, Campaign.Totals two) {
    assertThat(one.runs()).isEqualTo(two.runs());
    assertThat(one.instructions()).isEqualTo(two.instructions());
    assertThat(one.ends()).isEqualTo(two.ends());
    assertThat(one.exits()).isEqualTo(two.exits());
    assertThat(one.stops()).isEqualTo(two.stops());
    assertThat(one.exceptions()).isEqualTo(two.exceptions());
    assertThat(one.traps()).isEqualTo(two.traps());
  }

  @Test
  void everythingIsCounted() {
    Campaign campaign = of(1, 1);
    assertThat(campaign.all().runs()).isEqualTo(60);
    assertThat(campaign.all().instructions()).isEqualTo(60 * 100 + 60 * 61 / 2);
    assertThat(campaign.all().ends()).isEqualTo(Map.of("faulted", 15L, "running", 45L));
    assertThat(campaign.all().stops()).isEqualTo(Map.of("HC", 15L));
    assertThat(campaign.all().exits()).containsEntry("REFILL", 120L).containsEntry("GPSI", 1830L);
    assertThat(campaign.failures())
        .extracting(AttackResult::seed)
        .containsExactly(3L, 13L, 23L, 33L, 43L, 53L);
    assertThat(campaign.missed())
        .contains(TrapRow.HYPERCALL)
        .doesNotContain(TrapRow.SYSTEM_CALL, TrapRow.WAIT);
  }
}
