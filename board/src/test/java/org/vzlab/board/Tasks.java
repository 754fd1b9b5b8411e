package org.vzlab.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.layout.Configurator;
import org.vzlab.vp.layout.Layout;

/** A configuration of a test's: guests and threads whose images are assembled on the spot. */
final class Tasks {
  private static final Assembler ASSEMBLER = new Assembler(InstructionSet.m5150());
  private static final BoardFile BOARD = board();

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Image> images = new HashMap<>();

  private static BoardFile board() {
    try {
      return BoardFile.named("DigilentChipKitWiFire");
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  /** The demo's two guests. */
  Tasks demo() throws Exception {
    text.append(Files.readString(TestBoard.TWO_GUESTS).replace("..", TestBoard.ROOT.toString()));
    return this;
  }

  /** A guest whose exceptions of its own go on behind their instruction. */
  Tasks guest(int id, String source) {
    return guest(id, source, "");
  }

  /** The same with more lines in its block. */
  Tasks guest(int id, String source, String keys) {
    return guest(id, Guests.of(source), keys);
  }

  /** A guest with handlers of its own at offsets in its code. */
  Tasks guest(int id, String source, Map<Integer, String> handlers, String keys) {
    return guest(id, Guests.of(source, handlers), keys);
  }

  /** A guest in microMIPS, which has no handlers. */
  Tasks micromipsGuest(int id, String keys, String source) {
    byte[] code = new Assembler(InstructionSet.m5150(), Isa.MICROMIPS).bytes(Guests.CODE, source);
    Segment text = new Segment(Guests.CODE, code, code.length, true, false, true);
    Segment ram = new Segment(0xA0000000, new byte[0], 0x1000, true, true, false);
    OptionalInt entry = OptionalInt.of(Guests.CODE | 1);
    return guest(id, new Image("micromips", entry, List.of(text, ram), List.of()), keys);
  }

  /** A guest with an image. */
  Tasks guest(int id, Image image, String keys) {
    images.put("guest" + id + ".elf", image);
    text.append(".vm\nid = ").append(id).append("\nelf = guest").append(id).append(".elf\n");
    text.append(".mmap\nram = 0 0x10000 rw\n.\ndevice = ic\ndevice = console\n");
    text.append(keys).append("\n.\n");
    return this;
  }

  /** A thread with an image that is linked at an address; 4 KB of RAM follow 64 KB behind it. */
  Tasks thread(int id, String keys, int address, String source) {
    return thread(id, keys, address, ASSEMBLER.bytes(address, source), 0, ram(address));
  }

  /** The same with more segments in the place of the RAM. */
  Tasks thread(int id, String keys, int address, String source, Segment... more) {
    return thread(id, keys, address, ASSEMBLER.bytes(address, source), 0, List.of(more));
  }

  /** A thread in microMIPS. */
  Tasks micromipsThread(int id, String keys, int address, String source) {
    byte[] code = new Assembler(InstructionSet.m5150(), Isa.MICROMIPS).bytes(address, source);
    return thread(id, keys, address, code, 1, ram(address));
  }

  private static List<Segment> ram(int address) {
    return address >= 0
        ? List.of(new Segment(address + 0x10000, new byte[0], 0x1000, true, true, false))
        : List.of();
  }

  private Tasks thread(
      int id, String keys, int address, byte[] code, int mode, List<Segment> more) {
    List<Segment> segments = new ArrayList<>(more);
    segments.add(0, new Segment(address, code, code.length, true, false, true));
    images.put(
        "thread" + id + ".elf",
        new Image("thread" + id, OptionalInt.of(address | mode), segments, List.of()));
    return block(".thread\nid = " + id + "\nelf = thread" + id + ".elf\n" + keys + "\n.\n");
  }

  /** Lines of a configuration. */
  Tasks block(String lines) {
    text.append(lines);
    return this;
  }

  Layout layout(Path folder) throws Exception {
    Path file = folder.resolve("tasks.config");
    Files.writeString(file, text);
    return Configurator.configure(
        Configuration.read(file),
        BOARD,
        (guest, raw) -> {
          Image image = images.get(guest.path().getFileName().toString());
          return image == null ? ImageFile.load(guest.path()) : image;
        });
  }

  TestBoard open(Path folder) throws Exception {
    return TestBoard.of(layout(folder));
  }
}
