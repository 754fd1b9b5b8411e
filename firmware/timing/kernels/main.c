/*
 * Runs each kernel in each way it has been built, twice, and says of the second time what it
 * computed, what cycles and instructions it took, and how many cycles an instruction.
 */
#include "../../common/cp0.h"
#include "../../common/pic32mz.h"
#include "../../common/print.h"
#include "../timing.h"

/* PerfCtl: kernel mode; events 0, cycles, and 1, instructions. */
#define COUNT_CYCLES 0x02
#define COUNT_INSTRUCTIONS 0x22

#define VARIANTS(kernel)                                                           \
  unsigned kernel##_o2_mips32(void), kernel##_o3_mips32(void);                     \
  unsigned kernel##_o2_micromips(void), kernel##_o3_micromips(void)

VARIANTS(mix);
VARIANTS(matrix);
VARIANTS(strings);

#define ROWS(kernel)                                                               \
  {#kernel "-o2-mips32", kernel##_o2_mips32}, {#kernel "-o3-mips32", kernel##_o3_mips32}, \
      {#kernel "-o2-micromips", kernel##_o2_micromips},                            \
      {#kernel "-o3-micromips", kernel##_o3_micromips}

static const struct {
  const char *name;
  unsigned (*kernel)(void);
} kernels[] = {ROWS(mix), ROWS(matrix), ROWS(strings)};

static void measure(const char *name, unsigned (*kernel)(void)) {
  kernel();
  CP0_WRITE(25, 1, 0);
  CP0_WRITE(25, 3, 0);
  CP0_WRITE(25, 0, COUNT_CYCLES);
  CP0_WRITE(25, 2, COUNT_INSTRUCTIONS);
  unsigned checksum = kernel();
  CP0_WRITE(25, 0, 0);
  CP0_WRITE(25, 2, 0);
  unsigned cycles = CP0_READ(25, 1);
  unsigned instructions = CP0_READ(25, 3);
  unsigned cpi = (cycles * 100 + instructions / 2) / instructions;
  print_text(name);
  print_text(": checksum ");
  print_hex(checksum);
  print_text(", cycles ");
  print_decimal(cycles);
  print_text(", instructions ");
  print_decimal(instructions);
  print_text(", hundredths of a cycle an instruction ");
  print_decimal(cpi);
  print_text("\r\n");
}

int main(void) {
  print_open();
  PRECON = FLASH_DEFAULT;
  for (unsigned i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
    measure(kernels[i].name, kernels[i].kernel);
  }
  print_text("done\r\n");
  return 0;
}
