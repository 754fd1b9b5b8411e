/* Executes words that are no MIPS32 instructions. */
#include "console.h"

int main(void) {
  console_open();
  put_text("garbage: executes reserved instructions\r\n");
  /* Major opcodes 0x3B and 0x27 and an unused SPECIAL function (MD00086, opcode tables). */
  __asm__ volatile(".word 0xEC000000, 0x9FFFFFFF, 0x00000005");
  put_text("garbage: executed them\r\n");
  return 0;
}
