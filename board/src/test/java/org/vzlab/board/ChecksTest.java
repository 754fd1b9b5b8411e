package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.board.ConfigurationMap.Result;
import org.vzlab.board.ConfigurationMap.Verdict;
import org.vzlab.vp.config.Check;

/**
 * Every sanity check of a configuration finds its mistake, says so, and leaves the others alone.
 */
class ChecksTest {
  private static final String GUEST =
      ".vm\nid = %d\nelf = " + BareBoardTest.GUEST2.toAbsolutePath() + "\n%s\n.\n";

  /**
   * A mistake: lines of guest 1, lines of guest 2, lines behind the board file, and what is said.
   */
  private record Mistake(
      Check check, Result result, String first, String second, String board, String message) {
    @Override
    public String toString() {
      return check.key();
    }
  }

  @TempDir private Path folder;

  private static Mistake failed(Check check, String first, String second, String message) {
    return new Mistake(check, Result.FAILED, first, second, "", message);
  }

  private static Mistake warning(Check check, String first, String second, String message) {
    return new Mistake(check, Result.WARNING, first, second, "", message);
  }

  static Stream<Mistake> mistakes() {
    String master = ".device~name = m~dma-cfgpg-position = %d~.~";
    return Stream.of(
        failed(
            Check.SYNTAX,
            "setup = 1",
            "",
            "C:4: found \"1\", expected address value; for example setup = 0x1f801468 13"),
        warning(
            Check.KEYS,
            "irqpoling = 1",
            "",
            "C:4: key \"irqpoling\" has no effect; did you mean irqpolling?"),
        new Mistake(
            Check.BOARD,
            Result.FAILED,
            "",
            "",
            "ram = 0 0x90000",
            "B:21: found ram = 0x00000000 0x00090000, expected addresses of the board's RAM; choose them within 0x00000000-0x0007FFFF"),
        warning(
            Check.IDS, "", ".~.vm~id = 1~elf = E", "C:1: guest 1 does not count; C:10 has its id"),
        warning(
            Check.ROM_AND_RAM,
            ".mmap~ram = 0 0x4000~ram = 0 0x8000~.",
            "",
            "C:6: ram is given again; the last one counts"),
        failed(
            Check.EXECUTABLE_PAGES,
            ".mmap~code = 0x30000 0x800 rx 0x40000~.",
            "",
            "C:5: found an executable region of 0x800 bytes, expected at least a page, 0x1000; code is fetched through the TLB: enlarge the region or take flag x away"),
        failed(
            Check.EMULATORS,
            ".device~name = x~emulator = y~.",
            "",
            "C:4: found emulator \"y\" of device x, expected an emulator of the hypervisor; use one of console, ic_emulator, interrupt"),
        failed(
            Check.CONSOLES,
            "device = console",
            "device = console1",
            "C:9: found device console1 of guest 2, UART1, as console, expected UART4, the console of guest 1; the hypervisor has one console for all guests: give them the same device"),
        failed(
            Check.CONSOLES,
            ".device~name = x~emulator = console~regs = 0x1f822640 0x40 erwu~.",
            "",
            "C:4: found device x as the console of guest 1 at 0x1f822640, expected one of UART1 to UART6, at 0x1f822000 to 0x1f822a00; the console is emulated for a UART: use device = console, console1 or console2"),
        warning(
            Check.CONSOLES,
            "device = console1",
            "",
            "C:4: nothing routes U1TX to a pin; it is as if there were \"setup = 0xbf801614 1\""),
        failed(
            Check.INTERRUPTS,
            "irq = 9",
            "irq = 9",
            "C:9: found interrupt 9 for guest 2, expected an interrupt of its own, as guest 1 has it too; it is also claimed at C:4: take the device from one of them or use a shared, emulated one"),
        failed(
            Check.DMA_SETS,
            "dma = 0x40000 0x1000~.device~name = p~dma-set = 4~.",
            "dma = 0x50000 0x1000~.device~name = q~dma-set = 4~.",
            "C:14: found device q of guest 2 in DMA set 4, expected a set that no other guest with DMA uses; the arbiter protects whole sets and guest 1 has this one"),
        failed(
            Check.DMA_GROUPS,
            "dma = 0x40000 0x1000~" + master.formatted(4),
            "dma = 0x50000 0x1000~"
                + master.formatted(8)
                + ".~.vm~id = 3~elf = E~dma = 0x60000 0x1000~"
                + master.formatted(12),
            "C:20: found guest 3 as one more guest with a DMA device, expected at most 2 of them; the arbiter has no permission group left"),
        warning(
            Check.DMA_CHANNELS,
            ".device~name = m~regs = 0x1f811000 0x200 rw~.~",
            "",
            "C:6: device m has a part of DMA channel 2 only, which is 0x1f8111e0 to 0x1f81129f: grant all of it or nothing"),
        failed(
            Check.DMA_ZONES,
            "dma = 0x78000 0x1000",
            "",
            "C:4: found dma 0x00078000..0x00078fff of guest 1, expected a zone in the board's RAM for guests, 0x00000000..0x00077fff; move it there; that window is at B:10"),
        warning(
            Check.DMA_ZONES,
            master.formatted(4),
            "",
            "C:4: device m does DMA but guest 1 has no dma zone"),
        failed(
            Check.IMAGES,
            "",
            ".~.vm~id = 3~elf = nothing.elf",
            "C:12: found an image that cannot be used (F/nothing.elf: there is no such file), expected the image of a guest; build it or correct the path, which is relative to the configuration"),
        failed(
            Check.ENTRIES,
            "",
            ".~.vm~id = 3",
            "C:10: found no entry for guest 3, expected the address of its first instruction; add \"entry = ADDRESS\" or name an ELF file that has one"),
        failed(
            Check.THREADS,
            "",
            ".~.thread~id = 8~mode = user~elf = E",
            "C:10: found 0x9fc00000 for thread 8 in user mode, expected addresses below 0x80000000; user mode reaches no others: link it there or use mode = kernel"),
        failed(
            Check.SCHEDULE,
            "",
            ".~.schedule~frame = 9000~window = 1 0 2000~window = 2 1000 5000",
            "C:13: found a window that begins at 1000 us, 1000 us before the one at C:12 ends at 2000 us, expected windows one after another; let it begin at 2000 or end the other at 1000"),
        failed(
            Check.BUDGETS,
            "priority = 2~budget = 1000~period = 5000",
            "priority = 1~budget = 3000~period = 5000",
            "C:11: found a budget of guest 2 that takes 3000 + 2 x 1000 + 65 = 5065 us > 5000 us, expected at most its period, with what is as urgent or more so and 4301 cycles for each change; make a budget smaller, its period longer, or its priority higher"),
        failed(
            Check.MAILBOXES,
            "",
            ".~.mailbox~name = a~from = 2~to = 3~size = 4~depth = 1",
            "C:10: found mailbox a with to = 3, expected the id of a guest; the guests' ids are [1, 2]"),
        failed(
            Check.SUPERVISIONS,
            "",
            ".~.supervision~guest = 1~supervisor = 3",
            "C:10: found a supervision with supervisor = 3, expected the id of a guest; the guests' ids are [1, 2]"),
        failed(
            Check.CONTAINERS,
            "",
            ".~.vm~id = 3~container = no.svm",
            "C:12: found no file F/no.svm, expected a Sense-VM program (.svm); correct the path, which is relative to the configuration"),
        failed(
            Check.FLASH,
            "",
            ".mmap~rom = 0x9fc00000 0x200000 rx 0x1000~.",
            "C:10: found 0x00200000 bytes of flash for guest 2, expected at most 0x001ef000 that the board has left; make a guest smaller; the board's window is at B:9"),
        failed(
            Check.RAM,
            "",
            ".mmap~ram = 0 0x78000 rw 0x1000~.",
            "C:10: found 0x00078000 bytes of RAM for guest 2, expected at most 0x00077000 that the board has left; make a guest smaller; the board's window is at B:10"),
        failed(
            Check.ALIGNMENT,
            ".mmap~data = 0x70000 0x1000 rw 0x70800~.",
            "",
            "C:5: found data 0x00070000..0x00070fff of guest 1 at physical 0x00070800, expected both addresses at the same place in their pages of 4 KB; change one of them by 0x00000800"),
        failed(
            Check.GUEST_ADDRESSES,
            ".mmap~data = 0 0x1000 rw 0x70000~.",
            "",
            "C:5: found data 0x00000000..0x00000fff of guest 1, expected addresses that the guest does not use yet; they overlap ram 0x00000000..0x00000fff of guest 1 at C:3"),
        failed(
            Check.PHYSICAL_ADDRESSES,
            ".mmap~data = 0x70000 0x1000~.",
            ".mmap~data = 0x70000 0x1000~.",
            "C:12: found data 0x00070000..0x00070fff of guest 2 at physical 0x00070000, expected physical addresses of its own; they overlap data 0x00070000..0x00070fff of guest 1 at C:5: move one, or share both with flag s"),
        warning(
            Check.HYPERVISOR,
            ".mmap~data = 0x7f000 0x1000~.",
            "",
            "C:5: data 0x0007f000..0x0007ffff of guest 1 at physical 0x0007f000 can change the hypervisor's own data"));
  }

  private ConfigurationMap map(String first, String second, String board) throws Exception {
    Path file = folder.resolve("c.config");
    String text = GUEST.formatted(1, first) + GUEST.formatted(2, second);
    String elf = BareBoardTest.GUEST2.toAbsolutePath().toString();
    Files.writeString(
        file, text.replace("~.vm", "\n.vm").replace('~', '\n').replace("elf = E", "elf = " + elf));
    Path boardFile = folder.resolve("b.config");
    Files.writeString(
        boardFile,
        Files.readString(Path.of("../configs/boards/DigilentChipKitWiFire.config")) + board + "\n");
    return Boards.map(file.toString(), boardFile.toString());
  }

  private String shortened(String message) {
    return message
        .replace(folder.resolve("c.config").toString(), "C")
        .replace(folder.resolve("b.config").toString(), "B")
        .replace(folder.toString(), "F");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsFoundByItsCheckAloneAndTheOthersAreStillMade(Mistake mistake) throws Exception {
    ConfigurationMap map = map(mistake.first, mistake.second, mistake.board);

    assertThat(map.passed()).isEqualTo(mistake.result == Result.WARNING);
    assertThat(map.checks()).extracting(Verdict::name).hasSameSizeAs(Check.values());
    List<Verdict> found =
        map.checks().stream().filter(check -> check.result() != Result.OK).toList();
    assertThat(found).singleElement().extracting(Verdict::name).isEqualTo(mistake.check.key());
    assertThat(found).singleElement().extracting(Verdict::result).isEqualTo(mistake.result);
    assertThat(found.get(0).messages())
        .singleElement()
        .extracting(this::shortened)
        .isEqualTo(mistake.message);
  }

  @Test
  void everyCheckHasAMistakeThatItFinds() {
    assertThat(mistakes().map(mistake -> mistake.check)).contains(Check.values());
  }

  @Test
  void withoutAMistakeAllChecksAreOk() throws Exception {
    ConfigurationMap map = map("", "", "");

    assertThat(map.passed()).isTrue();
    assertThat(map.checks()).extracting(Verdict::result).containsOnly(Result.OK);
  }

  @Test
  void aGuestWithAMistakeIsNotInTheMapAndTheOthersAre() throws Exception {
    ConfigurationMap map = map("", ".~.vm~id = 3~elf = nothing.elf", "");

    assertThat(map.guests()).extracting(ConfigurationMap.Guest::id).containsExactly(1, 2);
  }
}
