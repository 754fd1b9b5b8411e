/*
 * A guest's interrupt controller: the core timer's interrupt and those of UART4, all made by the
 * hypervisor; the others have no flag, enable or priority. It is kept as the words of its page.
 * PRISS and IPTMR are stored only.
 */
#include "nano.h"

/* Registers as offsets; those below OFF have CLR, SET and INV behind them (DS60001320). */
#define INTCON 0x000
#define PRISS 0x010
#define INTSTAT 0x020
#define IPTMR 0x030
#define IFS(irq) (0x040 + 0x10 * ((irq) / 32))
#define IEC(irq) (0x0C0 + 0x10 * ((irq) / 32))
#define IPC(irq) (0x140 + 0x10 * ((irq) / 4))
#define OFF(irq) (0x540 + 4 * (irq))

#define INTCON_WRITABLE 0x0000171Fu
#define VOFF 0x0003FFFEu
#define IRQ_LIMIT 216

static const unsigned irqs[] = {0, 170, 171, 172};
#define IRQS (sizeof irqs / sizeof irqs[0])

static unsigned bit(unsigned irq) { return 1u << irq % 32; }

static unsigned writable(unsigned reg) {
  unsigned mask = 0;
  if (reg == PRISS || reg == IPTMR) {
    return 0xFFFFFFFF;
  }
  if (reg == INTCON) {
    return INTCON_WRITABLE;
  }
  for (unsigned i = 0; i < IRQS; i++) {
    if (reg == IFS(irqs[i]) || reg == IEC(irqs[i])) {
      mask |= bit(irqs[i]);
    } else if (reg == IPC(irqs[i])) {
      mask |= 0x1Fu << 8 * (irqs[i] % 4);
    }
  }
  return mask;
}

static int requests(const struct guest *guest, unsigned irq) {
  const unsigned *page = guest->controller;
  return (page[IFS(irq) / 4] & page[IEC(irq) / 4] & bit(irq)) != 0;
}

void controller_raise(struct guest *guest, unsigned irq) {
  guest->controller[IFS(irq) / 4] |= bit(irq);
}

/* Whether an interrupt is flagged and enabled, at whatever priority. */
int controller_requested(const struct guest *guest) {
  for (unsigned i = 0; i < IRQS; i++) {
    if (requests(guest, irqs[i])) {
      return 1;
    }
  }
  return 0;
}

/*
 * The interrupt to present, of the highest priority and subpriority: its priority, and its vector
 * as an offset from EBase. INTSTAT says so. Priority 0, for none, is never presented.
 */
unsigned controller_best(struct guest *guest, unsigned *vector) {
  unsigned *page = guest->controller;
  unsigned best = 0;
  for (unsigned i = 0; i < IRQS; i++) {
    unsigned field = page[IPC(irqs[i]) / 4] >> 8 * (irqs[i] % 4) & 0x1F;
    if (requests(guest, irqs[i]) && field >> 2 && field > best) {
      best = field;
      *vector = page[OFF(irqs[i]) / 4] & 0xFFFF;
      page[INTSTAT / 4] = (field >> 2) << 8 | irqs[i];
    }
  }
  return best >> 2;
}

unsigned controller_read(const struct guest *guest, unsigned offset) {
  return guest->controller[offset / 4];
}

/* The value is 0 outside the lanes, the bytes that are stored. */
void controller_write(struct guest *guest, unsigned offset, unsigned value, unsigned lanes) {
  unsigned reg = offset >= OFF(0) ? offset : offset & ~0xCu;
  unsigned *word = &guest->controller[reg / 4];
  unsigned mask = writable(reg);
  if (offset >= OFF(0) && offset < OFF(IRQ_LIMIT)) {
    *word = ((*word & ~lanes) | value) & VOFF;
  } else if (mask) {
    *word = stored(*word, offset, value, lanes) & mask;
  }
  uart_raise(guest); /* a cleared flag rises again while its condition holds */
}
