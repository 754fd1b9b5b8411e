package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.SrecWriter;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.svm.format.Disassembler;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.SvmAssembler;
import org.vzlab.svm.format.Verifier;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;

/**
 * Every kind of file that is read, damaged in thousands of ways that follow from a seed: each is
 * read after all, or refused by the exception that its reader declares. Nothing else comes out.
 */
final class FileFuzzTest {
  @TempDir Path folder;

  /** Reads something. */
  @FunctionalInterface
  private interface Reader {
    /** Reads it. */
    void read() throws Exception;
  }

  /** Whether it was read; the cause of a failure is the seed. */
  private static boolean reads(long seed, Class<? extends Exception> declared, Reader reader) {
    try {
      reader.read();
      return true;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (!declared.isInstance(e)) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
      assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      return false;
    }
  }

  private static void bothHappen(int sound, int cases) {
    assertThat(sound).as("files that could be read of %d", cases).isBetween(1, cases - 1);
  }

  private static Path firmware(String name) {
    return TestBoard.ROOT.resolve("firmware").resolve(name);
  }

  @Test
  void anyElfFileIsAnImageOrAnError() throws Exception {
    byte[] sound = Files.readAllBytes(firmware("guest1/guest1.elf"));
    int read = 0;
    for (int seed = 0; seed < 4000; seed++) {
      byte[] damaged = new Mutations(seed).bytes(sound);
      read +=
          reads(seed, ImageException.class, () -> ImageFile.elf("a.elf", damaged).symbols())
              ? 1
              : 0;
    }
    bothHappen(read, 4000);
  }

  @ParameterizedTest
  @MethodSource("recordFiles")
  void anyFileOfRecordsIsAnImageOrAnError(String name, String sound) throws Exception {
    int read = 0;
    for (int seed = 0; seed < 300; seed++) {
      Mutations mutations = new Mutations(seed);
      String damaged = seed % 4 == 0 ? mutations.text(sound) : mutations.records(sound);
      Path file = Files.write(folder.resolve(name), Mutations.latin(damaged));
      read += reads(seed, ImageException.class, () -> ImageFile.load(file)) ? 1 : 0;
    }
    bothHappen(read, 500);
  }

  static List<Object[]> recordFiles() throws Exception {
    String srec = SrecWriter.write(ImageFile.load(firmware("guest1/guest1.elf")), "guest1");
    String part = srec.substring(0, srec.indexOf('\n', 2000) + 1) + "S70500000000FA\n";
    String hex =
        ":020000040000FA\n:020000021D00DF\n:0400000500001234B1\n:10000000"
            + "00112233445566778899AABBCCDDEEFF"
            + "F8\n:00000001FF\n";
    return List.of(new Object[] {"a.srec", part}, new Object[] {"a.hex", hex});
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void anyConfigurationIsLaidOutOrHasFindings(Path configuration) throws Exception {
    String sound =
        Files.readString(configuration, StandardCharsets.ISO_8859_1)
            .replace("../", TestBoard.ROOT + "/");
    for (int seed = 0; seed < 6; seed++) {
      String damaged = new Mutations(seed).text(sound);
      String file = Files.write(folder.resolve("a.config"), Mutations.latin(damaged)).toString();
      reads(seed, UserError.class, () -> Boards.map(file, Setup.OWN_BOARD));
    }
  }

  static List<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.list(TestBoard.ROOT.resolve("configs"))) {
      return files.filter(file -> file.toString().endsWith(".config")).sorted().toList();
    }
  }

  @Test
  void anyConfigurationThatIsOpenedIsABoardOrAnError() throws Exception {
    String sound = Files.readString(TestBoard.TWO_GUESTS).replace("../", TestBoard.ROOT + "/");
    int read = 0;
    for (int seed = 0; seed < 30; seed++) {
      String damaged = new Mutations(seed).text(sound);
      String file = Files.write(folder.resolve("a.config"), Mutations.latin(damaged)).toString();
      Setup setup =
          new Setup(file, Setup.OWN_BOARD, Optional.empty(), List.of(), UnmodelledPolicy.QUIET);
      read += reads(seed, UserError.class, () -> ((Board) Boards.open(setup)).run(10_000)) ? 1 : 0;
    }
    bothHappen(read, 30);
  }

  @Test
  void anyBoardFileIsABoardOrAnError() throws Exception {
    Path file = TestBoard.ROOT.resolve("configs/boards/DigilentChipKitWiFire.config");
    String sound = Files.readString(file) + "dcache-miss = 12\nflash-wait-states = 2\n";
    int read = 0;
    for (int seed = 0; seed < 4000; seed++) {
      String damaged = new Mutations(seed).text(sound);
      read +=
          reads(seed, ConfigException.class, () -> BoardFile.parse(Path.of("a.config"), damaged))
              ? 1
              : 0;
    }
    bothHappen(read, 4000);
  }

  @Test
  void anyMergedImageIsABoardOrAnError() throws Exception {
    String sound = MergedImage.build(TestBoard.TWO_GUESTS, Setup.OWN_BOARD).records();
    int read = 0;
    for (int seed = 0; seed < 10; seed++) {
      String damaged = new Mutations(seed).records(sound);
      String file = Files.write(folder.resolve("a.srec"), Mutations.latin(damaged)).toString();
      Setup setup =
          new Setup(file, Setup.OWN_BOARD, Optional.empty(), List.of(), UnmodelledPolicy.QUIET);
      read += reads(seed, UserError.class, () -> ((Board) Boards.open(setup)).run(10_000)) ? 1 : 0;
    }
    assertThat(read).isLessThan(10);
  }

  @Test
  void anySenseVmFileIsAProgramOrAnError() throws Exception {
    Path programs = firmware("svm");
    int read = 0;
    for (int seed = 0; seed < 4000; seed++) {
      byte[] sound = Files.readAllBytes(programs.resolve("blink.svm"));
      boolean checked = seed % 4 == 0;
      byte[] damaged =
          new Mutations(seed).bytes(checked ? sound : Arrays.copyOf(sound, sound.length - 4));
      read +=
          reads(
                  seed,
                  FormatException.class,
                  () -> {
                    Program program = Loader.load("a.svm", damaged);
                    Verifier.verify(program);
                    Disassembler.text(program);
                  })
              ? 1
              : 0;
    }
    bothHappen(read, 4000);
  }

  @Test
  void anyTextIsAnAssembledSenseVmProgramOrAnError() throws Exception {
    String sound =
        Files.readString(firmware("svm/blink.s"))
            + ".int name 0x12\n.string \"a\\n\\x41\"\n.native array_get\n.byte 1, 'a'\n";
    int read = 0;
    for (int seed = 0; seed < 4000; seed++) {
      String damaged = new Mutations(seed).text(sound);
      read +=
          reads(
                  seed,
                  org.vzlab.svm.format.AssemblyException.class,
                  () -> SvmAssembler.assemble("a.s", damaged))
              ? 1
              : 0;
    }
    bothHappen(read, 4000);
  }

  @Test
  void anyTextIsAssembledMipsCodeOrAnError() {
    String sound =
        """
        start: lui $t0, 0x1040
        mtc0 $t0, $12, 1          # a comment
        again: lw $t1, -4($sp)
        beq $t0, $t1, again
        add.s $f0, $f1, $f2
        lwm $s0-$s3, $ra, 16($sp)
        cache 5, 0($a0)
        .word 0x12345678
        ext $t0, $t1, 3, 5
        jal start
        """;
    InstructionSet instructions = InstructionSet.m5150();
    int read = 0;
    for (int seed = 0; seed < 1000; seed++) {
      String damaged = new Mutations(seed).text(sound);
      Isa isa = seed % 2 == 0 ? Isa.MIPS32 : Isa.MICROMIPS;
      Assembler assembler = new Assembler(instructions, isa);
      read +=
          reads(
                  seed,
                  org.vzlab.mips.isa.AssemblyException.class,
                  () -> assembler.bytes(0x9D000000, damaged))
              ? 1
              : 0;
    }
    bothHappen(read, 1000);
  }
}
