package org.vzlab.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.layout.Configurator;
import org.vzlab.vp.layout.Layout;

/** Guests that tests put in the place of the demo's second one. */
final class Guests {
  /** Where the code of a guest is linked, and its EBase. */
  static final int CODE = 0x9FC00000;

  /** Where a guest of the test's starts: behind its vectors. */
  static final int ENTRY = CODE + 0x400;

  /** Bytes of code that a guest of the test's has room for. */
  static final int CODE_SIZE = 0x2000;

  private static final int GENERAL_VECTOR = 0x180;
  private static final int INTERRUPT_VECTOR = 0x200;

  private static final Assembler ASSEMBLER = new Assembler(InstructionSet.m5150());

  /** Every exception of the guest's own: on behind the instruction. */
  private static final String SKIP =
      """
      mfc0 $k0, $14
      addiu $k0, $k0, 4
      mtc0 $k0, $14
      ehb
      eret
      """;

  private Guests() {}

  /** An image whose exceptions go on behind their instruction, with some code at its entry. */
  static Image of(String source) {
    return of(ASSEMBLER.assemble(ENTRY, source));
  }

  /** The same with other programs at offsets in its code, such as its interrupts' handlers. */
  static Image of(String source, Map<Integer, String> handlers) {
    byte[] bytes = bytes(ASSEMBLER.assemble(ENTRY, source));
    handlers.forEach((at, handler) -> put(bytes, at, ASSEMBLER.assemble(CODE + at, handler)));
    return of(bytes);
  }

  /** The same with words. */
  static Image of(int[] code) {
    return of(bytes(code));
  }

  private static Image of(byte[] bytes) {
    Segment text = new Segment(CODE, bytes, bytes.length, true, false, true);
    Segment ram = new Segment(0xA0000000, new byte[0], 0x1000, true, true, false);
    return new Image("attacker", OptionalInt.of(ENTRY), List.of(text, ram), List.of());
  }

  /** What is in the flash of a guest with such code. */
  static byte[] bytes(int[] code) {
    byte[] bytes = new byte[CODE_SIZE];
    put(bytes, 0, ASSEMBLER.assemble(CODE, SKIP));
    put(bytes, GENERAL_VECTOR, ASSEMBLER.assemble(CODE + GENERAL_VECTOR, SKIP));
    put(bytes, INTERRUPT_VECTOR, ASSEMBLER.assemble(CODE + INTERRUPT_VECTOR, "eret"));
    put(bytes, ENTRY - CODE, code);
    return bytes;
  }

  private static void put(byte[] bytes, int offset, int[] words) {
    for (int i = 0; i < 4 * words.length; i++) {
      bytes[offset + i] = (byte) (words[i / 4] >>> (8 * (i % 4)));
    }
  }

  /** The demo's layout with an image as its second guest. */
  static Layout beside(Image second) throws ConfigException {
    return layout(Configuration.read(TestBoard.TWO_GUESTS), second);
  }

  /** The same, but the second guest has no ports: only the first one can move a pin. */
  static Layout withoutPorts(Image second, Path folder) throws ConfigException, IOException {
    String text =
        Files.readString(TestBoard.TWO_GUESTS).replace("../firmware", TestBoard.ROOT + "/firmware");
    int at = text.lastIndexOf("    device = ports\n");
    Path file = folder.resolve("without-ports.config");
    Files.writeString(file, text.substring(0, at) + text.substring(text.indexOf('\n', at) + 1));
    return layout(Configuration.read(file), second);
  }

  /** The demo's layout with an image as its second guest, and more blocks. */
  static Layout beside(Image second, String blocks, Path folder)
      throws ConfigException, IOException {
    String text =
        Files.readString(TestBoard.TWO_GUESTS).replace("../firmware", TestBoard.ROOT + "/firmware");
    Path file = folder.resolve("beside.config");
    Files.writeString(file, text + blocks);
    return layout(Configuration.read(file), second);
  }

  private static Layout layout(Configuration configuration, Image second) throws ConfigException {
    return Configurator.configure(
        configuration,
        BoardFile.named("DigilentChipKitWiFire"),
        (file, raw) -> file.path().endsWith("guest2.elf") ? second : ImageFile.load(file.path()));
  }
}
