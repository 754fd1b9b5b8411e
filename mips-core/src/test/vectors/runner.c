/*
 * Executes instructions on a bare QEMU Malta board and sends what they did through the UART;
 * execution.py feeds and reads it.
 *
 * The cases are an array of struct state at CASES, behind its length. The two words of each are
 * executed one after the other at CODE + 0x100, in a page whose other words come back here.
 */
#include <stdint.h>

#define CODE 0x80100000
#define DATA 0x80110000
#define CASES 0x81000000

/* Registers 4, 5, 6 and 31, HI and LO; counts of where control came by, in registers 8 to 10. */
struct state {
  uint32_t word[2];  /* at 0 */
  uint32_t gpr[4];   /* at 8 */
  uint32_t hi, lo;   /* at 24 */
  uint32_t count[3]; /* at 32 */
  uint32_t memory[4];
  uint32_t exception; /* at 60: ExcCode + 1, or 0 */
};

/* Loads the registers, goes to CODE + 0x100, and stores them on the way back through register 24. */
static void execute(struct state *state) {
  register struct state *s __asm__("$16") = state;
  __asm__ volatile(
      ".set push\n.set noreorder\n.set noat\n"
      "lw $4, 24(%0)\nmthi $4\nlw $4, 28(%0)\nmtlo $4\n"
      "lw $4, 8(%0)\nlw $5, 12(%0)\nlw $6, 16(%0)\nlw $31, 20(%0)\n"
      "move $8, $0\nmove $9, $0\nmove $10, $0\n"
      "lui $25, 0x8010\nori $25, $25, 0x100\n"
      "lui $24, %%hi(1f)\naddiu $24, $24, %%lo(1f)\n"
      "jr $25\nnop\n"
      "1: sw $4, 8(%0)\nsw $5, 12(%0)\nsw $6, 16(%0)\nsw $31, 20(%0)\n"
      "sw $8, 32(%0)\nsw $9, 36(%0)\nsw $10, 40(%0)\n"
      "mfhi $4\nsw $4, 24(%0)\nmflo $4\nsw $4, 28(%0)\n"
      ".set pop\n"
      :
      : "r"(s)
      : "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15",
        "$24", "$25", "$31", "hi", "lo", "memory");
}

/* Goes to 0x80000180: notes Cause.ExcCode and goes back through register 24. */
__asm__(
    ".set push\n.set noreorder\n.set noat\n"
    "handler: mfc0 $26, $13\next $26, $26, 2, 5\naddiu $26, $26, 1\nsw $26, 60($16)\n"
    "mtc0 $24, $14\nehb\neret\n"
    "handler_end:\n.set pop\n");
extern const uint32_t handler[], handler_end[];

/*
 * A page of pairs "jr $24; addiu $10,$10,1", which count arrivals at a target; behind the two words
 * it is $9 that counts.
 */
static void prepare(const struct state *state) {
  volatile uint32_t *code = (uint32_t *)CODE;
  for (int i = 0; i < 256; i += 2) {
    code[i] = 0x03000008;
    code[i + 1] = 0x254A0001;
  }
  code[64] = state->word[0];
  code[65] = state->word[1];
  code[67] = 0x25290001;
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
    for (int i = 0; i < 4; i++) {
      data[i] = state->memory[i];
    }
    prepare(state);
    execute(state);
    for (int i = 0; i < 4; i++) {
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
