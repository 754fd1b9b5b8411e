package org.vzlab.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.Bench;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.attack.AttackClass;
import org.vzlab.isolation.attack.AttackResult;
import org.vzlab.isolation.attack.AttackRunner;
import org.vzlab.isolation.history.Experiment;
import org.vzlab.isolation.history.Neighbour;
import org.vzlab.isolation.history.Neighbours;
import org.vzlab.isolation.history.NonInterference;
import org.vzlab.isolation.monitor.OwnershipMonitor;
import org.vzlab.isolation.proof.IsolationProof;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.Schedule;

/**
 * Holes of six kinds that isolation must not have: at least two methods find each of them and say
 * what the cause is, and find nothing on the same board without it.
 */
final class SixHolesTest {
  private static final Path TWO_GUESTS = configuration("two-guests");

  private static final int SBT2REG2 = 0x1F8F8880;

  /** A byte of guest 2's RAM that it does not write. */
  private static final int LEAKED = 0x18200;

  /** 5 ms. */
  private static final long CYCLES = 1_000_000;

  /** Of an attack. */
  private static final long SHORT = 400_000;

  /** What is typed comes after a third, and is shown a little later. */
  private static final long LEAK_CYCLES = 2_400_000;

  /** The control loop's window, and its next one. */
  private static final long TWO_WINDOWS = 2_200_000;

  private static final int SEEDS = 5;

  /** Prints a prompt, then what it receives. */
  private static final String ECHOES =
      """
      lui s2, 0xBF82
      ori s2, s2, 0x2600
      addiu t1, zero, 62
      sw t1, 0x20(s2)
      again: lw t0, 0x10(s2)
      andi t0, t0, 1
      beq t0, zero, again
      nop
      lw t1, 0x30(s2)
      sw t1, 0x20(s2)
      beq zero, zero, again
      nop
      """;

  /** Prints the byte that is leaked, and 'A' more, again and again. */
  private static final String SHOWS =
      """
      lui s2, 0xBF82
      ori s2, s2, 0x2600
      lui s0, 0xA000
      ori s0, s0, 0x8200
      again: lb t1, 0(s0)
      addiu t1, t1, 65
      sw t1, 0x20(s2)
      lui t2, 1
      pause: addiu t2, t2, -1
      bne t2, zero, pause
      nop
      beq zero, zero, again
      nop
      """;

  @TempDir Path folder;

  private static Path configuration(String name) {
    return Path.of("../configs", name + ".config");
  }

  private static Bench open(Path target, Variant variant) throws UserError {
    return Benches.at(target, Setup.OWN_BOARD, variant);
  }

  private static String proof(Path target, Variant variant) throws UserError {
    Bench bench = open(target, variant);
    bench.run(1);
    return String.join(
        "\n", IsolationProof.of(bench).findings().stream().map(Object::toString).toList());
  }

  private static String monitor(Path target, Variant variant) throws UserError {
    Bench bench = open(target, variant);
    OwnershipMonitor monitor = OwnershipMonitor.watch(bench);
    bench.run(CYCLES);
    assertThat(monitor.translations()).isPositive();
    return String.join("\n", monitor.violations().stream().map(Object::toString).toList());
  }

  /** The first attack of a class that finds something; nothing if none does. */
  private static String attacks(
      Path target, Variant variant, int guest, AttackClass attackClass, long cycles)
      throws UserError {
    AttackRunner runner = new AttackRunner(open(target, variant), guest, cycles);
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> runner.run(runner.attack(seed, attackClass)))
        .filter(result -> !result.holds())
        .findFirst()
        .map(AttackResult::toString)
        .orElse("");
  }

  private static String neighbours(
      Path target, Variant variant, int guest, int other, Neighbour beside, long cycles)
      throws UserError {
    NonInterference result =
        Experiment.of(Setup.standard(target.toString()), guest, other)
            .on(variant)
            .beside(List.of(beside))
            .lasting(cycles)
            .run();
    return result.holds() ? "" : result.toString();
  }

  private static Neighbour program(String name) {
    return Neighbours.programs().stream()
        .filter(neighbour -> neighbour.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertSoundWithout(String... methods) {
    assertThat(methods).as("without the hole").containsOnly("");
  }

  @Test
  void aPageMappedIntoTheWrongGuest() throws UserError {
    Variant sound = Holes.guest(2, "lui t0, 0x8010\nlw t1, 0x10(t0)\nsw t1, 0x24(t0)\n");
    Variant hole = sound.withLayout(Holes.page(2, 0x100000, 0x2000, Holes.OPEN));
    assertThat(proof(TWO_GUESTS, hole))
        .contains(
            "guest 2 can read and write and execute 0x00002000..0x00002fff (RAM) by page"
                + " 0x00100000 of 4 KB, EntryLo0 0x0000009f; it is ram of guest 1 (");
    assertThat(monitor(TWO_GUESTS, hole))
        .contains(
            "DISJOINT: task 2 at pc 0x9fc00008, address 0x00002024",
            "a store at virtual address 0x80100024 gets through",
            "there is ram 0x00000000..0x0000ffff rw- mapped of task 1 (");
    assertSoundWithout(proof(TWO_GUESTS, sound), monitor(TWO_GUESTS, sound));
  }

  @Test
  void aRegionOfTheArbiterThatIsOneKilobyteTooLarge() throws UserError {
    Path dma = configuration("dma");
    Variant sound = Holes.guest(1, Holes.copiesTo(0x1_0000 - 4));
    Variant hole =
        sound.withLayout(
            Holes.setup(
                new RegisterWrite(SBT2REG2, 0x0001_0000 | 1 << 3),
                new RegisterWrite(SBT2REG2 + 0x10, 3),
                new RegisterWrite(SBT2REG2 + 0x18, 3)));
    assertThat(proof(dma, hole))
        .isEqualTo(
            "DMA: guest 1 can by DMA read and write 0x00010000..0x000103ff (RAM) by CFGPG.DMAPG ="
                + " 1, SBT2REG2 = 0x00010008, SBT2RD2 = 0x00000003, SBT2WR2 = 0x00000003; nobody"
                + " is granted it");
    assertThat(monitor(dma, hole))
        .contains(
            "DMA: task 1 at pc",
            "address 0x00010000",
            "channel 0 of the DMA controller writes 4 bytes; nobody is granted anything there");
    assertSoundWithout(proof(dma, sound), monitor(dma, sound));
  }

  @Test
  void aTrapThatIsMissing() throws UserError {
    Variant sound = Holes.guest(1, "lui t0, 0xBF81\nlw t1, 0x40(t0)\n");
    Variant hole = sound.withLayout(Holes.untrapped(1, 0x1F810000));
    assertThat(proof(TWO_GUESTS, hole))
        .contains(
            "guest 1 can read and write 0x1f810000..0x1f810fff (INT INTCON..OFF213) by page"
                + " 0x1f810000 of 4 KB",
            "grants it rw- emulated by ic_emulator");
    assertThat(monitor(TWO_GUESTS, hole))
        .contains(
            "LEAST_PRIVILEGE: task 1 at pc 0x9fc00004, address 0x1f810040",
            "a load at virtual address 0xbf810040 gets through; granted is ic"
                + " 0x1f810000..0x1f810fff rw- emulated of task 1 (");
    assertThat(attacks(TWO_GUESTS, hole, 1, AttackClass.DEVICES, SHORT))
        .contains("DEVICES, guest 1", "CHIP: IPC37, which no guest has, was 0x00080808");
    assertSoundWithout(
        proof(TWO_GUESTS, sound),
        monitor(TWO_GUESTS, sound),
        attacks(TWO_GUESTS, sound, 1, AttackClass.DEVICES, SHORT));
  }

  @Test
  void anInterruptRoutedToTheWrongGuest() throws Exception {
    Path target = Holes.withTimer2(folder);
    Variant sound = Holes.guest(2, Holes.RAISES_TIMER_2);
    Variant hole = sound.withLayout(Holes.rerouted(1, 2, 9));
    assertThat(proof(target, hole))
        .isEqualTo(
            "INTERRUPT: interrupt 9 (TIMER_2) is among the own interrupts of guest 2, which the"
                + " configuration does not give it; it is for guest 1");
    assertThat(monitor(target, hole))
        .contains("interrupt 9 is raised for guest 2; granted are", "; 9 belongs to guest 1");
    assertSoundWithout(proof(target, sound), monitor(target, sound));
  }

  /** No table shows it, and it is root that stores: what is left are the effects. */
  @Test
  void aConsoleByteLeakedFromOneGuestToAnother() throws UserError {
    Variant sound = Holes.guest(1, ECHOES).withImage(2, Holes.guest(SHOWS));
    Variant hole = Mistakes.leakingConsole(sound, 1, LEAKED);
    Neighbour typed = new Neighbour.Input("x");
    assertThat(neighbours(TWO_GUESTS, hole, 2, 1, typed, LEAK_CYCLES))
        .contains("guest 2 NOTICES guest 1", "input x", "task 2, cycle", "output of console")
        .containsPattern("reference: cycle \\d+: console sends 0x7f") // '>' + 'A'
        .containsPattern("other: +cycle \\d+: console sends 0xb9"); // 'x' + 'A'
    assertThat(attacks(TWO_GUESTS, hole, 1, AttackClass.STORM, SHORT))
        .contains("STORM, guest 1", "MEMORY: RAM at 0x00018200, which task 2 has, was 0x");
    assertSoundWithout(
        neighbours(TWO_GUESTS, sound, 2, 1, typed, LEAK_CYCLES),
        attacks(TWO_GUESTS, sound, 1, AttackClass.STORM, SHORT));
  }

  private static Schedule withoutBudget(Schedule schedule) {
    return new Schedule.Priorities(
        ((Schedule.Priorities) schedule)
            .shares().stream()
                .map(share -> share.task() == 2 ? new Schedule.Share(2, 2, 0, 0) : share)
                .toList());
  }

  @Test
  void aScheduleByWhichOneGuestStarvesAnother() throws UserError {
    Path priorities = configuration("priorities");
    Variant sound = Variant.NONE;
    Variant hole = sound.withLayout(Holes.schedule(SixHolesTest::withoutBudget));
    Neighbour spins = program("spins");
    assertThat(proof(priorities, hole))
        .isEqualTo(
            "TIME: guest 2 has priority 2 without a budget; the configuration gives it priority 2"
                + " with a budget of 2000.00 us in 10000.00 us");
    assertThat(neighbours(priorities, hole, 1, 2, spins, CYCLES))
        .contains("guest 1 NOTICES guest 2", "spins", "task 1, cycle", "output of console")
        .containsPattern("reference: cycle \\d+: console sends '-'")
        .containsPattern("other: +nothing more");
    assertSoundWithout(
        proof(priorities, sound), neighbours(priorities, sound, 1, 2, spins, CYCLES));
  }

  /** The tables are the configuration's; the code does not keep to them. */
  @Test
  void aSchedulerThatLetsOneGuestStarveAnother() throws UserError {
    Path frame = configuration("control-loop");
    Variant sound = Variant.NONE;
    Variant hole = Mistakes.endlessTime(sound, 2);
    Neighbour waits = program("waits");
    assertThat(neighbours(frame, hole, 1, 2, waits, TWO_WINDOWS))
        .contains("guest 1 NOTICES guest 2", "waits", "task 1, cycle")
        .containsPattern("reference: nothing more\n +other: +cycle \\d+: interrupt 0 raised");
    assertThat(attacks(frame, hole, 2, AttackClass.TIME, TWO_WINDOWS))
        .contains("TIME, guest 2", "HISTORY: task 1, cycle")
        .containsPattern("reference: cycle \\d+: interrupt 0 raised\n +other: +nothing more");
    assertSoundWithout(
        neighbours(frame, sound, 1, 2, waits, TWO_WINDOWS),
        attacks(frame, sound, 2, AttackClass.TIME, TWO_WINDOWS));
  }
}
