package org.vzlab.isolation.attack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.Isa;

/**
 * What stands around the units of a program, so that it comes far: vectors whose handler goes on
 * behind an instruction that has failed, or somewhere among the units if execution has got lost;
 * the set-up of the guest's CP0; a routine that puts useful addresses into registers; the loop
 * around the units, and behind it the finale. All of it is MIPS32.
 *
 * <p>The program starts where the guest's TLB refill vector is as well: Status.EXL tells them apart
 * (MD00091). The vectors of both settings of Status.BEV are here if the guest is linked where boot
 * code would be. What the guest's own TLB has at the start is an alias of the code at the same
 * place of the lowest 256 MB, where user mode executes it.
 */
final class Frame {
  private static final int VECTORS = 0x180;
  private static final int SETUP = 0x480;
  private static final int LARGEST_SETUP = 0xE0;

  /** Where the units begin. */
  static final int BODY = SETUP + LARGEST_SETUP;

  /** Bytes of what is behind the units: the loop's end, and the end of the finale. */
  private static final int TAIL = 13 * 4;

  private static final int S8 = 30;
  private static final int T9 = 25;
  private static final int K0 = 26;

  private static final int STATUS_EXL = 1 << 1;
  private static final int STATUS_ERL = 1 << 2;
  private static final int STATUS_USER = 2 << 3;
  private static final int STATUS_CU0 = 1 << 28;

  /** Of a page of 4 KB: cached, writable, valid, global. */
  private static final int ENTRY_LO = 0x1F;

  private final Assembler assembler;
  private final Target target;
  private final Manner manner;
  private final int base;
  private final ByteBuffer bytes;
  private int refresh;

  private Frame(Assembler assembler, Target target, Manner manner) {
    this.assembler = assembler;
    this.target = target;
    this.manner = manner;
    base = target.base();
    bytes = ByteBuffer.allocate((int) target.code().size()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many bytes of units, finale included, there is room for. */
  static int room(Target target) {
    return (int) target.code().size() - BODY - TAIL;
  }

  /** Bytes between the units and the finale. */
  static int gap(Manner manner) {
    return manner.isa() == Isa.MICROMIPS ? 36 : 28;
  }

  /**
   * The bytes of a program.
   *
   * @throws IllegalArgumentException if it is too large for its place
   */
  static byte[] assemble(
      Assembler assembler, Target target, Manner manner, List<Unit> body, List<Unit> finale) {
    Frame frame = new Frame(assembler, target, manner);
    frame.vectors();
    frame.setUp();
    frame.units(body, finale);
    return frame.bytes.array();
  }

  /** The address of an offset for those who execute the units. */
  private int linked(int offset) {
    return (base + offset) & (manner.mode() == Manner.Mode.USER ? 0x0FFFFFFF : -1);
  }

  private int body() {
    return linked(BODY) | (manner.isa() == Isa.MICROMIPS ? 1 : 0);
  }

  private void put(int offset, int... words) {
    for (int i = 0; i < words.length; i++) {
      bytes.putInt(offset + 4 * i, words[i]);
    }
  }

  private void vectors() {
    int pages = (int) (target.code().size() >> 12);
    int[] handler = assembler.assemble(base, handler(pages));
    put(0, handler);
    refresh = 4 * handler.length;
    int at = refresh;
    for (int register = 2; register < 30; register++) {
      int slot = slot(register);
      int pointer = slot < 0 ? 0 : manner.pointers().get(slot);
      if (pointer != 0) {
        put(at, Words.lui(register, pointer >>> 16), Words.ori(register, register, pointer));
        at += 8;
      }
    }
    put(at, Words.jr(31), Words.NOP);
    if (at + 8 > VECTORS) {
      throw new IllegalArgumentException("the routines do not fit before the vectors");
    }
    int common = 4 * 8;
    for (int vector = VECTORS; vector < SETUP; vector += 8) {
      put(vector, Words.b((common - vector - 4) / 4), Words.NOP);
    }
  }

  /** The place in {@link Manner#pointers} of a register, or -1. */
  static int slot(int register) {
    if (register >= 28) {
      return register - 4;
    }
    return register < 26 ? register - 2 : -1;
  }

  private String handler(int pages) {
    int mask = (Integer.highestOneBit(room(target)) >>> 1) - 4;
    return String.format(
        """
        mfc0 $k0, $12
        andi $k0, $k0, 2
        bne $k0, $zero, common
        nop
        lui $k0, 0x%04x
        ori $k0, $k0, 0x%04x
        jr $k0
        nop
        common: mfc0 $k0, $13
        andi $k0, $k0, 0x7c
        beq $k0, $zero, interrupt
        mfc0 $k1, $14
        sll $k0, $k1, 4
        srl $k0, $k0, 16
        xori $k0, $k0, 0x%04x
        sltiu $k0, $k0, %d
        beq $k0, $zero, lost
        andi $k0, $k1, 1
        bne $k0, $zero, micromips
        addiu $k1, $k1, 4
        back: mtc0 $k1, $14
        ehb
        eret
        micromips: mfc0 $k0, $8, 1
        srl $k0, $k0, 16
        bne $k0, $zero, back
        nop
        beq $zero, $zero, back
        addiu $k1, $k1, -2
        lost: lui $k0, 0x%04x
        ori $k0, $k0, 0x%04x
        mtc0 $k0, $12
        mfc0 $k0, $31, 2
        addiu $k0, $k0, 36
        mtc0 $k0, $31, 2
        andi $k0, $k0, 0x%x
        lui $k1, 0x%04x
        ori $k1, $k1, 0x%04x
        beq $zero, $zero, back
        addu $k1, $k1, $k0
        interrupt: %s
        """,
        (base + SETUP) >>> 16,
        (base + SETUP) & 0xFFFF,
        base << 4 >>> 16,
        pages,
        sane() >>> 16,
        sane() & 0xFFFF,
        mask,
        body() >>> 16,
        body() & 0xFFFF,
        interrupt());
  }

  /** Status of kernel mode at exception level. */
  private int sane() {
    return STATUS_CU0 | STATUS_EXL | manner.status();
  }

  private String interrupt() {
    return switch (manner.interrupts()) {
      case OFF ->
          """
          mfc0 $k0, $12
          ins $k0, $zero, 0, 1
          mtc0 $k0, $12
          ehb
          eret
          """;
      case ACKNOWLEDGE ->
          """
          mfc0 $k0, $11
          mtc0 $k0, $11
          lui $k0, 0xbf81
          addiu $k1, $zero, -1
          sw $k1, 0x44($k0)
          sw $k1, 0x94($k0)
          eret
          """;
      case IGNORE -> "eret\n";
    };
  }

  private void setUp() {
    UnitBuilder code = new UnitBuilder(Isa.MIPS32);
    set(code, 0x10400000, 12, 0);
    code.words(Words.EHB);
    set(code, base, 15, 1);
    set(code, 0x20, 12, 1);
    set(code, 0x00800000, 13, 0);
    alias(code);
    code.load(S8, manner.passes());
    code.load(T9, body());
    int status = STATUS_CU0 | manner.status();
    switch (manner.mode()) {
      case KERNEL, USER -> {
        boolean user = manner.mode() == Manner.Mode.USER;
        int level = user ? (status & ~STATUS_CU0) | STATUS_USER : status;
        code.words(Words.mtc0(T9, 14, 0));
        set(code, level | STATUS_EXL, 12, 0);
        code.words(Words.EHB, Words.ERET);
      }
      case EXCEPTION, ERROR -> {
        int level = manner.mode() == Manner.Mode.ERROR ? STATUS_ERL : STATUS_EXL;
        set(code, status | level, 12, 0);
        code.words(Words.EHB, Words.jr(T9), Words.NOP);
      }
    }
    byte[] done = code.build().parts().get(0).bytes();
    if (done.length > LARGEST_SETUP) {
      throw new IllegalArgumentException("the set-up does not fit: " + done.length);
    }
    bytes.put(SETUP, done);
  }

  private static void set(UnitBuilder code, int value, int register, int select) {
    code.load(8, value).words(Words.mtc0(8, register, select));
  }

  private void alias(UnitBuilder code) {
    int low = (int) target.code().base();
    int even = low & ~0x1000;
    int odd = low | 0x1000;
    code.words(Words.mtc0(0, 0, 0), Words.mtc0(0, 5, 0));
    set(code, (base & 0x0FFFFFFF) & ~0x1FFF, 10, 0);
    set(code, even >>> 6 | ENTRY_LO, 2, 0);
    set(code, odd >>> 6 | ENTRY_LO, 3, 0);
    code.words(Words.EHB, Words.TLBWI, Words.addiu(8, 0, 1), Words.mtc0(8, 6, 0));
    int call = SETUP + code.size();
    code.words(Words.bal((refresh - call - 4) / 4), Words.NOP);
  }

  private void units(List<Unit> body, List<Unit> finale) {
    int at = place(BODY, body);
    if (manner.isa() == Isa.MICROMIPS) {
      // A microMIPS JALX to what comes behind it, and a NOP of 32 bits in its slot.
      int jalx = 0x3C << 26 | (linked(at + 8) >>> 2 & 0x3FFFFFF);
      bytes.putShort(at, (short) (jalx >>> 16)).putShort(at + 2, (short) jalx);
      at += 8;
    }
    put(at, Words.addiu(S8, S8, -1), blez(S8, 5));
    put(at + 8, Words.NOP, Words.lui(K0, body() >>> 16), Words.ori(K0, K0, body()));
    put(at + 20, Words.jr(K0), Words.NOP);
    at = place(at + 28, finale);
    put(at, Words.lui(K0, body() >>> 16), Words.ori(K0, K0, body()), Words.jr(K0), Words.NOP);
  }

  private static int blez(int rs, int instructions) {
    return 0x18000000 | rs << 21 | (instructions & 0xFFFF);
  }

  private int place(int start, List<Unit> units) {
    int at = start;
    for (Unit unit : units) {
      int into = at;
      for (Unit.Part part : unit.parts()) {
        bytes.put(into, part.bytes());
        into += part.bytes().length;
      }
      for (Link link : unit.links()) {
        resolve(link, at);
      }
      at = into;
    }
    return at;
  }

  private void resolve(Link link, int unit) {
    int from =
        switch (link.place()) {
          case UNIT -> unit;
          case PROGRAM -> 0;
          case REFRESH -> refresh;
          case BODY -> BODY;
        };
    int address = linked(from + link.offset());
    int at = unit + link.at();
    switch (link.field()) {
      case WORDS -> jump(at, address >>> 2 & 0x3FFFFFF);
      case HALVES -> jump(at, address >>> 1 & 0x3FFFFFF);
      case HIGH_AND_LOW -> {
        bytes.putInt(at, bytes.getInt(at) | (address + 0x8000) >>> 16);
        bytes.putInt(at + 4, bytes.getInt(at + 4) | (address & 0xFFFF));
      }
    }
  }

  /**
   * The field is empty so far: only of microMIPS the halfword that comes first, which has the major
   * opcode, is not 0 then.
   */
  private void jump(int at, int field) {
    short first = bytes.getShort(at);
    if (first != 0) {
      bytes.putShort(at, (short) (first | field >>> 16));
      bytes.putShort(at + 2, (short) field);
    } else {
      bytes.putInt(at, bytes.getInt(at) | field);
    }
  }
}
