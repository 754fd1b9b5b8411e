package org.vzlab.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.AssemblyException;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/**
 * A program in assembly, for a guest.
 *
 * @param name what messages and the hypervisor call it; the name of a file
 * @param source instructions, as {@link Program#assembly} has them
 * @param isa of which instruction set they are
 * @param at where they are linked, in KSEG0 or KSEG1: the guest's own addresses
 * @param entry where execution starts, without the ISA mode
 * @param ram bytes of RAM at the guest's physical address 0, if its configuration says nothing
 */
public record Assembly(String name, String source, Isa isa, int at, int entry, int ram)
    implements ProgramSource {
  /** Where the code of guests is linked. */
  public static final int CODE = 0x9FC00000;

  private static final int RAM = 0x80000000;
  private static final int PAGE = 0x1000;

  /** MIPS32 code at {@link #CODE} that starts with its first instruction and has a page of RAM. */
  public static Assembly of(String name, String source) {
    return new Assembly(name, source, Isa.MIPS32, CODE, CODE, PAGE);
  }

  /**
   * The same with the text of a file, {@code NAME.s}.
   *
   * @throws BadBoard if it cannot be read
   */
  public static Assembly read(Path file) {
    try {
      String name = file.getFileName().toString().replaceFirst("\\.s$", "") + ".elf";
      return of(name, Files.readString(file));
    } catch (IOException e) {
      throw new BadBoard(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same in another instruction set. */
  public Assembly in(Isa other) {
    return new Assembly(name, source, other, at, entry, ram);
  }

  /**
   * Assembles it.
   *
   * @throws AssemblyException if a line is not understood, with the line
   */
  @Override
  public Image program() {
    byte[] bytes = new Assembler(InstructionSet.m5150(), isa).bytes(at, source);
    boolean micromips = isa == Isa.MICROMIPS;
    Segment code = new Segment(at, bytes, bytes.length, true, false, true);
    Segment data = new Segment(RAM, new byte[0], ram, true, true, false);
    return new Image(
        name,
        OptionalInt.of(entry | (micromips ? 1 : 0)),
        List.of(data, code),
        List.of(),
        micromips);
  }
}
