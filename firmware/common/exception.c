#include "console.h"
#include "cp0.h"

static int reported;

/*
 * Comes from the general exception vector. Says what happened and gives up with HYPCALL, which
 * hands a guest's fate to its hypervisor. Bare, HYPCALL is a reserved instruction: the second
 * time here the image just sleeps.
 */
__attribute__((noreturn)) void exception(unsigned cause, unsigned epc, unsigned bad_address) {
  if (!reported) {
    reported = 1;
    put_text("\r\nexception: Cause = ");
    put_hex(cause);
    put_text(", EPC = ");
    put_hex(epc);
    put_text(", BadVAddr = ");
    put_hex(bad_address);
    put_text("\r\n");
    /* HYPCALL 0, by its encoding (MD00847): an assembler for plain MIPS32 does not know it. */
    __asm__ volatile(".word 0x42000028");
  }
  for (;;) {
    wait();
  }
}
