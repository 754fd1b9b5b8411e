package org.vzlab.isolation.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.Bench;
import org.vzlab.board.Setup;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;

/** Guests that are given what those of the configurations that come with vzlab do not have. */
final class OtherVictimsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  /** The demo, whose second guest may execute its RAM. */
  private Bench withExecutableRam() throws Exception {
    String text =
        Files.readString(ROOT.resolve("configs/two-guests.config"))
            .replace("../firmware", ROOT + "/firmware");
    int at = text.lastIndexOf("0x10000 rw ");
    Path file = folder.resolve("executable.config");
    Files.writeString(file, text.substring(0, at) + "0x10000 rwx" + text.substring(at + 10));
    return Benches.at(file, Setup.OWN_BOARD, Variant.NONE);
  }

  @Test
  void codeInRamIsWrittenAndExecutedAgainAndAgain() throws Exception {
    AttackRunner runner = new AttackRunner(withExecutableRam(), 2, Victims.CYCLES);
    assertThat(runner.target().ram()).allMatch(Place::executable);
    Campaign campaign = new Campaign();
    for (long seed = 0; seed < 30; seed++) {
      campaign.add(runner.run(runner.attack(seed, AttackClass.SELF_MODIFYING)));
    }
    assertThat(campaign.failures()).isEmpty();
    assertThat(campaign.all().instructions() / campaign.all().runs()).isGreaterThan(2000);
  }

  @Test
  void anImageOfAnAttackTakesThePlaceOfAGuestsOwn() throws Exception {
    Attack attack = Victims.attacks("two-guests", 2).of(7, AttackClass.STORM);
    Bench bench = Benches.of("two-guests.config", Variant.NONE.withImage(2, attack.image()));
    assertThat(Survey.of(bench, 2).entry()).isEqualTo(attack.target().entry());
    bench.run(Victims.CYCLES);
    assertThat(bench.hart().usage.instructions(2)).isGreaterThan(1000);
  }

  @Test
  void aBoardThatHasRunIsNotTaken() throws Exception {
    Bench bench = Benches.booted("two-guests.config");
    assertThatThrownBy(() -> new AttackRunner(bench, 2, Victims.CYCLES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has run already");
  }

  @Test
  void aGuestThatIsNotThereCannotAttack() throws Exception {
    Bench bench = Benches.of("two-guests.config");
    assertThatThrownBy(() -> Survey.of(bench, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("guest 5");
  }
}
