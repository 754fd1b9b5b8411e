/*
 * Executes programs on a bare Malta board, QEMU's or vzlab's, and notes the states they end in;
 * programs.py puts it, the programs and the states they start from into RAM and reads the results
 * there. It depends on nothing that the two boards do not share.
 *
 * Registers 26 and 27 are not the programs': 26 points at the struct state that takes the results,
 * 27 holds the address to jump to at the end. An exception is noted and the instruction skipped, with
 * its branch if it stands in a delay slot; the last one that there is room for ends the program.
 */
#include <stdint.h>

#define DATA 0x80110000
#define SOFTRES 0xBF000500

struct state {
  uint32_t gpr[32]; /* at 0; in [0] the address of the program */
  uint32_t ac[8];   /* at 128: HI and LO of each accumulator */
  uint32_t control; /* at 160: DSPControl */
  uint32_t fcsr;    /* at 164 */
  uint32_t status;  /* at 168 */
  uint32_t raised;  /* at 172: bytes used in log */
  uint32_t scratch[4]; /* at 176 */
  uint32_t memory[16]; /* at 192 */
  uint32_t log[16];    /* at 256: Cause, EPC, BadVAddr, BadInstr, BadInstrP of three exceptions */
  uint64_t fpr[32];    /* at 320; there only with FPU */
};

/* What the processor has: FPU = 1, DSP = 2, BadInstr and BadInstrP = 4. */
struct header {
  uint32_t count, flags, size;
  struct state *before, *after;
  uint32_t entry;
};
#define HEADER ((const struct header *)0x80100000)

void execute(const struct state *before, struct state *after, uint32_t flags);
extern const uint32_t handler[];

__asm__(
    ".set push\n.set noreorder\n.set noat\n.set mips32r2\n.set fp=64\n.set hardfloat\n.set dspr2\n"

    /* Loads the registers and goes to the program by ERET, which clears LLbit. */
    "execute: lui $8, %hi(saved)\naddiu $8, $8, %lo(saved)\nsw $6, 0($8)\n"
    ".irp n,16,17,18,19,20,21,22,23,28,29,30,31\nsw $\\n, 4*\\n-60($8)\n.endr\n"
    "move $26, $4\nmove $27, $5\n"
    "lui $9, 0x2500\nmtc0 $9, $12\nehb\n"
    "andi $9, $6, 1\nbeqz $9, 1f\nnop\n"
    "ctc1 $0, $31\n"
    ".irp n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n"
    "ldc1 $f\\n, 320+8*\\n($26)\n.endr\n"
    "lw $9, 164($26)\nctc1 $9, $31\n"
    "1: andi $9, $6, 2\nbeqz $9, 2f\nnop\n"
    ".irp n,1,2,3\n"
    "lw $9, 128+8*\\n($26)\nmthi $9, $ac\\n\nlw $9, 132+8*\\n($26)\nmtlo $9, $ac\\n\n.endr\n"
    "lw $9, 160($26)\nwrdsp $9, 63\n"
    "2: lw $9, 128($26)\nmthi $9\nlw $9, 132($26)\nmtlo $9\n"
    "lw $8, 168($26)\nori $8, $8, 2\nmtc0 $8, $12\nehb\nlw $8, 0($26)\nmtc0 $8, $14\nehb\n"
    ".irp n,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,28,29,30,31\n"
    "lw $\\n, 4*\\n($26)\n.endr\n"
    "move $26, $27\nlui $27, %hi(back)\naddiu $27, $27, %lo(back)\neret\n"

    "back:\n"
    ".irp n,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,28,29,30,31\n"
    "sw $\\n, 4*\\n($26)\n.endr\n"
    "lui $8, %hi(saved)\naddiu $8, $8, %lo(saved)\nlw $6, 0($8)\n"
    "lui $9, 0x2500\nmtc0 $9, $12\nehb\n"
    "andi $9, $6, 1\nbeqz $9, 1f\nnop\n"
    ".irp n,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n"
    "sdc1 $f\\n, 320+8*\\n($26)\n.endr\n"
    "cfc1 $9, $31\nsw $9, 164($26)\n"
    "1: andi $9, $6, 2\nbeqz $9, 2f\nnop\n"
    ".irp n,1,2,3\n"
    "mfhi $9, $ac\\n\nsw $9, 128+8*\\n($26)\nmflo $9, $ac\\n\nsw $9, 132+8*\\n($26)\n.endr\n"
    "rddsp $9, 63\nsw $9, 160($26)\n"
    "2: mfhi $9\nsw $9, 128($26)\nmflo $9\nsw $9, 132($26)\n"
    ".irp n,16,17,18,19,20,21,22,23,28,29,30,31\nlw $\\n, 4*\\n-60($8)\n.endr\n"
    "jr $31\nnop\n"

    /* Both vectors lead here. Cause: BD, ExcCode, and CE if that is Coprocessor Unusable. */
    "handler: sw $8, 176($26)\nsw $9, 180($26)\nsw $10, 184($26)\nsw $11, 188($26)\n"
    "lw $8, 172($26)\naddu $8, $8, $26\n"
    "mfc0 $9, $13\next $11, $9, 2, 5\n"
    "addiu $10, $11, -11\nbnez $10, 1f\nlui $10, 0x8000\nlui $10, 0xB000\n"
    "1: ori $10, $10, 0x7C\nand $10, $9, $10\nsw $10, 256($8)\n"
    "mfc0 $10, $14\nsw $10, 260($8)\n"
    /* BadVAddr, if ExcCode is 1 to 5. */
    "addiu $11, $11, -1\nsltiu $11, $11, 5\nbeqz $11, 2f\nnop\n"
    "mfc0 $11, $8\nsw $11, 264($8)\n"
    /* A misaligned target of a jump ends the program; there is no BadInstr. */
    "andi $11, $10, 3\naddiu $11, $11, -2\nbeqz $11, 5f\nnop\n"
    "2: lui $11, %hi(saved)\nlw $11, %lo(saved)($11)\nandi $11, $11, 4\nbeqz $11, 3f\nnop\n"
    "mfc0 $11, $8, 1\nsw $11, 268($8)\n"
    "bgez $9, 3f\nnop\nmfc0 $11, $8, 2\nsw $11, 272($8)\n"
    /* On by an instruction, of 16 bits if bits 12 to 10 of microMIPS say so; by two for BD. */
    "3: andi $11, $10, 1\nbeqz $11, 7f\nnop\n"
    "lhu $11, -1($10)\next $11, $11, 10, 3\naddiu $11, $11, -1\nsltiu $11, $11, 3\nsll $11, $11, 1\n"
    "7: addiu $10, $10, 4\nsubu $10, $10, $11\nbltz $9, 3b\nmove $9, $0\n"
    "4: lw $11, 172($26)\naddiu $11, $11, 20\nsw $11, 172($26)\n"
    "addiu $11, $11, -60\nbnez $11, 6f\nnop\n"
    "5: move $10, $27\n"
    "6: mtc0 $10, $14\nehb\n"
    "lw $8, 176($26)\nlw $9, 180($26)\nlw $10, 184($26)\nlw $11, 188($26)\neret\n"
    ".lcomm saved, 68\n"

    /* Status: kernel mode, no interrupts, BEV and ERL clear, so that exceptions go to 0x80000180. */
    ".globl __start\n__start: mtc0 $0, $12\nehb\nlui $29, 0x8030\nlui $25, %hi(run)\n"
    "addiu $25, $25, %lo(run)\njr $25\nnop\n"
    ".set pop\n");

void run(void) {
  /* J handler at the vectors of TLB refill and of the others. */
  for (uintptr_t vector = 0x80000000; vector <= 0x80000180; vector += 0x180) {
    ((volatile uint32_t *)vector)[0] = 0x08000000 | ((uintptr_t)handler & 0x0FFFFFFC) >> 2;
    ((volatile uint32_t *)vector)[1] = 0;
  }
  const struct state *before = HEADER->before;
  struct state *after = HEADER->after;
  volatile uint32_t *data = (uint32_t *)DATA;
  for (uint32_t n = HEADER->count; n > 0; n--) {
    for (int i = 0; i < 16; i++) {
      data[i] = before->memory[i];
    }
    /* JRADDIUSP moves the stack pointer, so that a program may get here. */
    for (int i = 16; i < 64; i++) {
      data[i] = 0;
    }
    execute(before, after, HEADER->flags);
    for (int i = 0; i < 16; i++) {
      after->memory[i] = data[i];
    }
    for (int i = 0; i < 4; i++) {
      after->scratch[i] = 0;
    }
    before = (const void *)((const char *)before + HEADER->size);
    after = (void *)((char *)after + HEADER->size);
  }
  *(volatile uint32_t *)SOFTRES = 0x42; /* QEMU ends under -no-reboot. */
  for (;;) {
  }
}
