/*
 * As runner.c, for the DSP module: one instruction, or a branch and its delay slot; dsp.py feeds and
 * reads it.
 */
#include <stdint.h>

#define CODE 0x80100000
#define DATA 0x80110000
#define CASES 0x81000000

/* Registers 4 to 6, DSPControl, HI and LO of each accumulator; counts of where control came by. */
struct state {
  uint32_t word[2];  /* at 0 */
  uint32_t gpr[3];   /* at 8 */
  uint32_t control;  /* at 20 */
  uint32_t ac[8];    /* at 24 */
  uint32_t count[2]; /* at 56: in registers 9 and 10 */
  uint32_t exception; /* at 64: ExcCode + 1, or 0 */
};

/* Loads the registers, goes to CODE + 0x100, and stores them on the way back through register 24. */
static void execute(struct state *state) {
  register struct state *s __asm__("$16") = state;
  __asm__ volatile(
      ".set push\n.set noreorder\n.set noat\n"
      "lw $4, 24(%0)\nmthi $4, $ac0\nlw $4, 28(%0)\nmtlo $4, $ac0\n"
      "lw $4, 32(%0)\nmthi $4, $ac1\nlw $4, 36(%0)\nmtlo $4, $ac1\n"
      "lw $4, 40(%0)\nmthi $4, $ac2\nlw $4, 44(%0)\nmtlo $4, $ac2\n"
      "lw $4, 48(%0)\nmthi $4, $ac3\nlw $4, 52(%0)\nmtlo $4, $ac3\n"
      "lw $4, 20(%0)\nwrdsp $4, 63\n"
      "lw $4, 8(%0)\nlw $5, 12(%0)\nlw $6, 16(%0)\n"
      "move $9, $0\nmove $10, $0\n"
      "lui $25, 0x8010\nori $25, $25, 0x100\n"
      "lui $24, %%hi(1f)\naddiu $24, $24, %%lo(1f)\n"
      "jr $25\nnop\n"
      "1: sw $4, 8(%0)\nsw $5, 12(%0)\nsw $6, 16(%0)\n"
      "sw $9, 56(%0)\nsw $10, 60(%0)\n"
      "rddsp $4, 63\nsw $4, 20(%0)\n"
      "mfhi $4, $ac0\nsw $4, 24(%0)\nmflo $4, $ac0\nsw $4, 28(%0)\n"
      "mfhi $4, $ac1\nsw $4, 32(%0)\nmflo $4, $ac1\nsw $4, 36(%0)\n"
      "mfhi $4, $ac2\nsw $4, 40(%0)\nmflo $4, $ac2\nsw $4, 44(%0)\n"
      "mfhi $4, $ac3\nsw $4, 48(%0)\nmflo $4, $ac3\nsw $4, 52(%0)\n"
      ".set pop\n"
      :
      : "r"(s)
      : "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15",
        "$24", "$25", "$31", "hi", "lo", "memory");
}

/* Goes to 0x80000180: notes Cause.ExcCode and goes back through register 24. */
__asm__(
    ".set push\n.set noreorder\n.set noat\n"
    "handler: mfc0 $26, $13\next $26, $26, 2, 5\naddiu $26, $26, 1\nsw $26, 64($16)\n"
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
  data[0] = 0x8899aabb;
  data[1] = 0x01234567;
  data[2] = 0xfedcba98;
  data[3] = 0x7f6e5d4c;
  for (; length > 0; length--, state++) {
    prepare(state);
    execute(state);
    send(state);
  }
  *(volatile uint32_t *)0xBF000500 = 0x42; /* Malta SOFTRES; QEMU ends under -no-reboot. */
  for (;;) {
  }
}

/* Status: kernel mode, MX, no interrupts, BEV and ERL clear, so that exceptions go to 0x80000180. */
__asm__(
    ".globl __start\n__start: lui $8, 0x0100\nmtc0 $8, $12\nehb\nlui $29, 0x8030\nlui $25, %hi(run)\n"
    "addiu $25, $25, %lo(run)\njr $25\nnop\n");
