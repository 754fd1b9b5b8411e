package org.vzlab.isolation.attack;

/** MIPS32 instructions by name (MD00086), for code that is made of them. */
final class Words {
  static final int NOP = 0;
  static final int EHB = 0xC0;
  static final int SYSCALL = 0x0C;
  static final int ERET = 0x42000018;
  static final int WAIT = 0x42000020;
  static final int TLBR = 0x42000001;
  static final int TLBWI = 0x42000002;
  static final int TLBINV = 0x42000003;
  static final int TLBINVF = 0x42000004;
  static final int TLBWR = 0x42000006;
  static final int TLBP = 0x42000008;
  static final int EI = 0x41606020;
  static final int DI = 0x41606000;

  static final int LB = 0x20;
  static final int LH = 0x21;
  static final int LWL = 0x22;
  static final int LW = 0x23;
  static final int LBU = 0x24;
  static final int LHU = 0x25;
  static final int LWR = 0x26;
  static final int SB = 0x28;
  static final int SH = 0x29;
  static final int SWL = 0x2A;
  static final int SW = 0x2B;
  static final int SWR = 0x2E;
  static final int CACHE = 0x2F;
  static final int LL = 0x30;
  static final int LWC1 = 0x31;
  static final int PREF = 0x33;
  static final int LDC1 = 0x35;
  static final int SC = 0x38;
  static final int SWC1 = 0x39;
  static final int SDC1 = 0x3D;

  private Words() {}

  static int lui(int rt, int high) {
    return 0x0F << 26 | rt << 16 | (high & 0xFFFF);
  }

  static int ori(int rt, int rs, int low) {
    return 0x0D << 26 | rs << 21 | rt << 16 | (low & 0xFFFF);
  }

  static int addiu(int rt, int rs, int immediate) {
    return 0x09 << 26 | rs << 21 | rt << 16 | (immediate & 0xFFFF);
  }

  static int addu(int rd, int rs, int rt) {
    return rs << 21 | rt << 16 | rd << 11 | 0x21;
  }

  static int or(int rd, int rs, int rt) {
    return rs << 21 | rt << 16 | rd << 11 | 0x25;
  }

  static int mfc0(int rt, int register, int select) {
    return 0x40000000 | rt << 16 | register << 11 | select;
  }

  static int mtc0(int rt, int register, int select) {
    return 0x40800000 | rt << 16 | register << 11 | select;
  }

  /** MFC0, or MTC0, of microMIPS (MD00582). */
  static int micromipsMove(boolean write, int rt, int register, int select) {
    return rt << 21 | register << 16 | select << 11 | (write ? 0x2FC : 0xFC);
  }

  static int memory(int opcode, int rt, int base, int offset) {
    return opcode << 26 | base << 21 | rt << 16 | (offset & 0xFFFF);
  }

  static int cache(int operation, int base, int offset) {
    return memory(CACHE, operation, base, offset);
  }

  static int synci(int base, int offset) {
    return 0x041F0000 | base << 21 | (offset & 0xFFFF);
  }

  static int jr(int rs) {
    return rs << 21 | 0x08;
  }

  static int jalr(int rd, int rs) {
    return rs << 21 | rd << 11 | 0x09;
  }

  /** JALR.HB to a register, with the return address in another. */
  static int jalrHb(int rd, int rs) {
    return jalr(rd, rs) | 1 << 10;
  }

  static int j(int address) {
    return 0x02 << 26 | (address >>> 2 & 0x3FFFFFF);
  }

  static int jal(int address) {
    return 0x03 << 26 | (address >>> 2 & 0x3FFFFFF);
  }

  static int jalx(int address) {
    return 0x1D << 26 | (address >>> 2 & 0x3FFFFFF);
  }

  /** A branch always: by so many instructions from the one behind it. */
  static int b(int instructions) {
    return 0x10000000 | (instructions & 0xFFFF);
  }

  /** A call: by so many instructions from the one behind it. */
  static int bal(int instructions) {
    return 0x04110000 | (instructions & 0xFFFF);
  }

  static int bne(int rs, int rt, int instructions) {
    return 0x14000000 | rs << 21 | rt << 16 | (instructions & 0xFFFF);
  }

  static int beq(int rs, int rt, int instructions) {
    return 0x10000000 | rs << 21 | rt << 16 | (instructions & 0xFFFF);
  }

  static int rdhwr(int rt, int register) {
    return 0x7C00003B | rt << 16 | register << 11;
  }

  static int hypcall(int code) {
    return 0x42000028 | (code & 0x3FF) << 11;
  }
}
