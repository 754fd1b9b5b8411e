package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationErrorsTest {
  private static final Path FILE = Path.of("test.config");

  @TempDir private Path folder;

  private static String messageOf(String text) {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> Configuration.parse(FILE, text, DeviceLibrary.standard()));
    assertThat(e).as("error for %s", text).isNotNull();
    return e.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loop                 | test.config:1: found \"loop\", expected a .vm, .thread, .schedule,"
            + " .mailbox or .supervision block; keys belong between \".vm\" and its \".\"",
        ".shedule~frame = 9~. | test.config:1: found \".shedule\", expected a .vm, .thread, .schedule,"
            + " .mailbox or .supervision block; did you mean .schedule?",
        ".device~regs =~0 16~.~irq = 4~. | test.config:1: found \".device\", expected a .vm, .thread,"
            + " .schedule, .mailbox or .supervision block; put it into the .vm block of its guest",
        ".vm~.                | test.config:1: found \".vm\", expected an id in the block; add \"id ="
            + " NUMBER\"",
        ".vm~id = 8~.         | test.config:2: found id = 8, expected a number from 1 to 7; choose"
            + " one in that range",
        ".vm~id = one~.       | test.config:2: found \"one\", expected a number from 1 to 7; write"
            + " decimal (4096) or hexadecimal (0x1000), at most 32 bits",
        ".vm~id = 0x100000000~. | test.config:2: found \"0x100000000\", expected a number from 1 to"
            + " 7; write decimal (4096) or hexadecimal (0x1000), at most 32 bits",
        ".vm~id = 1~.dev~.    | test.config:3: found \".dev\", expected key = value, .mmap, .device,"
            + " .setup or \".\"; keys are id, srs, gid, mode, sp, entry, elf, binary, file, irqpolling, priority, budget, period, dma, device, irq, regs, registers, setup,"
            + " container, cells, stack, contexts, channels, arrays, driver, beats",
        ".vm~id = 1~entry = main~. | test.config:3: found \"main\", expected a number; write decimal"
            + " (4096) or hexadecimal (0x1000), at most 32 bits",
        ".vm~id = 1~elf = a~binary = b~. | test.config:4: found a second image, \"b\", expected one"
            + " elf or binary in a block; remove this line or the one at test.config:3",
        ".vm~id = 1~elf =~.   | test.config:3: found no file name, expected the file of the guest;"
            + " write its path",
        ".vm~id = 1~dma = 7~. | test.config:3: found \"7\", expected address size [flags]; for"
            + " example dma = 0 0x10000 rw",
        ".vm~id = 1~dma = 0 0x400~dma = 0 0x400~. | test.config:4: found a second dma zone, expected"
            + " one; remove this line or the one at test.config:3",
        ".vm~id = 1~sp = 1 2 3 4~. | test.config:3: found \"1 2 3 4\", expected size [address [stack"
            + " pointer]]; for example sp = 0x1000 0x80060000",
        ".vm~id = 1~elf = a~file = b~. | test.config:4: found a second image, \"b\", expected one elf"
            + " or binary in a block; remove this line or the one at test.config:3",
        ".vm~id = 1~.device~dma-cfgpg-position = 0~.~. | test.config:4: found dma-cfgpg-position = 0,"
            + " expected a number from 2 to 30; choose one in that range",
        ".vm~id = 1~dma = 0x100 0x1000~. | test.config:3: found \"0x100 0x1000\", expected a power of"
            + " two from 1 KB on, aligned to its size; the system bus arbiter knows no other regions",
        ".vm~id = 1~setup = 1~. | test.config:3: found \"1\", expected address value; for example"
            + " setup = 0x1f801468 13",
        ".vm~id = 1~setup = 0x1f801469 1~. | test.config:3: found address 0x1f801469, expected a"
            + " multiple of 4; registers are words",
        ".vm~id = 1~.mmap~code~.~. | test.config:4: found \"code\", expected key = value or \".\";"
            + " keys are code, rom, data, ram and rodata",
        ".vm~id = 1~.mmap~text = 0 0x1000~.~. | test.config:4: found key \"text\", expected a key of a"
            + " .mmap block; use code, rom, data, ram or rodata",
        ".vm~id = 1~.mmap~code = 0~.~. | test.config:4: found \"0\", expected address size [flags"
            + " [physical address]]; for example 0x1f860000 0x1000 rwu",
        ".vm~id = 1~.mmap~ram = 0 0x1000 rw 3~.~. | test.config:4: found alignment 3, expected a power"
            + " of two; write 0x1000 for pages of 4 KB",
        ".vm~id = 1~.mmap~data = 0xfffff000 0x2000~.~. | test.config:4: found \"0xfffff000 0x2000\","
            + " expected a region that ends within 4 GB; reduce the size",
        ".vm~id = 1~.mmap~code = 0x1000 0x800 rx~.~. | test.config:4: found an executable region of"
            + " 0x800 bytes, expected at least a page, 0x1000; code is fetched through the TLB:"
            + " enlarge the region or take flag x away",
        ".vm~id = 1~.device~name = a~regs = 0 16 erw~.~. | test.config:5: found flag e for device a"
            + " without an emulator, expected an emulator to emulate the region; add \"emulator ="
            + " NAME\" to its .device block or take flag e away",
      })
  void aMistakeIsReportedWithItsLine(String text, String message) {
    assertThat(messageOf(text.replace('~', '\n'))).isEqualTo(message);
  }

  @Test
  void anEmptyConfigurationHasNoGuest() {
    assertThat(messageOf("# nothing\n"))
        .isEqualTo(
            "test.config: found no guest, expected at least one .vm or .thread block; describe a guest between"
                + " \".vm\" and \".\"");
  }

  @Test
  void anUnknownDeviceIsNamedWithTheKnownOnes() {
    assertThat(messageOf(".vm\nid = 1\ndevice = consol\n.\n"))
        .startsWith(
            "test.config:3: found device \"consol\", expected a device of the library; use one of"
                + " PPS-in, PPS-out, console,");
  }

  @Test
  void anInterruptOfTwoGuestsMustBeSharedAndEmulated() {
    String own = ".vm\nid = %d\ndevice = uart1\n.\n";
    assertThat(messageOf(own.formatted(1) + own.formatted(2)))
        .isEqualTo(
            "test.config:7: found interrupt 112 for guest 2, expected an interrupt of its own, as"
                + " guest 1 has it too; it is also claimed at test.config:3: take the device from"
                + " one of them or use a shared, emulated one");
  }

  @Test
  void twoGuestsWithDmaMustNotUseTheSamePeripheralSet() {
    String guest = ".vm\nid = %d\ndma = 0x%d0000 0x10000\n.device\nname = p%d\ndma-set = 4\n.\n.\n";
    assertThat(messageOf(guest.formatted(1, 1, 1) + guest.formatted(2, 2, 2)))
        .isEqualTo(
            "test.config:12: found device p2 of guest 2 in DMA set 4, expected a set that no other"
                + " guest with DMA uses; the arbiter protects whole sets and guest 1 has this one");
  }

  @Test
  void atMostTwoGuestsHaveDmaDevices() {
    String guest = ".vm\nid = %d\n.device\nname = d\ndma-cfgpg-position = 4\n.\n.\n";
    assertThat(messageOf(guest.formatted(1) + guest.formatted(2) + guest.formatted(3)))
        .isEqualTo(
            "test.config:15: found guest 3 as one more guest with a DMA device, expected at most 2"
                + " of them; the arbiter has no permission group left");
  }

  @Test
  void allMistakesOfAConfigurationAreFound() throws Exception {
    Path file = folder.resolve("bad.config");
    Files.writeString(
        file,
        """
        junk
        .vm
            id = 1
            setup = 1
            .mmap
                data = 0
                code = 0x1000 0x800 rx
            .
            device = nothing
            .device
                pmd7 = 32
            .
        .
        .vm
        .
        """);
    Findings findings = new Findings();
    Configuration configuration = Configuration.read(file, findings);

    assertThat(configuration.guests()).extracting(Domain::id).containsExactly(1);
    assertThat(findings.mistakes())
        .extracting(e -> e.getMessage().substring(file.toString().length()).replaceFirst(",.*", ""))
        .containsExactly(
            ":1: found \"junk\"",
            ":4: found \"1\"",
            ":6: found \"0\"",
            ":9: found device \"nothing\"",
            ":11: found pmd7 = 32",
            ":14: found \".vm\"",
            ":7: found an executable region of 0x800 bytes");
    assertThat(findings.mistakes())
        .extracting(ConfigException::check)
        .endsWith(Check.SYNTAX, Check.EXECUTABLE_PAGES);
  }

  @Test
  void aMissingFileIsReportedByItsPath() {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> Configuration.read(Path.of("no/such.config")));
    assertThat(e)
        .hasMessage(
            Path.of("no/such.config")
                + ": found no file, expected a tinyVP configuration; check the path");
  }
}
