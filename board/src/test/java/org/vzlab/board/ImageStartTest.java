package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;

/** Where a board starts, for every form an image can have. */
final class ImageStartTest {
  /** Routes UART4 to its pins, sets it up at 115200 Bd and sends K. */
  private static final String ROUTE_AND_SEND =
      """
      lui $t0, 0xBF80
      addiu $t1, $zero, 11
      sw $t1, 0x1480($t0)       # U4RXR
      addiu $t1, $zero, 2
      sw $t1, 0x1660($t0)       # RPF8R
      lui $t0, 0xBF82
      addiu $t1, $zero, 216
      sw $t1, 0x2640($t0)       # U4BRG
      addiu $t1, $zero, 0x1400
      sw $t1, 0x2610($t0)       # U4STA
      ori $t1, $zero, 0x8008
      sw $t1, 0x2600($t0)       # U4MODE
      addiu $t1, $zero, 75
      sw $t1, 0x2620($t0)       # U4TXREG
      stop: beq $zero, $zero, stop
      nop
      """;

  @TempDir Path folder;

  /** An image of some instructions. */
  private static Image image(int address, String source) {
    int[] words = new Assembler(InstructionSet.m5150()).assemble(address, source);
    byte[] bytes = new byte[4 * words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i / 4] >>> (8 * (i % 4)));
    }
    Segment code = new Segment(address, bytes, bytes.length, true, false, true);
    return new Image("code", OptionalInt.of(address), List.of(code), List.of());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static TestBoard open(Path file, String start) throws UserError {
    return TestBoard.open(file.toString(), Optional.ofNullable(start));
  }

  @Test
  void anElfStartsAtItsEntryThoughItCoversTheResetVector() throws Exception {
    TestBoard board = TestBoard.open(BareBoardTest.GUEST1);
    assertThat(board.board.hart.pc).isEqualTo(0x9FC00000);
    assertThat(board.board.hart.root.get(Cp0Register.STATUS)).isZero();
  }

  @Test
  void anSrecThatCoversTheResetVectorStartsThereInTheStateAfterReset() throws Exception {
    Path file = write("a.srec", Records.srec(image(0xBFC00000, ROUTE_AND_SEND), 0x9D001000));
    TestBoard board = open(file, null);
    assertThat(board.board.hart.pc).isEqualTo(0xBFC00000);
    assertThat(board.board.hart.root.has(Cp0Register.STATUS, 1 << 22)).as("BEV").isTrue();
    assertThat(board.run(0.01).console()).isEqualTo("K");
  }

  @Test
  void aHexThatCoversTheResetVectorStartsThereInTheStateAfterReset() throws Exception {
    Path file = write("a.hex", Records.hex(image(0x1FC00000, ROUTE_AND_SEND)));
    TestBoard board = open(file, null);
    assertThat(board.board.hart.pc).isEqualTo(0xBFC00000);
    assertThat(board.run(0.01).console()).isEqualTo("K");
  }

  @Test
  void aHexWithoutAStartIsAnApplicationAtTheBootloadersAddress() throws Exception {
    Path file = write("a.hex", Records.hex(image(0x9D001000, ROUTE_AND_SEND)));
    TestBoard board = open(file, null);
    assertThat(board.board.hart.pc).isEqualTo(0x9D001000);
    assertThat(board.board.hart.root.has(Cp0Register.STATUS, 1 << 22)).as("BEV").isFalse();
    assertThat(board.run(0.01).console()).isEqualTo("K");
  }

  @Test
  void theStartRecordOfAnSrecIsWhereItStarts() throws Exception {
    Path file = write("a.srec", Records.srec(image(0x9D010000, ROUTE_AND_SEND), 0x9D010000));
    TestBoard board = open(file, null);
    assertThat(board.board.hart.pc).isEqualTo(0x9D010000);
    assertThat(board.run(0.01).console()).isEqualTo("K");
  }

  @Test
  void rawBytesGoWhereTheUserSays() throws Exception {
    Image code = image(0x9D001000, ROUTE_AND_SEND);
    Path file = Files.write(folder.resolve("a.bin"), code.segments().get(0).data());
    TestBoard board = TestBoard.open(file + "@0x9D001000", Optional.empty());
    assertThat(board.board.hart.pc).isEqualTo(0x9D001000);
    assertThat(board.run(0.01).console()).isEqualTo("K");
    TestBoard elsewhere = TestBoard.open(file + "@0x1D020000", Optional.of("0x9D020000"));
    assertThat(elsewhere.run(0.01).console()).isEqualTo("K");
  }

  @Test
  void startResetIsTheResetVectorWhateverTheImage() throws Exception {
    TestBoard board = open(BareBoardTest.GUEST1, "reset");
    assertThat(board.board.hart.pc).isEqualTo(0xBFC00000);
    assertThat(board.run(0.5).console()).as("nobody has routed the console").isEmpty();
    assertThat(board.board.summary().leds().get("LD1").toggles()).isEqualTo(1);
  }

  @Test
  void startOverridesTheImage() throws Exception {
    Path file = write("a.srec", Records.srec(image(0xBFC00000, ROUTE_AND_SEND), 0x9D001000));
    TestBoard board = open(file, "0x9FC00000");
    assertThat(board.board.hart.pc).isEqualTo(0x9FC00000);
    assertThat(board.board.hart.root.has(Cp0Register.STATUS, 1 << 22)).isFalse();
  }

  @Test
  void theGuestsRunFromRecordsAsFromTheirElf() throws IOException, ImageException, UserError {
    for (Path elf : List.of(BareBoardTest.GUEST1, BareBoardTest.GUEST2)) {
      String expected = TestBoard.open(elf).run(1.5).console();
      Image image = ImageFile.load(elf);
      Path srec = write("guest.srec", Records.srec(image, 0x9FC00000));
      Path hex = write("guest.hex", Records.hex(image));
      assertThat(open(srec, "0x9FC00000").run(1.5).console()).isEqualTo(expected);
      assertThat(open(hex, "0x9FC00000").run(1.5).console()).isEqualTo(expected);
    }
  }

  @Test
  void aFurtherImageIsLoadedBesideTheTarget() throws Exception {
    Path boot = write("boot.srec", Records.srec(image(0xBFC00000, ROUTE_AND_SEND), 0xBFC00000));
    Path app = write("app.hex", Records.hex(image(0x9D001000, ROUTE_AND_SEND)));
    Setup setup =
        new Setup(
            app.toString(),
            "wifire",
            Optional.empty(),
            List.of(boot.toString()),
            UnmodelledPolicy.QUIET);
    Board board = (Board) Boards.open(setup);
    assertThat(board.hart.pc).as("the further image covers the reset vector").isEqualTo(0xBFC00000);
  }
}
