package org.vzlab.isolation.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.board.UserError;
import org.vzlab.board.Variant;
import org.vzlab.isolation.Benches;
import org.vzlab.isolation.Holes;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Violation;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.Window;

/** Mistakes on purpose in the tables that the hypervisor runs from: each is found. */
final class PlantedHolesTest {
  private static final double SECONDS = 0.005;
  private static final String TWO_GUESTS = "two-guests.config";
  private static final String RAM_OF_GUEST_1 =
      "ram 0x00000000..0x0000ffff rw- mapped of task 1 ("
          + Watched.CONFIGS.resolve(TWO_GUESTS)
          + ":10)";

  @TempDir Path folder;

  private static List<Violation> found(Path configuration, Variant variant, double seconds)
      throws UserError {
    Watched board = Watched.open(configuration, variant);
    OwnershipMonitor monitor = OwnershipMonitor.watch(board.bench);
    board.run(seconds);
    assertThat(monitor.violationCount()).isGreaterThanOrEqualTo(monitor.violations().size());
    return monitor.violations();
  }

  private static List<Violation> found(Variant variant) throws UserError {
    return found(Watched.CONFIGS.resolve(TWO_GUESTS), variant, SECONDS);
  }

  /** Everything of violations but when they were. */
  private static List<String> told(List<Violation> violations) {
    return violations.stream().map(v -> v.toString().replaceFirst(", cycle [0-9]+", "")).toList();
  }

  @Test
  void aPageOfAnotherGuest() throws UserError {
    Variant hole =
        Holes.guest(2, "lui t0, 0x8010\nlw t1, 0x10(t0)\nsw t1, 0x24(t0)\n")
            .withLayout(Holes.page(2, 0x100000, 0x2000, Holes.OPEN));
    String load = "DISJOINT: task 2 at pc 0x9fc00004, address 0x";
    String granted = "; granted is nothing; there is " + RAM_OF_GUEST_1;
    String entry = "00002000: root's TLB entry 10 lets it ";
    assertThat(told(found(hole)))
        .containsExactly(
            load + entry + "read in its page of 0x1000 bytes" + granted,
            load + entry + "write in its page of 0x1000 bytes" + granted,
            load + entry + "execute in its page of 0x1000 bytes" + granted,
            load + "00002010: a load at virtual address 0x80100010 gets through" + granted,
            "DISJOINT: task 2 at pc 0x9fc00008, address 0x00002024:"
                + " a store at virtual address 0x80100024 gets through"
                + granted);
  }

  @Test
  void aPageOfNobody() throws UserError {
    Variant hole =
        Holes.guest(2, "lui t0, 0x8010\njr t0\nlw t1, 0x10(t0)\n")
            .withLayout(Holes.page(2, 0x100000, 0x30000, Holes.OPEN & ~4));
    String slot = "LEAST_PRIVILEGE: task 2 at pc 0x9fc00008, address 0x000300";
    String nobody = "; nobody is granted anything there";
    assertThat(told(found(hole)))
        .as("read in a delay slot, then executed")
        .containsExactly(
            slot + "00: root's TLB entry 10 lets it read in its page of 0x1000 bytes" + nobody,
            slot + "00: root's TLB entry 10 lets it execute in its page of 0x1000 bytes" + nobody,
            slot + "10: a load at virtual address 0x80100010 gets through" + nobody,
            "LEAST_PRIVILEGE: task 2 at pc 0x80100000, address 0x00030000:"
                + " a fetch at virtual address 0x80100000 gets through"
                + nobody);
  }

  @Test
  void aDeviceThatIsMappedInsteadOfEmulated() throws UserError {
    Variant hole =
        Holes.guest(2, "lui t0, 0xBF82\nlw t1, 0x2610(t0)\n")
            .withLayout(Holes.untrapped(2, 0x1F822000));
    String rule = "LEAST_PRIVILEGE: task 2 at pc 0x9fc00004, address 0x1f822";
    assertThat(told(found(hole)))
        .containsExactly(
            rule
                + "000: root's TLB entry 10 lets it read in its page of 0x1000 bytes;"
                + " nobody is granted anything there",
            rule
                + "000: root's TLB entry 10 lets it write in its page of 0x1000 bytes;"
                + " nobody is granted anything there",
            rule
                + "610: a load at virtual address 0xbf822610 gets through; granted is"
                + " console 0x1f822600..0x1f8226ff rw- emulated of task 2 (device.lib:10)");
  }

  private static UnaryOperator<Layout> moved(int by) {
    return Holes.windows(
        2,
        windows ->
            windows.stream()
                .map(
                    w ->
                        new Window(
                            w.base(),
                            w.size(),
                            w.physical() + (w.contains(0x1F800020) ? by : 0),
                            w.device(),
                            w.emulator(),
                            w.readable(),
                            w.writable(),
                            w.ignoreWrites(),
                            w.logIgnored()))
                .toList());
  }

  @Test
  void aWindowOnARegisterOfNobody() throws UserError {
    Variant hole = Holes.guest(2, "lui t0, 0xBF80\nlw t1, 0x20(t0)\n").withLayout(moved(0x1000));
    assertThat(told(found(hole)))
        .containsExactly(
            "EMULATION: task 2 at pc 0x9fc00004, address 0x1f801020: the hypervisor reads 4 bytes"
                + " in window syscontroller at 0x1f800020; nobody is granted anything there");
  }

  @Test
  void aWindowOnAnotherRegisterOfTheSameGuest() throws UserError {
    Variant hole = Holes.guest(2, "lui t0, 0xBF80\nlw t1, 0x20(t0)\n").withLayout(moved(4));
    assertThat(found(hole))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(Rule.EMULATION);
              assertThat(violation.task()).isEqualTo(2);
              assertThat(violation.pc()).isEqualTo(0x9FC00004);
              assertThat(violation.address()).isEqualTo(0x1F800024);
              assertThat(violation.text())
                  .startsWith("window syscontroller shows it at 0x1f800020; granted is");
            });
  }

  @Test
  void aRegionOfTheArbiterThatIsAKilobyteTooLarge() throws Exception {
    Path configuration =
        Benches.changed("dma.config", "dma = 0 0x10000 rw", "dma = 0 0x400 rw", folder);
    Variant hole =
        Holes.guest(1, Holes.copiesTo(0x3FC))
            .withLayout(
                layout -> layout.withSetup(layout.setup().stream().map(this::larger).toList()));
    assertThat(told(found(configuration, hole, SECONDS)))
        .containsExactly(
            "DMA: task 1 at pc 0x9fc00038, address 0x00000400: channel 0 of the DMA controller"
                + " writes 4 bytes; nobody is granted anything there");
  }

  /** SBT2REG1, bits 7:3: its size, 2^(n-1) KB. */
  private RegisterWrite larger(RegisterWrite write) {
    return write.address() == 0x1F8F8860
        ? new RegisterWrite(write.address(), write.value() + (1 << 3))
        : write;
  }

  @Test
  void anInterruptOfAnotherGuest() throws UserError, IOException {
    Path configuration = Holes.withTimer2(folder);
    Variant hole = Holes.guest(2, Holes.RAISES_TIMER_2).withLayout(Holes.rerouted(1, 2, 9));
    assertThat(told(found(configuration, hole, SECONDS)))
        .as("enabled, set by itself, taken by root and passed on")
        .containsExactly(
            "INTERRUPT: task 2 at pc 0x9fc00010, address 0x00000009: interrupt 9 is raised for"
                + " guest 2; granted are {0, 170, 171, 172}; 9 belongs to guest 1");
  }

  @Test
  void initialDataInTheRamOfAnotherGuest() throws UserError {
    UnaryOperator<Partition> change =
        partition ->
            new Partition(
                partition.id(),
                partition.name(),
                partition.entry(),
                partition.polling(),
                partition.pages(),
                partition.windows(),
                partition.ownInterrupts(),
                partition.emulatedInterrupts(),
                List.of(new InitialData(0x1D000000, 0x124, 8)));
    assertThat(found(Variant.NONE.withLayout(Holes.of(2, change))))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(Rule.EMULATION);
              assertThat(violation.task()).isEqualTo(2);
              assertThat(violation.address()).isEqualTo(0x124);
              assertThat(violation.text())
                  .isEqualTo(
                      "the hypervisor fills 0x8 bytes before the task starts;"
                          + " granted is nothing; there is "
                          + RAM_OF_GUEST_1);
            });
  }

  @Test
  void aMailboxThatNobodyHasAskedFor() throws UserError {
    Path configuration = Watched.CONFIGS.resolve("mailbox.config");
    Variant hole = Variant.NONE.withLayout(Holes::deeper);
    List<Violation> found = found(configuration, hole, 0.6);
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).rule()).isEqualTo(Rule.EMULATION);
    assertThat(found.get(0).task()).isEqualTo(1);
    assertThat(found.get(0).text())
        .startsWith(
            "message 1 is sent in Mailbox[name=samples, sender=1, receiver=2, size=4, depth=5")
        .contains("; granted are [Mailbox[name=samples, sender=1, receiver=2, size=4, depth=4");
  }

  @Test
  void theFirstHundredAreKeptAndAllAreCounted() throws UserError {
    Variant hole =
        Holes.guest(2, "lui t0, 0xBF82\nagain: lw t1, 0x2610(t0)\nbeq zero, zero, again\nnop\n")
            .withLayout(Holes.windows(2, windows -> List.of()))
            .withLayout(Holes.page(2, 0x1F822000, 0x1F822000, 0x17 | 1 << 30));
    Watched board = Watched.open(TWO_GUESTS, hole);
    OwnershipMonitor monitor = OwnershipMonitor.watch(board.bench);
    board.run(SECONDS);
    assertThat(monitor.violations()).hasSize(100);
    assertThat(monitor.violationCount()).isGreaterThan(1000);
    monitor.clear();
    assertThat(monitor.violations()).isEmpty();
    assertThat(monitor.violationCount()).isZero();
    assertThat(monitor.translations()).isZero();
    board.run(SECONDS);
    assertThat(monitor.violations()).hasSize(100);
  }

  @Test
  void whatIsInRootsTlbAlready() throws UserError {
    Variant hole =
        Holes.guest(2, "lui t0, 0x8010\nlw t1, 0x10(t0)\n")
            .withLayout(Holes.page(2, 0x100000, 0x2000, Holes.OPEN));
    Watched board = Watched.open(TWO_GUESTS, hole).run(SECONDS);
    OwnershipMonitor monitor = OwnershipMonitor.watch(board.bench);
    assertThat(monitor.violations()).hasSize(3).allMatch(v -> v.rule() == Rule.DISJOINT);
    assertThat(monitor.violations()).allMatch(v -> v.address() == 0x2000 && v.task() == 2);
  }
}
