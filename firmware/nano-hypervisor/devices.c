/*
 * The windows of a guest's physical addresses behind which there is no memory but the root: at the
 * addresses of the chip's own registers (DS60001320).
 */
#include "nano.h"
#include "pic32mz.h"

enum kind {
  UART,       /* a guest's share of the console */
  CONTROLLER, /* a guest's interrupt controller */
  READ_ONLY,  /* the chip's registers; stores are ignored */
  REAL        /* the chip's registers */
};

static const struct window {
  unsigned base;
  unsigned size;
  enum kind kind;
} windows[] = {
    {0x1F822600, 0x100, UART},      {0x1F810000, CONTROLLER_SIZE, CONTROLLER},
    {0x1F800000, 0x100, READ_ONLY}, /* CFGCON, DEVID, SYSKEY, PMDx */
    {0x1F801200, 0x200, READ_ONLY}, /* the oscillator; RSWRST */
    {0x1F801400, 0x300, REAL},      /* peripheral pin select */
};

static const struct window *find(unsigned address) {
  for (unsigned i = 0; i < sizeof windows / sizeof windows[0]; i++) {
    if (address - windows[i].base < windows[i].size) {
      return &windows[i];
    }
  }
  return 0;
}

static unsigned mask(unsigned size) { return 0xFFFFFFFF >> (32 - 8 * size); }

/* Loads 1, 2 or 4 bytes, zero-extended. Returns 0 if nothing is there. */
int device_load(struct guest *guest, unsigned address, unsigned size, unsigned *value) {
  const struct window *window = find(address);
  unsigned word = address & ~3u;
  if (!window) {
    return 0;
  }
  switch (window->kind) {
    case UART:
      *value = uart_read(guest, word - window->base);
      break;
    case CONTROLLER:
      *value = controller_read(guest, word - window->base);
      break;
    default:
      *value = REGISTER(word);
  }
  *value = *value >> 8 * (address & 3) & mask(size);
  return 1;
}

/* Stores 1, 2 or 4 bytes. Returns 0 if nothing is there. */
int device_store(struct guest *guest, unsigned address, unsigned size, unsigned value) {
  const struct window *window = find(address);
  if (!window) {
    return 0;
  }
  unsigned offset = (address & ~3u) - window->base;
  unsigned lanes = mask(size) << 8 * (address & 3);
  unsigned shifted = value << 8 * (address & 3) & lanes;
  if (window->kind == UART) {
    uart_write(guest, offset, shifted, lanes);
  } else if (window->kind == CONTROLLER) {
    controller_write(guest, offset, shifted, lanes);
  } else if (window->kind == REAL && size == 4) {
    REGISTER(address) = value;
  } else if (window->kind == REAL && size == 2) {
    *(volatile unsigned short *)&REGISTER(address) = (unsigned short)value;
  } else if (window->kind == REAL) {
    *(volatile unsigned char *)&REGISTER(address) = (unsigned char)value;
  }
  return 1;
}

/* A register after a store to it or, by bits 3:2 of the offset, to its CLR, SET or INV. */
unsigned stored(unsigned old, unsigned offset, unsigned value, unsigned lanes) {
  switch (offset >> 2 & 3) {
    case 1:
      return old & ~value;
    case 2:
      return old | value;
    case 3:
      return old ^ value;
    default:
      return (old & ~lanes) | value;
  }
}
