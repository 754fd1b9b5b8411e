/*
 * The windows of a guest's physical addresses behind which there is no memory but the root: on the
 * same addresses as the chip's own registers (DS60001320).
 */
#include "nano.h"

enum window {
  READ_ONLY,  /* the chip's registers; stores are ignored */
  REAL,       /* the chip's registers */
  CONTROLLER, /* a guest's interrupt controller */
  UART        /* a guest's share of the console */
};

static const struct {
  unsigned base;
  unsigned size;
  enum window window;
} windows[] = {
    {0x1F822600, 0x100, UART},      {0x1F810000, 0x1000, CONTROLLER},
    {0x1F800000, 0x100, READ_ONLY}, /* CFGCON, DEVID, SYSKEY, PMDx */
    {0x1F801200, 0x200, READ_ONLY}, /* the oscillator; RSWRST */
    {0x1F801400, 0x300, REAL},      /* peripheral pin select */
};

#define WINDOWS (sizeof windows / sizeof windows[0])

static int find(unsigned address) {
  for (unsigned i = 0; i < WINDOWS; i++) {
    if (address - windows[i].base < windows[i].size) {
      return (int)i;
    }
  }
  return -1;
}

static unsigned real_load(unsigned address, unsigned size) {
  address |= 0xA0000000u;
  switch (size) {
    case 1:
      return *(volatile unsigned char *)address;
    case 2:
      return *(volatile unsigned short *)address;
    default:
      return *(volatile unsigned *)address;
  }
}

static void real_store(unsigned address, unsigned size, unsigned value) {
  address |= 0xA0000000u;
  switch (size) {
    case 1:
      *(volatile unsigned char *)address = (unsigned char)value;
      break;
    case 2:
      *(volatile unsigned short *)address = (unsigned short)value;
      break;
    default:
      *(volatile unsigned *)address = value;
  }
}

/* Loads 1, 2 or 4 bytes, zero-extended. 0 if nothing is there. */
int device_load(struct guest *guest, unsigned address, unsigned size, unsigned *value) {
  int i = find(address);
  if (i < 0) {
    return 0;
  }
  unsigned offset = address - windows[i].base;
  unsigned shift = 8 * (offset & 3);
  unsigned mask = size == 4 ? 0xFFFFFFFF : (1u << 8 * size) - 1;
  switch (windows[i].window) {
    case UART:
      *value = uart_read(guest, offset & ~3u) >> shift & mask;
      break;
    case CONTROLLER:
      *value = controller_read(guest, offset & ~3u) >> shift & mask;
      break;
    default:
      *value = real_load(address, size);
  }
  return 1;
}

/* Stores 1, 2 or 4 bytes. 0 if nothing is there. */
int device_store(struct guest *guest, unsigned address, unsigned size, unsigned value) {
  int i = find(address);
  if (i < 0) {
    return 0;
  }
  unsigned offset = address - windows[i].base;
  unsigned shift = 8 * (offset & 3);
  unsigned lanes = (size == 4 ? 0xFFFFFFFF : (1u << 8 * size) - 1) << shift;
  switch (windows[i].window) {
    case UART:
      uart_write(guest, offset & ~3u, value << shift & lanes, lanes);
      break;
    case CONTROLLER:
      controller_write(guest, offset & ~3u, value << shift & lanes, lanes);
      break;
    case REAL:
      real_store(address, size, value);
      break;
    case READ_ONLY:
      break;
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
