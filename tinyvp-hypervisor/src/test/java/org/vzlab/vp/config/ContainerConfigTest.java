package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.vp.config.ContainerConfig.Driver;
import org.vzlab.vp.config.ContainerConfig.Kind;

/** Containers as the language has them. */
class ContainerConfigTest {
  private static final Path FILE = Path.of("folder/t.config");
  private static final String T = FILE.toString();

  private static final String BOX =
      ".mailbox\nname = samples\nfrom = 1\nto = 2\nsize = 4\ndepth = 2\n.\n";

  private static Configuration parse(String text, Findings findings) throws ConfigException {
    return new ConfigurationParser(FILE, text, DeviceLibrary.standard(), findings).parse();
  }

  /** Mistakes and warnings of two guests, whose keys begin in lines 3 and 6. */
  private static List<String> found(String first, String second, String rest)
      throws ConfigException {
    Findings findings = new Findings();
    String keys = ".vm\nid = 1\n%s\n.\n.vm\nid = 2\n%s\n.\n%s";
    parse(keys.formatted(first, second, rest).replace('~', '\n'), findings);
    return Stream.concat(
            findings.mistakes().stream().map(ConfigException::getMessage),
            findings.warnings().stream().map(warning -> "warning: " + warning))
        .map(message -> message.replace(T, "T"))
        .toList();
  }

  private static ContainerConfig container(String keys) throws ConfigException {
    Findings findings = new Findings();
    Configuration parsed = parse(".vm\nid = 1\n" + keys + "\n.\n", findings);
    assertThat(findings.mistakes()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
    return parsed.guests().get(0).container().orElseThrow();
  }

  private static SourcePosition line(int number) {
    return new SourcePosition(T, number);
  }

  @Test
  void aContainerThatSaysNothingHasWhatTheMachineHasByDefault() throws ConfigException {
    assertThat(container("container = sub/blink.svm"))
        .isEqualTo(
            new ContainerConfig(
                line(3),
                Path.of("folder/sub/blink.svm"),
                157,
                OptionalInt.empty(),
                4,
                100,
                0,
                List.of(),
                Optional.empty(),
                false));
  }

  @Test
  void whatAContainerSaysIsSo() throws ConfigException {
    String keys =
        """
        stack = 7
        container = a.svm
        cells = 65535
        contexts = 16
        channels = 0x10
        arrays = 300
        driver = console
        driver = led LD1
        driver = watchdog
        driver = button BTN1
        driver = stream
        beats = checkpoints""";

    assertThat(container(keys))
        .isEqualTo(
            new ContainerConfig(
                line(4),
                Path.of("folder/a.svm"),
                65535,
                OptionalInt.of(7),
                16,
                16,
                300,
                List.of(
                    new Driver(line(9), Kind.CONSOLE, ""),
                    new Driver(line(10), Kind.LED, "LD1"),
                    new Driver(line(12), Kind.BUTTON, "BTN1"),
                    new Driver(line(13), Kind.STREAM, "")),
                Optional.of(line(11)),
                true));
  }

  @Test
  void itsProgramIsTheImageOfItsGuest() throws ConfigException {
    Configuration parsed = parse(".vm\nid = 1\ncontainer = a.svm\n.\n", new Findings());

    assertThat(parsed.guests().get(0).image())
        .contains(new GuestImage(line(3), Path.of("folder/a.svm"), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cells = 0 | found cells = 0, expected a number from 1 to 65535; choose one in that range",
        "cells = 65536 | found cells = 65536, expected a number from 1 to 65535; choose one in that"
            + " range",
        "stack = 0 | found stack = 0, expected a number from 1 to 65535; choose one in that range",
        "contexts = 17 | found contexts = 17, expected a number from 1 to 16; choose one in that"
            + " range",
        "channels = 101 | found channels = 101, expected a number from 1 to 100; choose one in that"
            + " range",
        "arrays = 65536 | found arrays = 65536, expected a number from 0 to 65535; choose one in"
            + " that range",
        "beats = often | found beats = often, expected beats = checkpoints; without the line beats"
            + " come by themselves",
        "driver = leds LD1 | found driver = leds LD1, expected one of console, led NAME, button"
            + " NAME, mailbox NAME, stream, supervisor ID, watchdog; did you mean led?",
        "driver = | found driver = , expected one of console, led NAME, button NAME, mailbox NAME,"
            + " stream, supervisor ID, watchdog; did you mean led?",
        "driver = led | found driver = led, expected driver = led NAME; say which one",
        "driver = console 2 | found driver = console 2, expected driver = console; take the rest"
            + " out",
        "driver = supervisor 8 | found supervisor = 8, expected a number from 1 to 7; choose one in"
            + " that range",
        "driver = mailbox b | found driver = mailbox b, expected a mailbox of the configuration;"
            + " add a .mailbox block with \"name = b\"",
        "elf = b.elf | found key \"elf\" beside a container, expected only keys of a container; it"
            + " has memory by cells, stack, contexts, channels and arrays, and devices by driver",
        "device = console | found key \"device\" beside a container, expected only keys of a"
            + " container; it has memory by cells, stack, contexts, channels and arrays, and"
            + " devices by driver",
        ".mmap~. | found .mmap beside a container, expected only keys of a container; it has memory"
            + " by cells, stack, contexts, channels and arrays, and devices by driver",
      })
  void aMistakeInAContainerIsNamedWithItsPlace(String line, String message) throws ConfigException {
    List<String> found = found(line + "~container = a.svm", "", "");

    assertThat(found).hasSize(1);
    assertThat(found.get(0)).isEqualTo("T:3: " + message);
  }

  @Test
  void aContainerNamesItsProgram() throws ConfigException {
    assertThat(found("container =", "", ""))
        .containsExactly(
            "T:3: found no file name, expected the file of a Sense-VM program; write its path");
  }

  @ParameterizedTest
  @CsvSource({"cells = 4", "driver = console", "beats = checkpoints"})
  void aKeyOfAContainerIsAMistakeWithoutOne(String line) throws ConfigException {
    String key = line.substring(0, line.indexOf(' '));

    assertThat(found(line, "", ""))
        .containsExactly(
            "T:3: found key \"%s\" without a container, expected it beside \"container = FILE\";"
                    .formatted(key)
                + " name the program, or remove this line");
  }

  @Test
  void aThreadIsNoContainer() throws ConfigException {
    assertThat(found("", "", ".thread\nid = 9\ncontainer = a.svm\n.\n"))
        .containsExactly(
            "T:11: found a container in a .thread block, expected it in a .vm block; Sense-VM runs"
                + " as a guest");
  }

  @Test
  void aNumberThatIsGivenAgainCountsAsGivenLast() throws ConfigException {
    assertThat(found("container = a.svm~cells = 4~cells = 5", "", ""))
        .containsExactly("warning: T:5: cells is given again; the last one counts");
  }

  @ParameterizedTest
  @CsvSource({"console", "led LD1", "stream", "watchdog", "mailbox samples"})
  void aDeviceStandsInAContainerOnce(String driver) throws ConfigException {
    String line = "driver = " + driver;

    assertThat(found("container = a.svm~" + line + "~" + line, "", BOX))
        .contains(
            "T:5: found %s again, expected each device once; remove this line or the one at T:4"
                .formatted(line));
  }

  @ParameterizedTest
  @CsvSource({"led LD1", "button BTN1", "stream", "watchdog"})
  void aDeviceBelongsToOneContainer(String driver) throws ConfigException {
    String keys = "container = a.svm~driver = " + driver;

    assertThat(found(keys, keys, ""))
        .containsExactly(
            ("T:9: found driver = %s for guest 2, expected a device of its own, as guest 1 has it at"
                    + " T:4; a device belongs to one container: remove one of the two lines")
                .formatted(driver));
  }

  @Test
  void theConsoleIsThereForAll() throws ConfigException {
    String keys = "container = a.svm~driver = console";

    assertThat(found(keys, keys, "")).isEmpty();
  }

  @Test
  void thereAreSixteenDevicesAtMost() throws ConfigException {
    StringBuilder keys = new StringBuilder("container = a.svm");
    for (int i = 0; i < 17; i++) {
      keys.append("~driver = led L").append(i);
    }

    assertThat(found(keys.toString(), "", ""))
        .containsExactly(
            "T:20: found one more device, expected at most 16; divide the program into two"
                + " containers");
  }

  @Test
  void bothEndsOfAMailboxCanBeContainers() throws ConfigException {
    String keys = "container = a.svm~driver = mailbox samples";

    assertThat(found(keys, keys, BOX)).isEmpty();
  }

  @Test
  void aMailboxThatIsNotThereIsNamedByTheNearest() throws ConfigException {
    assertThat(found("container = a.svm~driver = mailbox sample", "", BOX))
        .contains(
            "T:4: found driver = mailbox sample, expected a mailbox of the configuration; did you"
                + " mean samples?");
  }

  @Test
  void aContainerHasOnlyMailboxesThatItIsAnEndOf() throws ConfigException {
    String other = ".vm\nid = 3\ncontainer = a.svm\ndriver = mailbox samples\n.\n";

    assertThat(found("", "", other + BOX))
        .containsExactly(
            "T:12: found driver = mailbox samples for guest 3, expected a mailbox that it is an end"
                + " of; this one goes from guest 1 to guest 2: see T:14");
  }

  @Test
  void aMessageOfAContainerIsAWord() throws ConfigException {
    String keys = "container = a.svm~driver = mailbox samples";

    assertThat(found(keys, "", BOX.replace("size = 4", "size = 8")))
        .containsExactly(
            "T:4: found mailbox samples with messages of 8 bytes, expected messages of 4 bytes; a"
                + " channel carries words: write \"size = 4\" at T:10");
  }

  @Test
  void aSupervisorNamesAGuestThatItSupervises() throws ConfigException {
    String watch = ".supervision\nguest = 1\nsupervisor = 2\n.\n";
    String keys = "container = a.svm~driver = supervisor 1";

    assertThat(found("", keys, watch)).isEmpty();
    assertThat(found(keys, "", watch))
        .containsExactly(
            "T:4: found driver = supervisor 1 for guest 1, expected a guest that it supervises;"
                + " guest 2 supervises this one: see T:10");
    assertThat(found("", keys, ""))
        .containsExactly(
            "T:8: found driver = supervisor 1, expected a guest that somebody supervises; add a"
                + " .supervision block with \"guest = 1\" and \"supervisor = 2\"");
  }

  @Test
  void aMailboxThatAContainerCannotUseIsWarnedOf() throws ConfigException {
    assertThat(found("", "container = a.svm", BOX))
        .containsExactly(
            "warning: T:9: guest 2 is an end of mailbox samples and cannot use it; add \"driver ="
                + " mailbox samples\" to its block");
  }
}
