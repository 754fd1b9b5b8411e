/*
 * A guest's interrupt controller: the core timer's interrupt and those of UART4, all made by the
 * hypervisor. Of the others a guest sees no flag, enable or priority. PRISS and IPTMR are stored
 * only.
 */
#include "nano.h"

#define INTCON 0x000
#define PRISS 0x010
#define INTSTAT 0x020
#define IPTMR 0x030
#define IFS 0x040
#define IEC 0x0C0
#define IPC 0x140
#define OFF 0x540

#define INTCON_WRITABLE 0x0000171Fu
#define VOFF 0x0003FFFEu
#define TIMER_BITS 0x00000001u /* of word 0 */
#define UART_WORD 5            /* 170, 171 and 172 */
#define UART_BITS 0x00001C00u

static unsigned visible(unsigned word) {
  return word == 0 ? TIMER_BITS : word == UART_WORD ? UART_BITS : 0;
}

static unsigned priority_mask(unsigned word) {
  unsigned mask = 0;
  for (unsigned lane = 0; lane < 4; lane++) {
    unsigned irq = 4 * word + lane;
    if (visible(irq / 32) & 1u << irq % 32) {
      mask |= 0x1Fu << 8 * lane;
    }
  }
  return mask;
}

/* Priority and subpriority: bits 4:2 and 1:0. */
static unsigned field(const struct guest *guest, unsigned irq) {
  return guest->controller.ipc[irq / 4] >> 8 * (irq % 4) & 0x1F;
}

unsigned controller_priority(const struct guest *guest, unsigned irq) {
  return field(guest, irq) >> 2;
}

void controller_raise(struct guest *guest, unsigned irq) {
  guest->controller.ifs[irq / 32] |= 1u << irq % 32;
}

/* Whether an interrupt is flagged and enabled, at whatever priority. */
int controller_requested(const struct guest *guest) {
  const struct controller *c = &guest->controller;
  return (c->ifs[0] & c->iec[0]) != 0 || (c->ifs[UART_WORD] & c->iec[UART_WORD]) != 0;
}

/* The interrupt to present, of the highest priority, or -1: priority 0 is never presented. */
int controller_best(const struct guest *guest) {
  const struct controller *c = &guest->controller;
  int best = -1;
  unsigned best_field = 3;
  for (unsigned word = 0; word < IRQ_WORDS; word++) {
    unsigned left = c->ifs[word] & c->iec[word];
    for (unsigned irq = 32 * word; left; irq++, left >>= 1) {
      if ((left & 1) && field(guest, irq) > best_field) {
        best_field = field(guest, irq);
        best = (int)irq;
      }
    }
  }
  return best;
}

unsigned controller_read(const struct guest *guest, unsigned offset) {
  const struct controller *c = &guest->controller;
  if (offset >= OFF) {
    return (offset - OFF) / 4 < IRQ_LIMIT ? c->off[(offset - OFF) / 4] : 0;
  }
  if (offset & 0xC) {
    return 0; /* CLR, SET and INV */
  }
  if (offset >= IPC) {
    return (offset - IPC) / 16 < IRQ_LIMIT / 4 ? c->ipc[(offset - IPC) / 16] : 0;
  }
  if (offset >= IEC) {
    return (offset - IEC) / 16 < IRQ_WORDS ? c->iec[(offset - IEC) / 16] : 0;
  }
  if (offset >= IFS) {
    return (offset - IFS) / 16 < IRQ_WORDS ? c->ifs[(offset - IFS) / 16] : 0;
  }
  switch (offset) {
    case INTCON:
      return c->intcon;
    case PRISS:
      return c->priss;
    case INTSTAT:
      return c->intstat;
    default:
      return c->iptmr;
  }
}

/* The value is 0 outside the lanes, the bytes that are stored. */
void controller_write(struct guest *guest, unsigned offset, unsigned value, unsigned lanes) {
  struct controller *c = &guest->controller;
  unsigned *word;
  unsigned mask = 0xFFFFFFFF;
  if (offset >= OFF) {
    unsigned irq = (offset - OFF) / 4;
    if (irq < IRQ_LIMIT) {
      c->off[irq] = ((c->off[irq] & ~lanes) | value) & VOFF;
    }
    return;
  }
  if (offset >= IPC) {
    unsigned i = (offset - IPC) / 16;
    if (i >= IRQ_LIMIT / 4) {
      return;
    }
    word = &c->ipc[i];
    mask = priority_mask(i);
  } else if (offset >= IFS) {
    unsigned i = (offset - (offset >= IEC ? IEC : IFS)) / 16;
    if (i >= IRQ_WORDS) {
      return;
    }
    word = offset >= IEC ? &c->iec[i] : &c->ifs[i];
    mask = visible(i);
  } else {
    switch (offset & ~0xCu) {
      case INTCON:
        word = &c->intcon;
        mask = INTCON_WRITABLE;
        break;
      case PRISS:
        word = &c->priss;
        break;
      case IPTMR:
        word = &c->iptmr;
        break;
      default:
        return; /* INTSTAT */
    }
  }
  *word = stored(*word, offset, value, lanes) & mask;
  uart_raise(guest); /* a cleared flag rises again while its condition holds */
}
