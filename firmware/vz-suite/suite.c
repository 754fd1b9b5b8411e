/*
 * Runs the checks: the operations of the section .ops, one after the other. A check begins with
 * its OP_CHECK, from a state that is the same for all, and ends before the next.
 */
#include "suite.h"

#include "../common/cp0.h"
#include "../common/pic32mz.h"
#include "report.h"

/* A snippet that never ends is ended by root's core timer: so many counts, 0.2 ms at 100 MHz. */
#define PATIENCE 20000u

#define TLB_ENTRIES 16
#define ENTRYHI_EHINV 0x400u
#define ENTRYLO_GVD 7u
#define ENTRYLO_UNCACHED (2u << 3)
#define ENTRYLO_CACHED (3u << 3)
#define PAGE_64K 0x0001E000u
#define PAGE_1M 0x001FE000u

#define ENTRYLO(physical) ((physical) >> 12 << 6)
#define FLASH 0x1D000000u
#define BOOT_VECTORS 0x1FC00000u
#define USER_BIAS 0x80000000u

#define HAS_OFFSET(field, offset) \
  _Static_assert(__builtin_offsetof(struct frame, field) == (offset), "start.S has " #offset)
HAS_OFFSET(previous, FRAME_PREVIOUS);
HAS_OFFSET(vector, FRAME_VECTOR);
HAS_OFFSET(errorepc, FRAME_ERROREPC);
HAS_OFFSET(guestctl0, FRAME_GUESTCTL0);
HAS_OFFSET(srsctl, FRAME_SRSCTL);
HAS_OFFSET(count, FRAME_COUNT);

struct op {
  unsigned kind;
  unsigned a;
  unsigned b;
  unsigned c;
};

extern const struct op _ops[];
extern const struct op _ops_end[];
extern const char guest_vectors[];
extern const char guest_bev_vectors[];

static const struct op *op;
static const struct op *check;
static int failed;
static unsigned bias;
static unsigned mode;
static unsigned status;
static unsigned guestctl0;
static unsigned gpr[32];

static struct {
  unsigned passed;
  unsigned failed;
} counts[2];

/* Begins what is said of a failure: the line of the check, or one more thing in it. */
static void complain(void) {
  if (failed) {
    print_text("; ");
  } else {
    failed = 1;
    print_text("FAIL ");
    print_text((const char *)check->a);
    print_text(": ");
  }
}

static unsigned saw(unsigned field) {
  switch (field) {
    case C0_STATUS:
      return frame.status;
    case C0_CAUSE:
      return frame.cause;
    case C0_EPC:
      return frame.epc;
    case C0_ERROREPC:
      return frame.errorepc;
    case C0_GUESTCTL0:
      return frame.guestctl0;
    case C0_SRSCTL:
      return frame.srsctl;
    case C0_NESTEDEXC:
      return frame.nestedexc;
    case C0_NESTEDEPC:
      return frame.nestedepc;
    case C0_COUNT:
      return frame.count;
    case VECTOR_FIELD:
      return frame.vector;
    case HI_FIELD:
      return frame.hi;
    case LO_FIELD:
      return frame.lo;
  }
  if (field < GUEST_FIELD(0)) {
    return read_root(field);
  }
  if (field < GPR_FIELD(0)) {
    return read_guest(field - GUEST_FIELD(0));
  }
  if (field < PREVIOUS_GPR_FIELD(0)) {
    return frame.gpr[field - GPR_FIELD(0)];
  }
  return frame.previous[field - PREVIOUS_GPR_FIELD(0)];
}

static void compare(unsigned found, unsigned expected, unsigned mask) {
  if ((found ^ expected) & mask) {
    complain();
    print_text("expected ");
    if (op->kind == OP_EXPECT_MEM) {
      print_text("word at ");
      print_hex(op->a);
    } else {
      print_field(op->a);
    }
    if (mask != ~0u) {
      print_text(" & ");
      print_hex(mask);
    }
    print_text(" = ");
    print_hex(expected & mask);
    print_text(", saw ");
    print_hex(found & mask);
  }
}

/* An instruction as BadInstr shows it: a microMIPS one of 16 bits in the lower half. */
static unsigned instruction_at(unsigned address) {
  if (address & 1) {
    const unsigned short *half = (const unsigned short *)(address - 1);
    unsigned major = half[0] >> 10 & 7;
    return major >= 1 && major <= 3 ? half[0] : (unsigned)half[0] << 16 | half[1];
  }
  return *(const unsigned *)address;
}

static void clear_tlbs(void) {
  for (unsigned i = 0; i < TLB_ENTRIES; i++) {
    unsigned hi = ENTRYHI_EHINV | 0x80000000u | i << 13;
    write_root_tlb(i, hi, 0, 0, 0);
    write_guest_tlb(i, hi, 0, 0, 0);
  }
}

/*
 * The guest's physical memory: the flash where it is, its 64 KB of RAM, and its page of boot
 * vectors. Root and guest see the flash in KUSEG too.
 */
static void fill_tlbs(void) {
  unsigned flash0 = ENTRYLO(FLASH) | ENTRYLO_CACHED | ENTRYLO_GVD;
  unsigned flash1 = ENTRYLO(FLASH + 0x100000) | ENTRYLO_CACHED | ENTRYLO_GVD;
  unsigned ram = ENTRYLO(GUEST_RAM) | ENTRYLO_UNCACHED | ENTRYLO_GVD;
  unsigned boot = ((unsigned)guest_bev_vectors & 0x1FFFFFFF) >> 12 << 6;
  write_root(C0_GUESTCTL1, 0);
  write_root_tlb(0, FLASH, PAGE_1M, flash0, flash1);
  write_root(C0_GUESTCTL1, GUEST_ID << 16 | GUEST_ID);
  write_root_tlb(1, FLASH, PAGE_1M, flash0, flash1);
  write_root_tlb(2, 0, PAGE_64K, ram, 1);
  write_root_tlb(3, BOOT_VECTORS, 0, boot | ENTRYLO_CACHED | ENTRYLO_GVD, 1);
  write_guest_tlb(0, FLASH, PAGE_1M, flash0, flash1);
}

/* Puts everything that a check may have changed into the state that README.md describes. */
static void prepare(void) {
  static const short zeroed[] = {C0_ENTRYLO0, C0_ENTRYLO1,  C0_CONTEXT,   C0_USERLOCAL,
                                 C0_PAGEMASK, C0_WIRED,     C0_HWRENA,    C0_ENTRYHI,
                                 C0_INDEX,    C0_KSCRATCH1, C0_KSCRATCH2, C0_SRSMAP,
                                 C0_SRSMAP2,  C0_SRSCTL,    C0_EPC,       C0_ERROREPC,
                                 CP0(18, 0),  CP0(18, 1),   CP0(18, 2),   CP0(18, 3),
                                 CP0(25, 0),  CP0(25, 2)};
  write_root(C0_GUESTCTL0EXT, 0);
  write_root(C0_GUESTCTL1, 0);
  write_root(C0_GUESTCTL2, 0);
  write_root(C0_GUESTCTL3, 0);
  write_root(C0_GTOFFSET, 0);
  write_root(C0_PAGEGRAIN, 0xC8000000);
  clear_tlbs();
  fill_tlbs();
  for (unsigned i = 0; i < sizeof zeroed / sizeof zeroed[0]; i++) {
    write_root((unsigned)zeroed[i], 0);
    write_guest((unsigned)zeroed[i], 0);
  }
  write_guest(C0_PAGEGRAIN, 0);
  write_guest(C0_BADVADDR, 0);
  write_guest(C0_BADINSTR, 0);
  write_guest(C0_BADINSTRP, 0);
  write_guest(C0_NESTEDEPC, 0);
  write_guest(C0_STATUS, DEFAULT_GUEST_STATUS);
  write_guest(C0_CAUSE, CAUSE_IV);
  write_guest(C0_COMPARE, 0);
  write_guest(C0_INTCTL, 1 << 5);
  write_guest(C0_EBASE, (unsigned)guest_vectors & ~0xFFFu);
  /* Uncached: what a guest and root see of memory does not depend on caches. */
  write_guest(C0_CONFIG, (read_guest(C0_CONFIG) & ~7u) | 2);
  write_guest(C0_CONFIG3, (read_guest(C0_CONFIG3) & ~(1u << 16)) | ISA << 16);
  status = STATUS_CU0 | STATUS_IE;
  guestctl0 = DEFAULT_GUESTCTL0;
  for (unsigned i = 0; i < 32; i++) {
    gpr[i] = 0xA5A50000 | i;
  }
  gpr[0] = 0;
}

/* Enters the snippet, and enters it again after an interrupt that nobody has raised. */
static void run(void) {
  frame.status = status | STATUS_EXL;
  if (mode == MODE_ROOT_USER) {
    frame.status |= STATUS_UM;
  }
  frame.guestctl0 = mode == MODE_GUEST || mode == MODE_GUEST_USER ? guestctl0 | GUESTCTL0_GM : guestctl0;
  unsigned source;
  do {
    write_root(C0_COMPARE, read_count() + PATIENCE);
    CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
    SET(IEC(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
    enter();
    source = INTSTAT & INTSTAT_SIRQ;
    CLR(IEC(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
    /* The chip is known to raise interrupt 0 for no reason. */
  } while (frame.vector == VECTOR_INTERRUPT && source == IRQ_CORE_TIMER &&
           !(frame.cause & CAUSE_TI));
}

static void start(void) {
  mode = op->a;
  bias = mode == MODE_GUEST_USER || mode == MODE_ROOT_USER ? USER_BIAS : 0;
  if (mode == MODE_GUEST_USER) {
    write_guest(C0_STATUS, read_guest(C0_STATUS) | STATUS_UM);
  }
  for (unsigned i = 0; i < 32; i++) {
    frame.gpr[i] = gpr[i];
  }
  frame.hi = gpr[30];
  frame.lo = gpr[31];
  frame.epc = op->b - bias;
  frame.errorepc = frame.epc;
  run();
}

static void set_root(unsigned reg, unsigned value) {
  if (reg == C0_STATUS) {
    status = value;
  } else if (reg == C0_GUESTCTL0) {
    guestctl0 = value;
  } else {
    write_root(reg, value);
  }
}

static void perform(void) {
  switch (op->kind) {
    case OP_ROOT:
      set_root(op->a, op->b);
      break;
    case OP_GUEST:
      write_guest(op->a, op->b);
      break;
    case OP_GPR:
      gpr[op->a] = op->b;
      break;
    case OP_RUN:
      start();
      break;
    case OP_RESUME:
      frame.epc += op->a;
      run();
      break;
    case OP_GO:
      frame.epc = op->a - bias;
      run();
      break;
    case OP_EXPECT:
      compare(saw(op->a), op->b, op->c);
      break;
    case OP_EXPECT_AT:
      compare(saw(op->a), op->b - bias, ~0u);
      break;
    case OP_EXPECT_CODE:
      compare(saw(op->a), (op->b & ~1u) | ISA, ~0u);
      break;
    case OP_EXPECT_SAME:
      compare(saw(op->a), saw(op->b), ~0u);
      break;
    case OP_EXPECT_INSTR:
      compare(saw(op->a), instruction_at(op->b), ~0u);
      break;
    case OP_CALL:
      ((void (*)(void))op->a)();
      break;
    case OP_POKE:
      *(volatile unsigned *)op->a = op->b;
      break;
    case OP_EXPECT_MEM:
      compare(*(volatile unsigned *)op->a, op->b, op->c);
      break;
  }
}

static void body(void) {
  prepare();
  for (op++; op < _ops_end && op->kind != OP_CHECK; op++) {
    perform();
  }
}

static void run_check(void) {
  check = op;
  failed = 0;
  if (attempt(body)) {
    complain();
    print_text("expected no exception in the suite itself, saw Cause ");
    print_hex(frame.cause);
    print_text(" at ");
    print_hex(frame.epc);
    print_text(", BadVAddr ");
    print_hex(read_root(C0_BADVADDR));
    for (op = check + 1; op < _ops_end && op->kind != OP_CHECK; op++) {
    }
  }
  if (failed) {
    print_text(" [");
    print_text((const char *)check->b);
    print_text("]");
    counts[check->c].failed++;
  } else {
    print_text("PASS ");
    print_text((const char *)check->a);
    counts[check->c].passed++;
  }
  print_text(check->c ? " (choice)\r\n" : "\r\n");
}

static void print_counts(unsigned choice) {
  print_text("passed ");
  print_decimal(counts[choice].passed);
  print_text(" failed ");
  print_decimal(counts[choice].failed);
}

int main(void) {
  for (int i = 0; i < IEC_COUNT; i++) {
    IEC(i) = 0;
  }
  CLR(INTCON) = INTCON_MVEC;
  PRISS = 0;
  IPC(IRQ_CORE_TIMER / 4) = IRQ_PRIORITY(IRQ_CORE_TIMER, 1);
  print_open();
  print_text(ISA ? "vz-suite, microMIPS\r\n" : "vz-suite, MIPS32\r\n");
  for (op = _ops; op < _ops_end;) {
    run_check();
  }
  print_text("choices ");
  print_counts(1);
  print_text(" of ");
  print_decimal(counts[0].passed + counts[0].failed + counts[1].passed + counts[1].failed);
  print_text("\r\n");
  print_counts(0);
  print_text("\r\n");
  return 0;
}
