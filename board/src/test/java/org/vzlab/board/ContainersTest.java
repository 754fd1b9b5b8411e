package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.ConfigurationMap.Area;
import org.vzlab.board.ConfigurationMap.Verdict;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.vp.config.Check;

/** Containers on their way from a configuration to guests. */
final class ContainersTest {
  @TempDir private Path folder;

  @BeforeEach
  void programs() throws Exception {
    SvmPrograms.write(folder, "blink.svm", SvmPrograms.BLINK);
    SvmPrograms.write(folder, "trap.svm", SvmPrograms.TRAP);
    Files.writeString(folder.resolve("text.svm"), "0xfe 0xed nothing");
  }

  /** Guests 1, 2, ... with these keys; the keys of the first begin in line 3. */
  private String configuration(String... guests) throws Exception {
    StringBuilder text = new StringBuilder();
    int id = 1;
    for (String keys : guests) {
      text.append(".vm~id = ").append(id++).append('~').append(keys).append("~.~");
    }
    return write(text.toString());
  }

  private String write(String text) throws Exception {
    Path file = folder.resolve("t.config");
    return Files.writeString(file, text.replace('~', '\n')).toString();
  }

  private ConfigurationMap map(String... guests) throws Exception {
    return Boards.map(configuration(guests), Setup.OWN_BOARD);
  }

  /** What the checks have found. */
  private List<String> found(ConfigurationMap map) {
    List<String> found = new ArrayList<>();
    for (Verdict verdict : map.checks()) {
      verdict
          .messages()
          .forEach(m -> found.add(verdict.name() + ": " + m.replace(folder.toString(), "D")));
    }
    return found;
  }

  private static long end(Image runtime, String symbol) {
    return runtime.symbols().stream()
        .filter(s -> s.name().equals(symbol))
        .mapToLong(s -> Integer.toUnsignedLong(Image.physical(s.address())))
        .findFirst()
        .orElseThrow();
  }

  private static long ofGuest(List<Area> areas, String guest) {
    return areas.stream()
        .filter(area -> area.owners().equals(List.of(guest)))
        .mapToLong(Area::size)
        .sum();
  }

  @Test
  void aContainerHasTheFlashAndTheRamThatItAsksFor() throws Exception {
    Image runtime = ContainerImage.runtime();
    long code = end(runtime, "_container") - 0x1D001000;
    long ram = end(runtime, "_arena");

    ConfigurationMap map =
        map("container = blink.svm~cells = 9000~stack = 100~arrays = 5000~driver = led LD1");

    assertThat(found(map)).isEmpty();
    ContainerMap container = map.containers().get(0);
    assertThat(container.arenaBytes()).isEqualTo(4 * 64 + 4 * 100 * 5 + 9000 * 9 + 200 * 20 + 5000);
    assertThat(container.blockBytes()).isEqualTo(0x30 + 16 + container.programBytes());
    assertThat(ofGuest(map.flash(), "guest 1")).isEqualTo(pages(code + container.blockBytes()));
    assertThat(ofGuest(map.ram(), "guest 1")).isEqualTo(pages(ram + container.arenaBytes()));
  }

  private static long pages(long bytes) {
    return (bytes + 0xFFF) & -0x1000;
  }

  @Test
  void aContainerHandlesInterruptsAndHasTheDevicesOfItsDrivers() throws Exception {
    ConfigurationMap map =
        map(
            "container = blink.svm~driver = led LD1~driver = console~driver = button BTN2"
                + "~driver = led LD4~driver = watchdog");

    assertThat(found(map)).isEmpty();
    assertThat(map.guests().get(0).polling()).isFalse();
    assertThat(map.devices())
        .extracting(ConfigurationMap.Device::name)
        .containsExactly("console", "ic", "portA", "portG", "watchdog");
    ContainerMap container = map.containers().get(0);
    assertThat(container.devices())
        .containsExactly(
            new ContainerMap.Device("led LD1", 0x1F860600, 1 << 6, 0),
            new ContainerMap.Device("console", 0x1F822600, 0, 171),
            new ContainerMap.Device("button BTN2", 0x1F860000, 1 << 4, 0),
            new ContainerMap.Device("led LD4", 0x1F860600, 1 << 15, 0));
    assertThat(container.watchdog()).isTrue();
  }

  @Test
  void itsStackIsWhatItSaysOrWhatItsProgramNeeds() throws Exception {
    ConfigurationMap map = map("container = blink.svm", "container = blink.svm~stack = 9");

    assertThat(map.containers())
        .extracting(ContainerMap::stack, ContainerMap::stackFrom)
        .containsExactly(tuple(3, "bounded"), tuple(9, "given"));
  }

  @Test
  void twoContainersOfOneProgramHaveResourcesOfTheirOwn() throws Exception {
    ConfigurationMap map = map("container = blink.svm", "container = blink.svm~cells = 10000");

    ContainerMap first = map.containers().get(0);
    ContainerMap second = map.containers().get(1);
    assertThat(second.arenaBytes() - first.arenaBytes()).isEqualTo(9 * (10000 - 157) - 3);
    long ram = end(ContainerImage.runtime(), "_arena");
    assertThat(ofGuest(map.ram(), "guest 1")).isEqualTo(pages(ram + first.arenaBytes()));
    assertThat(ofGuest(map.ram(), "guest 2")).isEqualTo(pages(ram + second.arenaBytes()));
  }

  @Test
  void theConsoleOfContainersIsThatOfTheOtherGuests() throws Exception {
    ConfigurationMap map = map("device = console1", "container = blink.svm~driver = console");

    assertThat(map.containers().get(0).devices())
        .containsExactly(new ContainerMap.Device("console", 0x1F822000, 0, 113));
  }

  @Test
  void onAnotherBoardTheConsoleIsThatOfTheBoard() throws Exception {
    String file = configuration("container = blink.svm~driver = console~driver = led LED1");

    ConfigurationMap map = Boards.map(file, "dm320007");

    assertThat(found(map)).isEmpty();
    assertThat(map.containers().get(0).devices())
        .extracting(ContainerMap.Device::interrupt)
        .containsExactly(DM320007_RECEIVE, 0);
  }

  private static final int DM320007_RECEIVE = 113;

  @Test
  void aPortIsGivenWhole() throws Exception {
    ConfigurationMap map =
        map(
            "container = blink.svm~driver = led LD1",
            "container = blink.svm~driver = led LD4",
            "container = blink.svm~driver = led LD2");

    assertThat(found(map))
        .containsExactly(
            "containers: D/t.config:9: found driver = led LD4 (pin RG15) for guest 2, expected a pin"
                + " of a port that no other container has; guest 1 has port G for led LD1 at"
                + " D/t.config:4, and a port is given whole, as its pins share registers: move one"
                + " of the two");
  }

  @Test
  void aPortOfAnotherGuestIsNotForAContainer() throws Exception {
    assertThat(found(map("device = portG", "container = blink.svm~driver = led LD1")))
        .anyMatch(
            message ->
                message.startsWith("physical-addresses: ")
                    && message.contains("portG 0x1f860600..0x1f8606ff of guest 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "container = no.svm | D/t.config:3: found no file D/no.svm, expected a Sense-VM program"
            + " (.svm); correct the path, which is relative to the configuration",
        "container = blink.svm~driver = led LD9 | D/t.config:4: found driver = led LD9, expected one"
            + " of LD1, LD2, LD3, LD4; the chipKIT WiFire has no other",
        "container = blink.svm~driver = button LD1 | D/t.config:4: found driver = button LD1,"
            + " expected one of BTN1, BTN2; the chipKIT WiFire has no other",
      })
  void aMistakeIsNamedWithItsPlace(String keys, String message) throws Exception {
    assertThat(found(map(keys))).containsExactly("containers: " + message);
    assertThatThrownBy(() -> TestBoard.open(folder.resolve("t.config")))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("D/", folder + "/"));
  }

  @Test
  void aFileThatIsNoProgramIsNamedWithWhatIsWrongInIt() throws Exception {
    assertThat(found(map("container = text.svm")))
        .singleElement()
        .asString()
        .startsWith("containers: D/t.config:3: found D/text.svm")
        .endsWith("expected a Sense-VM program (.svm); assemble it again, or name another file");
  }

  @Test
  void anInterruptOfTheConsoleIsNotForAMailbox() throws Exception {
    String keys = ".vm~id = %d~container = blink.svm~driver = mailbox m~driver = console~.~";
    String box = ".mailbox~name = m~from = 1~to = 2~size = 4~depth = 1~irq = 203 171~.~";

    ConfigurationMap map =
        Boards.map(write(keys.formatted(1) + keys.formatted(2) + box), Setup.OWN_BOARD);

    assertThat(found(map))
        .containsExactly(
            "containers: D/t.config:13: found interrupt 171 for guest 2, expected one that its"
                + " console does not have; take the irq line out to have one chosen");
  }

  @Test
  void whatTheVerifierHasAgainstAProgramIsWarnedOf() throws Exception {
    ConfigurationMap map = map("container = trap.svm");

    assertThat(map.passed()).isTrue();
    assertThat(map.containers().get(0).problems()).isNotEmpty();
    assertThat(found(map))
        .singleElement()
        .asString()
        .startsWith("containers: D/t.config:3: the verifier refuses D/trap.svm: 0x0011: FST");
  }

  @Test
  void aContainerThatNeedsMoreRamThanThereIsDoesNotFit() throws Exception {
    assertThat(found(map("container = blink.svm~cells = 60000")))
        .singleElement()
        .asString()
        .startsWith(Check.RAM.key());
  }

  @Test
  void theProgramsOfContainersAreInputs() throws Exception {
    String file = configuration("container = blink.svm");
    Setup setup =
        new Setup(file, Setup.OWN_BOARD, Optional.empty(), List.of(), UnmodelledPolicy.QUIET);

    assertThat(InputFiles.of(setup)).containsExactly(Path.of(file), folder.resolve("blink.svm"));
  }

  @Test
  void theMergedImageRunsAsTheConfigurationDoes() throws Exception {
    String file = configuration("container = blink.svm~driver = led LD1");
    MergedImage merged = MergedImage.build(Path.of(file), Setup.OWN_BOARD);
    Path records = Files.writeString(folder.resolve("t.merged.srec"), merged.records());

    List<String> leds = TestBoard.timed(records.toString(), Setup.OWN_BOARD).run(0.05).leds;

    assertThat(merged.inputs()).containsExactly(folder.resolve("blink.svm"));
    assertThat(leds).isNotEmpty().isEqualTo(TestBoard.timed(file, Setup.OWN_BOARD).run(0.05).leds);
  }

  @Test
  void itsTimeIsThatOfTheRuntimesFunctions() throws Exception {
    TestBoard test =
        TestBoard.open(Path.of(configuration("container = blink.svm~driver = led LD1")));
    var profile = test.board.profile(1000);
    test.run(0.05);

    assertThat(profile.get()).anyMatch(line -> line.contains("check_memory"));
  }

  @Test
  void aPackedProgramRunsAsAnElfFileToo() throws Exception {
    PackedContainer packed =
        PackedContainer.of(
            List.of("id = 1", "container = " + folder.resolve("blink.svm"), "driver = led LD1"),
            Setup.OWN_BOARD);
    Path elf = Files.write(folder.resolve("blink.elf"), packed.elf());
    Segment flash = Programs.read(elf.toString()).segments().get(1);

    assertThat(flash.address()).isEqualTo(0x9D001000);
    assertThat(TestBoard.timed(elf.toString(), Setup.OWN_BOARD).run(0.05).leds)
        .hasSizeGreaterThan(1);
  }
}
