package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed of an image, and how it looks. */
@SuppressWarnings("ByteBufferBackingArray") // elf and mixed allocate them
final class ListingTest {
  private static final int CODE = 0x9D000000;
  private static final int RAM = 0x80000000;

  @TempDir private Path folder;

  private static Listing all(String file) {
    return part(file, null, null);
  }

  private static Listing part(String file, String start, String end) {
    return new Listing(
        file, Optional.empty(), Optional.ofNullable(start), Optional.ofNullable(end), true);
  }

  private static Listing in(String isa, String file) {
    return new Listing(file, Optional.of(isa), Optional.empty(), Optional.empty(), true);
  }

  private static List<String> lines(Listing listing) throws UserError {
    List<String> lines = new ArrayList<>();
    listing.write(lines::add);
    return lines;
  }

  private static String messageOf(Listing listing) {
    List<String> lines = new ArrayList<>();
    UserError error = catchThrowableOfType(UserError.class, () -> listing.write(lines::add));
    assertThat(error).as("a mistake must be told").isNotNull();
    assertThat(lines).as("and nothing else be said").isEmpty();
    return error.getMessage();
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static byte[] words(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }

  /** Code with two functions, a label on the first, and a variable in RAM. */
  private String elf() throws IOException {
    byte[] code =
        words(
            0x0F400004, // jal 9d000010
            0x00000000,
            0x1000FFFD, // b 9d000000
            0x40086005, // mfc0 t0,$12,5
            0x1500FFFF, // bnez t0,9d000010
            0x0B500000, // j 9d400000
            0xFC001234);
    return write("a.elf", elf(code).array());
  }

  private static ByteBuffer elf(byte[] code) {
    ByteBuffer elf = ByteBuffer.allocate(0x200).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
    elf.putShort(16, (short) 2).putShort(18, (short) 8).putInt(20, 1).putInt(24, CODE);
    elf.putInt(28, 52).putInt(32, 0x100).putInt(36, 0x70001000);
    elf.putShort(40, (short) 52).putShort(42, (short) 32).putShort(44, (short) 2);
    elf.putShort(46, (short) 40).putShort(48, (short) 3);
    segment(elf, 52, 0x80, CODE, code.length, 5);
    segment(elf, 84, 0x80, RAM, 4, 6);
    elf.put(0x80, code);
    byte[] names = "\0main\0_vectors\0put\0counter\0".getBytes(StandardCharsets.US_ASCII);
    elf.putInt(0x12C, 2).putInt(0x138, 0x178).putInt(0x13C, 64).putInt(0x140, 2);
    elf.putInt(0x154, 3).putInt(0x160, 0x1C0).putInt(0x164, names.length);
    symbol(elf, 0x178, 6, CODE, 0, 0x10);
    symbol(elf, 0x188, 1, CODE, 16, 0x12);
    symbol(elf, 0x198, 15, CODE + 16, 8, 0x02);
    symbol(elf, 0x1A8, 19, RAM, 4, 0x11);
    elf.put(0x1C0, names);
    return elf;
  }

  /** Code of both sets: "main" is MIPS32, and "put" and what is behind it microMIPS. */
  private ByteBuffer mixed() {
    byte[] code =
        halves(
            0x0004, 0x7740, // jalx 9d000010
            0x0000, 0x0000, // nop
            0x0008, 0x03E0, // jr ra
            0xC800, 0x4448, // cfc1 t0,c1_fccr
            0xED05, // li v0,5
            0x3045, 0x0007, // addiu v0,a1,7
            0xF340, 0x0000, // jalx 9d000000
            0xCFFB, // b 9d000012
            0x0C00, // nop
            0x3045); // half an instruction
    ByteBuffer elf = elf(code);
    elf.putInt(36, 0x72001400);
    elf.put(0x198 + 13, (byte) 0x80);
    return elf;
  }

  private static byte[] halves(int... halves) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : halves) {
      bytes.putShort((short) half);
    }
    return bytes.array();
  }

  private static void segment(ByteBuffer elf, int at, int offset, int address, int size, int mode) {
    elf.putInt(at, 1).putInt(at + 4, offset).putInt(at + 8, address).putInt(at + 12, address);
    elf.putInt(at + 16, size).putInt(at + 20, size).putInt(at + 24, mode);
  }

  private static void symbol(ByteBuffer elf, int at, int name, int value, int size, int info) {
    elf.putInt(at, name).putInt(at + 4, value).putInt(at + 8, size);
    elf.put(at + 12, (byte) info).putShort(at + 14, (short) 1);
  }

  @Test
  void functionsHaveHeadersAndTargetsHaveNames() throws Exception {
    String file = elf();

    assertThat(lines(all(file)))
        .containsExactly(
            "",
            "Disassembly of " + file + ", 9d000000-9d00001b:",
            "",
            "9d000000 <main>:",
            "9d000000:\t0f400004 \tjal\t9d000010 <put>",
            "9d000004:\t00000000 \tnop",
            "9d000008:\t1000fffd \tb\t9d000000 <main>",
            "9d00000c:\t40086005 \tmfc0\tt0,c0_srsmap2",
            "",
            "9d000010 <put>:",
            "9d000010:\t1500ffff \tbnez\tt0,9d000010 <put>",
            "9d000014:\t0b500000 \tj\t0x9d400000",
            "9d000018:\tfc001234 \t.word\t0xfc001234");
  }

  @Test
  void everyFunctionIsListedInItsOwnInstructionSet() throws Exception {
    String file = write("a.elf", mixed().array());

    assertThat(lines(all(file)).subList(2, 16))
        .containsExactly(
            "",
            "9d000000 <main>:",
            "9d000000:\t77400004 \tjalx\t9d000010 <put>",
            "9d000004:\t00000000 \tnop",
            "9d000008:\t03e00008 \tjr\tra",
            "9d00000c:\t4448c800 \tcfc1\tt0,c1_fccr",
            "",
            "9d000010 <put>:",
            "9d000010:\ted05      \tli\tv0,5",
            "9d000012:\t3045 0007 \taddiu\tv0,a1,7",
            "9d000016:\tf340 0000 \tjalx\t9d000000 <main>",
            "9d00001a:\tcffb      \tb\t9d000012 <put+0x2>",
            "9d00001c:\t0c00      \tnop",
            "9d00001e:\t3045      \t.short\t0x3045");
  }

  @Test
  void theInstructionSetThatIsAskedForIsThatOfAllCode() throws Exception {
    String file = write("a.elf", mixed().array());

    assertThat(lines(in("micromips", file)))
        .contains("9d000000:\t0004 7740 \t.word\t0x47740", "9d000010:\ted05      \tli\tv0,5");
    assertThat(lines(in("mips32", file)))
        .contains("9d000008:\t03e00008 \tjr\tra", "9d000010:\t3045ed05 \tandi\ta1,v0,0xed05");
  }

  @Test
  void codeBeforeAnySymbolIsMicromipsIfTheFileHasAny() throws Exception {
    ByteBuffer elf = mixed().putShort(48, (short) 0);
    String first = "9d000000:\t0004 7740 \t.word\t0x47740";

    assertThat(lines(all(write("a.elf", elf.array()))).get(2)).isEqualTo(first);
    assertThat(lines(all(write("b.elf", elf.putInt(36, 0x70001400).array()))).get(2))
        .isEqualTo("9d000000:\t77400004 \tjalx\t0x9d000010");
  }

  @Test
  void anInstructionEndsBeforeTheNextSymbol() throws Exception {
    ByteBuffer elf = mixed();
    elf.put(0x178 + 13, (byte) 0x80).putInt(0x198 + 4, CODE + 2);

    assertThat(lines(all(write("a.elf", elf.array()))).subList(3, 8))
        .containsExactly(
            "9d000000 <main>:",
            "9d000000:\t0004      \t.short\t0x4",
            "",
            "9d000002 <put>:",
            "9d000002:\t7740 0000 \tjals\t0x9e800000");
  }

  @Test
  void aPartMayBeginInTheMiddleOfAWord() throws Exception {
    String file = write("a.bin", halves(0x0008, 0x03E0, 0x0C00, 0xED05));
    Listing part =
        new Listing(
            file + "@0x9D000000",
            Optional.of("micromips"),
            Optional.of("0x9D000006"),
            Optional.empty(),
            true);

    assertThat(lines(part).subList(2, 3)).containsExactly("9d000006:\ted05      \tli\tv0,5");
  }

  @Test
  void withoutAliasesEveryInstructionHasItsOwnName() throws Exception {
    Listing listing =
        new Listing(elf(), Optional.empty(), Optional.empty(), Optional.of("0x9d00000c"), false);

    assertThat(lines(listing).subList(4, 7))
        .containsExactly(
            "9d000000:\t0f400004 \tjal\t9d000010 <put>",
            "9d000004:\t00000000 \tsll\tzero,zero,0x0",
            "9d000008:\t1000fffd \tbeq\tzero,zero,9d000000 <main>");
  }

  @Test
  void aPartBeginsWithThePlaceItIsAt() throws Exception {
    String file = elf();

    assertThat(lines(part(file, "0x9D000008", "2634022928")))
        .containsExactly(
            "",
            "Disassembly of " + file + ", 9d000008-9d00000f:",
            "",
            "9d000008 <main+0x8>:",
            "9d000008:\t1000fffd \tb\t9d000000 <main>",
            "9d00000c:\t40086005 \tmfc0\tt0,c0_srsmap2");
  }

  @Test
  void aGuestOfTheRepositoryIsListedAsObjdumpListsIt() throws Exception {
    String file = BareBoardTest.GUEST1.toString();

    assertThat(lines(all(file)))
        .contains(
            "9fc00000 <_start>:",
            "9fc00004:\t40886000 \tmtc0\tt0,c0_status",
            "9fc00008:\t000000c0 \tehb",
            "9fc00014:\t40887801 \tmtc0\tt0,c0_ebase",
            "9fc00018:\t24080020 \tli\tt0,32",
            "9fc00044:\t10000003 \tb\t9fc00054 <_start+0x54>",
            "9fc0004c:\tad000000 \tsw\tzero,0(t0)",
            "9fc00054:\t1509fffd \tbne\tt0,t1,9fc0004c <_start+0x4c>",
            "9fc00070:\t0320f809 \tjalr\tt9",
            "9fc00078:\t42000020 \twait",
            "9fc00634 <main>:");
  }

  @Test
  void rawBytesAreAllCodeAndTargetsHaveNoNames() throws Exception {
    String file = write("a.bin", words(0x03E00008, 0x27BD0018, 0x10000001));

    assertThat(lines(all(file + "@0x400")))
        .containsExactly(
            "",
            "Disassembly of " + file + ", 00000400-0000040b:",
            "     400:\t03e00008 \tjr\tra",
            "     404:\t27bd0018 \taddiu\tsp,sp,24",
            "     408:\t10000001 \tb\t0x410");
  }

  @Test
  void bytesOutsideOfAWholeWordAreBytes() throws Exception {
    String file = write("a.bin", new byte[] {0x12, (byte) 0xFF, 8, 0, (byte) 0xE0, 3, 7});

    assertThat(lines(all(file + "@0x9D000002")).subList(2, 6))
        .containsExactly(
            "9d000002:\t12       \t.byte\t0x12",
            "9d000003:\tff       \t.byte\t0xff",
            "9d000004:\t03e00008 \tjr\tra",
            "9d000008:\t07       \t.byte\t0x7");
  }

  @Test
  void recordsAreAllCodeAndAGapBeginsAnewPart() throws Exception {
    String hex =
        write(
            "a.hex",
            """
            :020000049D005D
            :040000000800E00311
            :040020000D000000CF
            :00000001FF
            """
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(lines(all(hex)))
        .containsExactly(
            "",
            "Disassembly of " + hex + ", 9d000000-9d000003:",
            "9d000000:\t03e00008 \tjr\tra",
            "",
            "Disassembly of " + hex + ", 9d000020-9d000023:",
            "9d000020:\t0000000d \tbreak");
  }

  @Test
  void theEndOfTheAddressSpaceIsListed() throws Exception {
    String file = write("a.bin", words(0x03E00008, 0));

    assertThat(lines(part(file + "@0xFFFFFFF8", "0xFFFFFFFC", null)).get(2))
        .isEqualTo("fffffffc:\t00000000 \tnop");
  }

  @Test
  void anInstructionSetThatIsNotThereIsRefused() throws Exception {
    String file = elf();

    assertThat(messageOf(in("mips16", file)))
        .contains("--isa mips16", "--isa mips32 or --isa micromips");
  }

  @Test
  void addressesThatDoNotFitAreExplained() throws Exception {
    String file = elf();

    assertThat(messageOf(part(file, "main", null))).contains("--start main", "0x9D001000");
    assertThat(messageOf(part(file, null, "0x1FFFFFFFF"))).contains("--end 0x1FFFFFFFF");
    assertThat(messageOf(part(file, "0x9D000001", null))).contains("multiple of 2");
    assertThat(messageOf(part(file, "0x9D000010", "0x9D000010")))
        .contains("--end 0x9D000010", "not above --start 0x9D000010");
    assertThat(messageOf(part(file, "0x9D00001C", null)))
        .contains("no code at 0x9D00001C-0xFFFFFFFF", "its code is at 0x9D000000-0x9D00001B");
    assertThat(messageOf(part(file, null, "0x9D000000")))
        .contains("no code at 0x00000000-0x9CFFFFFF");
  }

  @Test
  void anImageWithoutCodeIsRefused() throws Exception {
    byte[] elf = Files.readAllBytes(Path.of(elf()));
    elf[52 + 24] = 4;

    assertThat(messageOf(all(write("b.elf", elf)))).contains("b.elf", "no executable segment");
    assertThat(messageOf(all("nowhere.elf"))).contains("nowhere.elf", "no such file");
    assertThat(messageOf(all(write("c.bin", words(0))))).contains("@ADDRESS");
  }
}
