package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can do wrong, and what the user is told. */
final class BadInputTest {
  @TempDir Path folder;

  private static String messageOf(Setup setup) {
    UserError error = catchThrowableOfType(UserError.class, () -> Boards.open(setup));
    assertThat(error).as("a mistake must be told").isNotNull();
    assertThat(error.getMessage()).doesNotContain("Exception").doesNotContain("null");
    return error.getMessage();
  }

  private static Setup target(String target) {
    return new Setup(target, "wifire", Optional.empty(), List.of(), UnmodelledPolicy.REPORT);
  }

  private static Setup start(String start) {
    return new Setup(
        BareBoardTest.GUEST1.toString(),
        "wifire",
        Optional.of(start),
        List.of(),
        UnmodelledPolicy.REPORT);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** The message for the demo's configuration with a piece of text replaced. */
  private String messageForDemoWith(String found, String instead) throws IOException {
    return messageOf(target(demoWith(found, instead)));
  }

  private String demoWith(String found, String instead) throws IOException {
    String text =
        Files.readString(TestBoard.TWO_GUESTS).replace("../firmware", TestBoard.ROOT + "/firmware");
    assertThat(text).contains(found);
    int at = text.indexOf(found);
    String changed = text.substring(0, at) + instead + text.substring(at + found.length());
    return write("demo.config", changed);
  }

  private int lineOf(String found) throws IOException {
    String text = Files.readString(TestBoard.TWO_GUESTS);
    return (int) text.substring(0, text.indexOf(found)).lines().count();
  }

  @Test
  void aMissingImageIsNamed() {
    assertThat(messageOf(target("nowhere.elf"))).contains("nowhere.elf").contains("no such file");
    assertThat(messageOf(target("nowhere.config")))
        .contains("nowhere.config")
        .contains("no such file");
  }

  @Test
  void aMissingFurtherImageIsNamed() {
    Setup setup =
        new Setup(
            BareBoardTest.GUEST1.toString(),
            "wifire",
            Optional.empty(),
            List.of("boot.hex"),
            UnmodelledPolicy.REPORT);
    assertThat(messageOf(setup)).contains("boot.hex").contains("no such file");
  }

  @Test
  void aGuestsMissingImageIsNamedWithTheLine() throws IOException {
    assertThat(messageForDemoWith("guest2.elf", "guest3.elf"))
        .contains("demo.config:" + lineOf("guest2/guest2.elf"))
        .contains("guest3.elf")
        .contains("no such file");
  }

  @Test
  void aDamagedImageIsNamed() throws IOException {
    assertThat(messageOf(target(write("a.srec", "S1130000zz")))).contains("a.srec:1");
    assertThat(messageOf(target(write("a.hex", ":0100000000FF\n:00")))).contains("a.hex:2");
    assertThat(messageOf(target(write("a.elf", "\177ELF")))).contains("a.elf");
    assertThat(messageOf(target(write("a.dat", "hello")))).contains("a.dat", "expected an ELF");
    assertThat(messageOf(target(write("a.bin", "hello")))).contains("@ADDRESS");
    assertThat(messageOf(target(write("b.bin", "hello") + "@12z4"))).contains("not an address");
  }

  @Test
  void anImageOutsideTheMemoryMapIsToldWhereMemoryIs() throws IOException {
    assertThat(messageOf(target(write("a.bin", "hello") + "@0x10000000")))
        .contains("a.bin", "no memory at 0x10000000", "RAM at 0x00000000-0x0007FFFF");
    assertThat(messageOf(target(write("a.bin", "hello") + "@0x8007FFFE")))
        .contains("no memory at 0x00080000");
    assertThat(messageOf(target(write("a.bin", "hello") + "@0x1F800000")))
        .as("registers are no memory")
        .contains("no memory at 0x1F800000");
  }

  @Test
  void imagesThatOverlapAreBothNamed() throws IOException {
    String other = write("other.bin", "hello") + "@0x1FC00010";
    Setup setup =
        new Setup(
            BareBoardTest.GUEST1.toString(),
            "wifire",
            Optional.empty(),
            List.of(other),
            UnmodelledPolicy.REPORT);
    assertThat(messageOf(setup)).contains("guest1.elf", "other.bin", "0x1FC00010", "overlap");
  }

  @Test
  void aFurtherImageMustNotLieOnAGuest() throws IOException {
    String other = write("other.bin", "hello") + "@0x1D010000";
    Setup setup =
        new Setup(
            TestBoard.TWO_GUESTS.toString(),
            "wifire",
            Optional.empty(),
            List.of(other),
            UnmodelledPolicy.REPORT);
    assertThat(messageOf(setup)).contains("guest 1", "other.bin", "overlap");
  }

  @Test
  void guestsMustNotShareWhatOneCanWrite() throws IOException {
    assertThat(messageForDemoWith("ram = 0 0x10000 rw 0x1000   ", "data = 0 0x10000 rw 0x10000 #"))
        .contains("demo.config:")
        .containsIgnoringCase("overlap");
  }

  @Test
  void anUnknownDeviceIsNamedWithTheLine() throws IOException {
    assertThat(messageForDemoWith("device = console", "device = consol"))
        .contains("demo.config:" + lineOf("device = console"))
        .contains("\"consol\"")
        .contains("console, console1");
  }

  @Test
  void aMistakeInAConfigurationIsNamedWithTheLine() throws IOException {
    assertThat(messageForDemoWith("id = 2", "id = 9")).contains("demo.config:" + lineOf("id = 2"));
    assertThat(messageForDemoWith("0 0x10000 rw", "0 0x90000 rw")).contains("demo.config:");
  }

  @Test
  void whatHasNoEffectInAConfigurationIsToldWhenItIsRun() throws Exception {
    String config = demoWith("irqpolling = 1", "irqpoling = 1");
    List<String> reports = new ArrayList<>();
    Boards.open(target(config)).onReport(reports::add);

    assertThat(reports)
        .containsExactly(
            "warning: "
                + config
                + ":"
                + lineOf("irqpolling = 1")
                + ": key \"irqpoling\" has no effect; did you mean irqpolling?");
  }

  @Test
  void anUnknownBoardIsToldTheKnownOnes() {
    Setup setup =
        new Setup(
            TestBoard.TWO_GUESTS.toString(),
            "max32",
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.REPORT);
    assertThat(messageOf(setup)).contains("'max32'").contains("wifire");
  }

  @Test
  void aStartThatIsNoAddressIsToldWhatToType() {
    assertThat(messageOf(start("here"))).contains("--start here").contains("'reset'");
    assertThat(messageOf(start("0x123456789"))).contains("expected").contains("0x9D001000");
    assertThat(messageOf(start(""))).contains("expected");
  }

  @Test
  void aStartDoesNotGoWithAConfiguration() {
    Setup setup =
        new Setup(
            TestBoard.TWO_GUESTS.toString(),
            "wifire",
            Optional.of("reset"),
            List.of(),
            UnmodelledPolicy.REPORT);
    assertThat(messageOf(setup)).contains("--start reset").contains("configuration");
  }
}
