/*
 * Executes microMIPS instructions on a bare QEMU Malta board and sends what they did through the
 * UART; execution_micromips.py feeds and reads it.
 *
 * The cases are an array of struct state at CASES, behind its length. The code of each is executed at
 * ENTRY, in a page whose other halfwords come back here, through register 24 and in MIPS32 mode.
 */
#include <stdint.h>

#define CODE 0x80100000
#define ENTRY 0x80100800
#define DATA 0x80110000
#define CASES 0x81000000

/* MIPS32 code that microMIPS can jump to. */
#define OTHER 0x80102000

/* Register 27 points at it meanwhile. */
struct state {
  uint32_t gpr[32];     /* Not 0, where the stack pointer is kept; not 24, 26 and 27. */
  uint32_t hi, lo;      /* at 128 */
  uint32_t cause, epc;  /* at 136: of an exception, or 0 */
  uint32_t memory[12];
  uint16_t code[6];     /* With the pair behind it. */
};

#define SAVED(op)                                                                                 \
  #op " $16, 0($29)\n" #op " $17, 4($29)\n" #op " $18, 8($29)\n" #op " $19, 12($29)\n"            \
  #op " $20, 16($29)\n" #op " $21, 20($29)\n" #op " $22, 24($29)\n" #op " $23, 28($29)\n"         \
  #op " $28, 32($29)\n" #op " $30, 36($29)\n" #op " $31, 40($29)\n"
#define ALL(op)                                                                                   \
  #op " $1, 4($27)\n" #op " $2, 8($27)\n" #op " $3, 12($27)\n" #op " $4, 16($27)\n"               \
  #op " $5, 20($27)\n" #op " $6, 24($27)\n" #op " $7, 28($27)\n" #op " $8, 32($27)\n"             \
  #op " $9, 36($27)\n" #op " $10, 40($27)\n" #op " $11, 44($27)\n" #op " $12, 48($27)\n"          \
  #op " $13, 52($27)\n" #op " $14, 56($27)\n" #op " $15, 60($27)\n" #op " $16, 64($27)\n"         \
  #op " $17, 68($27)\n" #op " $18, 72($27)\n" #op " $19, 76($27)\n" #op " $20, 80($27)\n"         \
  #op " $21, 84($27)\n" #op " $22, 88($27)\n" #op " $23, 92($27)\n" #op " $25, 100($27)\n"        \
  #op " $28, 112($27)\n" #op " $29, 116($27)\n" #op " $30, 120($27)\n" #op " $31, 124($27)\n"

/*
 * execute loads the registers, goes to ENTRY in microMIPS mode, and stores them on the way back.
 * handler, for 0x80000180, notes Cause and EPC and goes back through register 24.
 */
__asm__(
    ".set push\n.set noreorder\n.set noat\n"
    "execute: addiu $29, $29, -48\n" SAVED(sw)
    "move $27, $4\nsw $29, 0($27)\n"
    "lw $26, 128($27)\nmthi $26\nlw $26, 132($27)\nmtlo $26\n"
    "lui $24, %hi(1f)\naddiu $24, $24, %lo(1f)\n" ALL(lw)
    "lui $26, 0x8010\nori $26, $26, 0x801\njr $26\nnop\n"
    "1: " ALL(sw)
    "mfhi $26\nsw $26, 128($27)\nmflo $26\nsw $26, 132($27)\n"
    "lw $29, 0($27)\n" SAVED(lw)
    "jr $31\naddiu $29, $29, 48\n"
    "handler: mfc0 $26, $13\nsw $26, 136($27)\nmfc0 $26, $14\nsw $26, 140($27)\n"
    "mtc0 $24, $14\nehb\neret\n"
    "handler_end:\n.set pop\n");
extern void execute(struct state *state);
extern const uint32_t handler[], handler_end[];

/* A page of pairs "jr $24; addiu $10,$10,1", which count arrivals at a target, around the code. */
static void prepare(const struct state *state) {
  volatile uint16_t *code = (uint16_t *)CODE;
  for (int i = 0; i < 2048; i += 2) {
    code[i] = 0x4598;
    code[i + 1] = 0x4D42;
  }
  for (int i = 0; i < 6; i++) {
    ((volatile uint16_t *)ENTRY)[i] = state->code[i];
  }
  volatile uint32_t *other = (uint32_t *)OTHER;
  other[0] = 0x03000008; /* jr $24 */
  other[1] = 0x254A0001; /* addiu $10,$10,1 */
  other[2] = 0x74000000 | (CODE & 0x07FFFFFF) >> 2; /* jalx CODE */
  other[3] = 0x254A0001;
}

static void send(const struct state *state) {
  volatile uint8_t *uart = (uint8_t *)0xB80003F8;
  for (unsigned i = 0; i < sizeof *state; i++) {
    while (!(uart[5] & 0x20)) {
    }
    uart[0] = ((const uint8_t *)state)[i];
  }
}

void run(void) {
  volatile uint32_t *vector = (uint32_t *)0x80000180;
  for (int i = 0; handler + i < handler_end; i++) {
    vector[i] = handler[i];
  }
  uint32_t length = *(uint32_t *)CASES;
  struct state *state = (struct state *)(CASES + 4);
  volatile uint32_t *data = (uint32_t *)DATA;
  for (; length > 0; length--, state++) {
    for (int i = 0; i < 12; i++) {
      data[i] = state->memory[i];
    }
    prepare(state);
    execute(state);
    for (int i = 0; i < 12; i++) {
      state->memory[i] = data[i];
    }
    send(state);
  }
  *(volatile uint32_t *)0xBF000500 = 0x42; /* Malta SOFTRES; QEMU ends under -no-reboot. */
  for (;;) {
  }
}

/* Status: kernel mode, no interrupts, BEV and ERL clear, so that exceptions go to 0x80000180. */
__asm__(
    ".globl __start\n__start: mtc0 $0, $12\nehb\nlui $29, 0x8030\nlui $25, %hi(run)\n"
    "addiu $25, $25, %lo(run)\njr $25\nnop\n");
