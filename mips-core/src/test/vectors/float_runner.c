/*
 * Executes FPU instructions on a bare QEMU Malta board and sends what they did through the UART;
 * float_execution.py feeds and reads it. As runner.c, but for the registers that it loads and stores.
 */
#include <stdint.h>

#define CODE 0x80100000
#define CASES 0x81000000

/* Registers f2, f4, f6 and f8 with Status.FR = wide, FCSR, register 4. */
struct state {
  uint32_t word;      /* at 0 */
  uint32_t wide;      /* at 4 */
  uint32_t fcsr;      /* at 8 */
  uint32_t gpr;       /* at 12 */
  uint64_t fpr[4];    /* at 16 */
  uint32_t exception; /* at 48: ExcCode + 1, or 0 */
  uint32_t unused;
};

/* Loads the registers, goes to CODE, and stores them on the way back through register 24. */
static void execute(struct state *state) {
  register struct state *s __asm__("$16") = state;
  __asm__ volatile(
      ".set push\n.set noreorder\n.set noat\n"
      "lui $8, 0x2000\nlw $4, 4(%0)\nsll $4, $4, 26\nor $8, $8, $4\nmtc0 $8, $12\nehb\n"
      "ctc1 $0, $31\n"
      "ldc1 $f2, 16(%0)\nldc1 $f4, 24(%0)\nldc1 $f6, 32(%0)\nldc1 $f8, 40(%0)\n"
      "lw $4, 8(%0)\nctc1 $4, $31\nlw $4, 12(%0)\n"
      "lui $25, 0x8010\n"
      "lui $24, %%hi(1f)\naddiu $24, $24, %%lo(1f)\n"
      "jr $25\nnop\n"
      "1: sw $4, 12(%0)\ncfc1 $4, $31\nsw $4, 8(%0)\n"
      "sdc1 $f2, 16(%0)\nsdc1 $f4, 24(%0)\nsdc1 $f6, 32(%0)\nsdc1 $f8, 40(%0)\n"
      ".set pop\n"
      :
      : "r"(s)
      : "$4", "$8", "$24", "$25", "$31", "memory");
}

/* Goes to 0x80000180: notes Cause.ExcCode and goes back through register 24. */
__asm__(
    ".set push\n.set noreorder\n.set noat\n"
    "handler: mfc0 $26, $13\next $26, $26, 2, 5\naddiu $26, $26, 1\nsw $26, 48($16)\n"
    "mtc0 $24, $14\nehb\neret\n"
    "handler_end:\n.set pop\n");
extern const uint32_t handler[], handler_end[];

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
  volatile uint32_t *code = (uint32_t *)CODE;
  code[1] = 0x03000008; /* jr $24 */
  code[2] = 0;
  uint32_t length = *(uint32_t *)CASES;
  struct state *state = (struct state *)(CASES + 8);
  for (; length > 0; length--, state++) {
    if (code[0] != state->word) {
      code[0] = state->word;
    }
    execute(state);
    send(state);
  }
  *(volatile uint32_t *)0xBF000500 = 0x42; /* Malta SOFTRES; QEMU ends under -no-reboot. */
  for (;;) {
  }
}

/* Status: kernel mode, no interrupts, BEV and ERL clear, so that exceptions go to 0x80000180. */
__asm__(
    ".globl __start\n__start: lui $8, 0x2000\nmtc0 $8, $12\nehb\nlui $29, 0x8030\n"
    "lui $25, %hi(run)\naddiu $25, $25, %lo(run)\njr $25\nnop\n");
