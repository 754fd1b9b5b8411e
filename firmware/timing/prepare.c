/* What has to be set before a line is measured, and how it was. */
#include "../common/cp0.h"
#include "../common/pic32mz.h"
#include "timing.h"

#define PB4DIV REGISTER(0x1F801330)
#define PBDIV_ON (1u << 15)
#define PBDIV_READY (1u << 11)
#define PORT_DIVISOR 2u

#define IRQ_SOFTWARE_0 1

#define TLB_ENTRIES 16u
#define EHINV (1u << 10)
#define PAGE 0x1000u
#define LINE 16u
#define MAPPED 0x00400000u
#define ENTRYLO(pa, cacheability) ((pa) >> 12 << 6 | (cacheability) << 3 | 7u /* D, V, G */)
#define CACHED 3u
#define PHYSICAL(va) ((va)&0x1FFFFFFFu)

/* For the code of lines. */
unsigned mapped_leaf;
unsigned refill_entrylo;

static void write_tlb(unsigned index, unsigned hi, unsigned lo0, unsigned lo1) {
  CP0_WRITE(0, 0, index);
  CP0_WRITE(5, 0, 0);
  CP0_WRITE(10, 0, hi);
  CP0_WRITE(2, 0, lo0);
  CP0_WRITE(3, 0, lo1);
  __asm__ volatile("ehb\n\ttlbwi\n\tehb" : : : "memory");
}

void map_arena(unsigned cacheability) {
  for (unsigned pair = 0; pair < TLB_ENTRIES / 2; pair++) {
    unsigned pa = PHYSICAL(ARENA) + pair * 2 * PAGE;
    write_tlb(pair, MAPPED + pair * 2 * PAGE, ENTRYLO(pa, cacheability),
              ENTRYLO(pa + PAGE, cacheability));
  }
  CP0_WRITE(10, 0, 0);
}

void map_leaves(unsigned argument) {
  const unsigned *code = (const unsigned *)((unsigned)leaf & ~ISA);
  (void)argument;
  for (unsigned page = 0; page < 8; page++) {
    unsigned *copy = (unsigned *)(ARENA + page * (PAGE + LINE));
    copy[0] = code[0];
    copy[1] = code[1];
    __asm__ volatile("synci 0(%0)\n\tsync" : : "r"(copy) : "memory");
  }
  map_arena(CACHED);
  mapped_leaf = MAPPED + ISA;
}

/* Nothing is mapped until the handler does it, always by entry 0. */
void prepare_refill(unsigned argument) {
  (void)argument;
  refill_entrylo = ENTRYLO(PHYSICAL(ARENA), CACHED);
  CP0_WRITE(0, 0, 0);
  __asm__ volatile("ehb");
}

void set_flash(unsigned states_and_prefetch) { PRECON = states_and_prefetch; }

void set_port_clock(unsigned divisor) {
  while (!(PB4DIV & PBDIV_READY)) {
  }
  SYSKEY = 0;
  SYSKEY = 0xAA996655;
  SYSKEY = 0x556699AA;
  PB4DIV = PBDIV_ON | (divisor - 1);
  SYSKEY = 0;
  while (!(PB4DIV & PBDIV_READY)) {
  }
}

static void enable(unsigned irq) {
  CLR(IFS(irq / 32)) = IRQ_BIT(irq);
  IPC(irq / 4) = IRQ_PRIORITY(irq, 1);
  SET(IEC(irq / 32)) = IRQ_BIT(irq);
}

void enable_software_interrupt(unsigned argument) {
  (void)argument;
  enable(IRQ_SOFTWARE_0);
}

void enable_core_timer(unsigned argument) {
  (void)argument;
  enable(IRQ_CORE_TIMER);
}

static void disable(unsigned irq) {
  CLR(IEC(irq / 32)) = IRQ_BIT(irq);
  CLR(IFS(irq / 32)) = IRQ_BIT(irq);
}

void restore(void) {
  disable(IRQ_SOFTWARE_0);
  disable(IRQ_CORE_TIMER);
  INTCON = 0;
  PRISS = 0;
  set_flash(FLASH_DEFAULT);
  set_port_clock(PORT_DIVISOR);
  for (unsigned index = 0; index < TLB_ENTRIES; index++) {
    write_tlb(index, EHINV, 0, 0);
  }
  CP0_WRITE(10, 0, 0);
}
