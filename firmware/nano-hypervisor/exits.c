/* What a guest has left for, and what becomes of it. Guests are MIPS32 (encodings: MD00086). */
#include "nano.h"
#include "vz.h"

/* Cause.ExcCode, and GuestCtl0.GExcCode of a guest exit (MD00847). */
#define EXC_MOD 1
#define EXC_TLBL 2
#define EXC_TLBS 3
#define EXC_TLBXI 20
#define EXC_GUEST_EXIT 27
#define GEXC_GPSI 0
#define GEXC_GSFC 1
#define GEXC_HYPERCALL 2
#define GEXC_GHFC 9

#define OPCODE(word) ((word) >> 26)
#define RS(word) ((word) >> 21 & 31)
#define RT(word) ((word) >> 16 & 31)
#define RD(word) ((word) >> 11 & 31)
#define FUNCTION(word) ((word) & 63)
#define OFFSET(word) ((unsigned)(int)(short)(word))

/* The fields of COP0 instructions that are emulated; register and select are one number. */
#define COP0 0x10
#define REGISTER_OF(word) (RD(word) << 3 | ((word) & 7))
#define MFC0(number, select) (0u << 8 | (number) << 3 | (select))
#define MTC0(number, select) (4u << 8 | (number) << 3 | (select))
#define IS_WAIT(word) ((word) >> 25 == 0x21 && FUNCTION(word) == 0x20)

/* What a guest may change: not CU3, CU2, SR, NMI of Status; DC, IV, IP1, IP0 of Cause; VS. */
#define STATUS_WRITABLE 0x3FE7FFFFu
#define CAUSE_WRITABLE 0x08C00300u
#define INTCTL_WRITABLE 0x000003E0u

static unsigned gpr(unsigned number) { return number ? guest_gpr(number) : 0; }

static void set_gpr(unsigned number, unsigned value) {
  if (number) {
    set_guest_gpr(number, value);
  }
}

/*
 * Where the branch goes, with the guest's registers as they are: the way past an instruction in
 * its delay slot. It has written its link already; a JALR that has overwritten its own source is
 * refused.
 */
static int branch_target(unsigned branch, unsigned pc, unsigned *target) {
  unsigned opcode = OPCODE(branch);
  int rs = (int)gpr(RS(branch));
  int rt = (int)gpr(RT(branch));
  int taken;
  if (opcode >= 0x14 && opcode <= 0x17) {
    opcode -= 0x10; /* the likely forms */
  }
  switch (opcode) {
    case 0x00: /* JR, JALR */
      *target = (unsigned)rs;
      return (FUNCTION(branch) & ~1u) == 8 && RS(branch) != RD(branch) && (rs & 3) == 0;
    case 0x01: /* BLTZ, BGEZ, their likely and linking forms */
      taken = RT(branch) & 1 ? rs >= 0 : rs < 0;
      break;
    case 0x02: /* J, JAL */
    case 0x03:
      *target = ((pc + 4) & 0xF0000000) | (branch & 0x03FFFFFF) << 2;
      return 1;
    case 0x04: /* BEQ, BNE, BLEZ, BGTZ */
      taken = rs == rt;
      break;
    case 0x05:
      taken = rs != rt;
      break;
    case 0x06:
      taken = rs <= 0;
      break;
    case 0x07:
      taken = rs > 0;
      break;
    default:
      return 0;
  }
  *target = pc + (taken ? 4 + (OFFSET(branch) << 2) : 8);
  return 1;
}

static void skip(struct guest *guest) {
  if (!(READ(Cause) & CAUSE_BD)) {
    guest->pc += 4;
  } else if (!branch_target(READ(BadInstrP), guest->pc, &guest->pc)) {
    guest_stop(guest, "exit behind a branch that cannot be evaluated:", READ(BadInstrP));
  }
}

/* GPSI, what a guest may not do itself, and GSFC, which comes while an interrupt is presented. */
static void privileged(struct guest *guest, unsigned instruction) {
  unsigned rt = RT(instruction);
  if (IS_WAIT(instruction)) {
    guest->state = WAITING;
    guest_wake(guest);
    skip(guest);
    return;
  }
  switch (OPCODE(instruction) == COP0 ? RS(instruction) << 8 | REGISTER_OF(instruction) : ~0u) {
    case MFC0(9, 0): /* Count */
      set_gpr(rt, timer_count(guest));
      break;
    case MFC0(11, 0): /* Compare */
      set_gpr(rt, guest->timer.compare);
      break;
    case MFC0(15, 0): /* PRId */
      set_gpr(rt, READ(PRId));
      break;
    case MTC0(9, 0):
      timer_set_count(guest, gpr(rt));
      break;
    case MTC0(11, 0):
      timer_set_compare(guest, gpr(rt));
      break;
    case MTC0(12, 0): /* Status */
      WRITE_GUEST(gpr(rt) & STATUS_WRITABLE, Status);
      break;
    case MTC0(12, 1): /* IntCtl */
      WRITE_GUEST((READ_GUEST(IntCtl) & ~INTCTL_WRITABLE) | (gpr(rt) & INTCTL_WRITABLE), IntCtl);
      break;
    case MTC0(13, 0): /* Cause */
      WRITE_GUEST((READ_GUEST(Cause) & ~CAUSE_WRITABLE) | (gpr(rt) & CAUSE_WRITABLE), Cause);
      break;
    default:
      guest_stop(guest, "privileged instruction", instruction);
      return;
  }
  skip(guest);
}

/*
 * Bytes that an instruction loads or stores, or 0 if it is not the one that has accessed the
 * address: it may be one that is not emulated, or a fetch has failed and BadInstr is an old one.
 */
static unsigned access_size(unsigned instruction, unsigned address, int store) {
  static const unsigned char sizes[] = {1, 2, 0, 4, 1, 2}; /* LB, LH, LW; LBU, LHU */
  unsigned opcode = OPCODE(instruction);
  unsigned virtual = gpr(RS(instruction)) + OFFSET(instruction);
  int is_store = (opcode & 8) != 0;
  if (opcode < 0x20 || opcode > (store ? 0x2Bu : 0x25u) || is_store != store ||
      ((virtual ^ address) & 0xFFF) != 0) {
    return 0;
  }
  return sizes[opcode & 7];
}

static unsigned extended(unsigned instruction, unsigned value) {
  switch (OPCODE(instruction)) {
    case 0x20: /* LB */
      return (unsigned)(int)(signed char)value;
    case 0x21: /* LH */
      return (unsigned)(int)(short)value;
    default:
      return value;
  }
}

/* An access that the root TLB refuses; BadVAddr is the guest physical address. */
static void access(struct guest *guest, int store) {
  unsigned address = READ(BadVAddr);
  unsigned instruction = READ(BadInstr);
  unsigned size = access_size(instruction, address, store);
  unsigned value = 0;
  if (size && store && device_store(guest, address, size, gpr(RT(instruction)))) {
    skip(guest);
  } else if (size && !store && device_load(guest, address, size, &value)) {
    set_gpr(RT(instruction), extended(instruction, value));
    skip(guest);
  } else {
    guest_stop(guest, store ? "it may not write" : "it may not read or execute", address);
  }
}

void exit_handle(struct guest *guest) {
  unsigned code = READ(Cause) >> 2 & 31;
  unsigned guest_code = READ(GuestCtl0) >> 2 & 31;
  if (code == EXC_GUEST_EXIT && guest_code == GEXC_GHFC) {
    return; /* it goes on where hardware has put it */
  }
  if (guest->pc & 1) {
    guest_stop(guest, "exit of a microMIPS instruction:", READ(BadInstr));
  } else if (code == EXC_TLBL || code == EXC_TLBS || code == EXC_MOD) {
    access(guest, code != EXC_TLBL);
  } else if (code == EXC_GUEST_EXIT && (guest_code == GEXC_GPSI || guest_code == GEXC_GSFC)) {
    privileged(guest, READ(BadInstr));
  } else if (code == EXC_GUEST_EXIT && guest_code == GEXC_HYPERCALL) {
    guest_stop(guest, "hypercall", READ(BadInstr) >> 11 & 0x3FF);
  } else if (code == EXC_TLBXI) {
    guest_stop(guest, "it may not execute", READ(BadVAddr));
  } else {
    guest_stop(guest, "unexpected exception, Cause", READ(Cause));
  }
}
