/* What a guest has left for, and what becomes of it. Guests are MIPS32 (encodings: MD00086). */
#include "nano.h"
#include "vz.h"

/* Cause.ExcCode. */
#define EXC_MOD 1
#define EXC_TLBL 2
#define EXC_TLBS 3
#define EXC_TLBXI 20
#define EXC_GUEST_EXIT 27

/* GuestCtl0.GExcCode of a guest exit (MD00847). */
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

#define COP0 0x10
#define COP0_MFC0 0
#define COP0_MTC0 4
#define COP0_GENERAL 0x10
#define WAIT_FUNCTION 0x20

/* Register and select of MFC0 and MTC0, as one number. */
#define REGISTER_OF(word) (RD(word) << 3 | ((word) & 7))
#define COUNT (9 << 3)
#define COMPARE (11 << 3)
#define STATUS (12 << 3)
#define INTCTL (12 << 3 | 1)
#define CAUSE (13 << 3)
#define PRID (15 << 3)

/* What a guest may change: not CU3, CU2, SR, NMI of Status; DC, IV, IP1, IP0 of Cause; VS. */
#define STATUS_REFUSED 0xC0180000u
#define CAUSE_WRITABLE 0x08C00300u
#define INTCTL_WRITABLE 0x000003E0u

static unsigned gpr(unsigned number) { return number ? guest_gpr(number) : 0; }

static void set_gpr(unsigned number, unsigned value) {
  if (number) {
    set_guest_gpr(number, value);
  }
}

/*
 * Where the branch in BadInstrP goes, with the guest's registers as they are: the way past an
 * instruction in a delay slot. Links have been written by the branch itself, but for JALR that may
 * have overwritten its own source no compiler makes.
 */
static int branch_target(unsigned branch, unsigned pc, unsigned *target) {
  int rs = (int)gpr(RS(branch));
  int rt = (int)gpr(RT(branch));
  int taken;
  switch (OPCODE(branch)) {
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
    case 0x04: /* BEQ, BNE, BLEZ, BGTZ, and their likely forms */
    case 0x14:
      taken = rs == rt;
      break;
    case 0x05:
    case 0x15:
      taken = rs != rt;
      break;
    case 0x06:
    case 0x16:
      taken = rs <= 0;
      break;
    case 0x07:
    case 0x17:
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

static int read_register(struct guest *guest, unsigned instruction) {
  unsigned value;
  switch (REGISTER_OF(instruction)) {
    case COUNT:
      value = timer_count(guest);
      break;
    case COMPARE:
      value = guest->timer.compare;
      break;
    case PRID:
      value = READ(PRId);
      break;
    default:
      return 0;
  }
  set_gpr(RT(instruction), value);
  return 1;
}

static int write_register(struct guest *guest, unsigned instruction) {
  unsigned value = gpr(RT(instruction));
  switch (REGISTER_OF(instruction)) {
    case COUNT:
      timer_set_count(guest, value);
      return 1;
    case COMPARE:
      timer_set_compare(guest, value);
      return 1;
    default:
      return 0;
  }
}

/* GPSI: what a guest may not do itself. */
static void privileged(struct guest *guest, unsigned instruction) {
  int done = 0;
  if (OPCODE(instruction) == COP0) {
    if (RS(instruction) == COP0_MFC0) {
      done = read_register(guest, instruction);
    } else if (RS(instruction) == COP0_MTC0) {
      done = write_register(guest, instruction);
    } else if (RS(instruction) >= COP0_GENERAL && FUNCTION(instruction) == WAIT_FUNCTION) {
      guest->state = WAITING;
      guest_wake(guest);
      done = 1;
    }
  }
  if (done) {
    skip(guest);
  } else {
    guest_stop(guest, "privileged instruction", instruction);
  }
}

/* GSFC, only while an interrupt is presented: the store is carried out here. */
static void field_change(struct guest *guest, unsigned instruction) {
  unsigned value = gpr(RT(instruction));
  if (OPCODE(instruction) != COP0 || RS(instruction) != COP0_MTC0) {
    guest_stop(guest, "field change by", instruction);
    return;
  }
  switch (REGISTER_OF(instruction)) {
    case STATUS:
      WRITE_GUEST(value & ~STATUS_REFUSED, Status);
      break;
    case INTCTL:
      WRITE_GUEST((READ_GUEST(IntCtl) & ~INTCTL_WRITABLE) | (value & INTCTL_WRITABLE), IntCtl);
      break;
    case CAUSE:
      WRITE_GUEST((READ_GUEST(Cause) & ~CAUSE_WRITABLE) | (value & CAUSE_WRITABLE), Cause);
      break;
    default:
      guest_stop(guest, "field change by", instruction);
      return;
  }
  skip(guest);
}

/*
 * Bytes that an instruction loads or stores, or 0 if it is not the one that has accessed the
 * address: it may be one that cannot be emulated, or a fetch may have failed, and BadInstr is old.
 */
static unsigned access_size(unsigned instruction, unsigned address, int store) {
  unsigned size;
  switch (OPCODE(instruction) & ~8u) {
    case 0x20: /* LB, SB */
    case 0x24: /* LBU */
      size = 1;
      break;
    case 0x21: /* LH, SH */
    case 0x25: /* LHU */
      size = 2;
      break;
    case 0x23: /* LW, SW */
      size = 4;
      break;
    default:
      return 0;
  }
  int is_store = (OPCODE(instruction) & 8) != 0;
  int is_unsigned = (OPCODE(instruction) & 4) != 0;
  unsigned virtual = gpr(RS(instruction)) + OFFSET(instruction);
  int explains = ((virtual ^ address) & 0xFFF) == 0 && is_store == store;
  return explains && !(is_store && is_unsigned) ? size : 0;
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
  if (size && store) {
    if (device_store(guest, address, size, gpr(RT(instruction)))) {
      skip(guest);
      return;
    }
  } else if (size && device_load(guest, address, size, &value)) {
    set_gpr(RT(instruction), extended(instruction, value));
    skip(guest);
    return;
  }
  guest_stop(guest, store ? "it may not write" : "it may not read or execute", address);
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
  } else if (code == EXC_GUEST_EXIT && guest_code == GEXC_GPSI) {
    privileged(guest, READ(BadInstr));
  } else if (code == EXC_GUEST_EXIT && guest_code == GEXC_GSFC) {
    field_change(guest, READ(BadInstr));
  } else if (code == EXC_GUEST_EXIT && guest_code == GEXC_HYPERCALL) {
    guest_stop(guest, "hypercall", READ(BadInstr) >> 11 & 0x3FF);
  } else if (code == EXC_TLBXI) {
    guest_stop(guest, "it may not execute", READ(BadVAddr));
  } else {
    guest_stop(guest, "unexpected exception, Cause", READ(Cause));
  }
}
