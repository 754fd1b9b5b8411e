package org.vzlab.isolation.attack;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.vzlab.mips.isa.Isa;

/** Puts the instructions of a unit one behind the other. */
final class UnitBuilder {
  private static final int MICROMIPS_NOP16 = 0x0C00;
  private static final int JALX_MICROMIPS = 0x3C;
  private static final int RA = 31;

  private final List<Unit.Part> parts = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Isa isa;
  private int before;

  UnitBuilder(Isa isa) {
    this.isa = isa;
  }

  /** Bytes so far. */
  int size() {
    return before + bytes.size();
  }

  /** Adds MIPS32 instructions. */
  UnitBuilder words(int... words) {
    for (int word : words) {
      half(word);
      half(word >>> 16);
    }
    return this;
  }

  /** Adds an instruction of the instruction set that comes now; of 16 bits the lower half. */
  UnitBuilder instruction(int bits, int length) {
    if (isa == Isa.MIPS32) {
      return words(bits);
    }
    if (length == 4) {
      half(bits >>> 16);
    }
    half(bits);
    return this;
  }

  /** Adds bytes, whatever they mean. */
  UnitBuilder raw(byte[] data) {
    bytes.writeBytes(data);
    return this;
  }

  private void half(int value) {
    bytes.write(value);
    bytes.write(value >>> 8);
  }

  /** Loads a number into a register: two words of MIPS32. */
  UnitBuilder load(int register, int value) {
    return words(Words.lui(register, value >>> 16), Words.ori(register, register, value));
  }

  /** Loads an address that is known later: two words of MIPS32. */
  UnitBuilder address(int register, Link.From place, int offset) {
    links.add(new Link(size(), Link.Field.HIGH_AND_LOW, place, offset));
    return words(Words.lui(register, 0), Words.addiu(register, register, 0));
  }

  /** Calls the routine that refreshes registers, from either instruction set. */
  UnitBuilder refresh() {
    links.add(new Link(size(), Link.Field.WORDS, Link.From.REFRESH, 0));
    if (isa == Isa.MIPS32) {
      return words(Words.jal(0), Words.NOP);
    }
    return instruction(JALX_MICROMIPS << 26, 4).instruction(0, 4);
  }

  /** The next instruction leads to an address. */
  UnitBuilder link(Link.Field field, Link.From place, int offset) {
    links.add(new Link(size(), field, place, offset));
    return this;
  }

  /** Goes on in microMIPS behind a JALX of MIPS32, which stands at a multiple of four. */
  UnitBuilder toMicromips() {
    link(Link.Field.WORDS, Link.From.UNIT, size() + 8);
    words(Words.jalx(0), Words.NOP);
    return in(Isa.MICROMIPS);
  }

  /** Goes on in MIPS32 behind a JALX of microMIPS; there may be a gap of a halfword before it. */
  UnitBuilder toMips32() {
    align();
    link(Link.Field.WORDS, Link.From.UNIT, size() + 8);
    instruction(JALX_MICROMIPS << 26, 4).instruction(0, 4);
    return in(Isa.MIPS32);
  }

  /** Calls an address in a register, MIPS32. */
  UnitBuilder call(int register) {
    return words(Words.jalrHb(RA, register), Words.NOP);
  }

  /** What comes now is of another instruction set, however it is reached. */
  UnitBuilder in(Isa next) {
    close();
    isa = next;
    return this;
  }

  /** Fills up to a multiple of four bytes. */
  UnitBuilder align() {
    if (size() % 4 != 0) {
      half(MICROMIPS_NOP16);
    }
    return this;
  }

  private void close() {
    if (bytes.size() > 0) {
      parts.add(new Unit.Part(isa, bytes.toByteArray()));
      before += bytes.size();
      bytes = new ByteArrayOutputStream();
    }
  }

  /** The unit. */
  Unit build() {
    align();
    close();
    return new Unit(List.copyOf(parts), List.copyOf(links));
  }
}
