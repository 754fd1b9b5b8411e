/* hal.h for the PIC32MZ: devices, each by the registers that the container gives it. */
#include "board.h"

#include "pic32mz.h"

#define BUFFER 16
#define PB2_HZ 100000000u
#define BAUD 115200u

/* Offsets in a UART's registers. */
#define MODE 0x00
#define STA 0x10
#define TXREG 0x20
#define RXREG 0x30
#define BRG 0x40

/* Of a mailbox's (docs/mailboxes.md) and of a supervisor's end (docs/supervision.md). */
#define STATUS 0x00
#define COMMAND 0x10
#define STATE 7u
#define STATE_RUNNING 1u
#define MAILBOX_READY 1u
#define MAILBOX_GO 1u
#define MAILBOX_DATA 0x80

/* What a device has to give: put by interrupts, taken by the machine. The counts run freely. */
struct buffer {
  volatile uint32_t words[BUFFER];
  volatile uint8_t put;
  volatile uint8_t taken;
  uint32_t pressed; /* of a button: as last seen */
};

static struct buffer buffers[16];
static bool lacked_room;

#define REG(device, offset) REGISTER(_container.devices[device].address + (offset))

static uint8_t kept(const struct buffer *buffer) { return (uint8_t)(buffer->put - buffer->taken); }

static void put(struct buffer *buffer, uint32_t word) {
  if (kept(buffer) < BUFFER) {
    buffer->words[buffer->put % BUFFER] = word;
    buffer->put++;
  }
}

static uint32_t take(struct buffer *buffer) {
  uint32_t word = buffer->words[buffer->taken % BUFFER];
  buffer->taken++;
  return word;
}

static bool is_uart(const struct device *device) {
  return device->kind == CONSOLE || device->kind == STREAM;
}

static void open_uart(unsigned device) {
  /* Clearing ON also clears UTXEN and URXEN, so ON comes last. */
  REG(device, MODE) = 0;
  /* With BRGH the divisor is 4 (BRG + 1). */
  REG(device, BRG) = (PB2_HZ + 2 * BAUD) / (4 * BAUD) - 1;
  REG(device, STA) = UxSTA_UTXEN | UxSTA_URXEN;
  REG(device, MODE) = UxMODE_ON | UxMODE_BRGH;
}

static void light(const struct device *led, bool on) {
  if (on == (led->inverted == 0)) {
    SET(LAT(led->address)) = led->mask;
  } else {
    CLR(LAT(led->address)) = led->mask;
  }
}

void driver_open(unsigned device) {
  const struct device *d = &_container.devices[device];
  switch (d->kind) {
    case CONSOLE:
    case STREAM: open_uart(device); break;
    case LED:
      light(d, false);
      CLR(ANSEL(d->address)) = d->mask;
      CLR(TRIS(d->address)) = d->mask;
      break;
    case BUTTON: CLR(ANSEL(d->address)) = d->mask; break;
    case SUPERVISOR:
      /* Who begins anew was not told of what happened before. */
      if ((REG(device, STATUS) & STATE) != STATE_RUNNING) {
        driver_service(device);
      }
      break;
    default: break;
  }
}

/* A character goes to every device that reads this UART. */
static void put_typed(uint32_t uart, uint32_t character) {
  for (unsigned device = 0; device < _container.device_count; device++) {
    if (is_uart(&_container.devices[device]) && _container.devices[device].address == uart) {
      put(&buffers[device], character);
    }
  }
}

static void empty_receiver(unsigned device) {
  uint32_t status;
  while ((status = REG(device, STA)) & (UxSTA_URXDA | UxSTA_OERR)) {
    if (status & UxSTA_URXDA) {
      put_typed(_container.devices[device].address, REG(device, RXREG) & 0xFF);
    } else {
      /* After an overrun the receiver stands still until OERR is cleared. */
      CLR(REG(device, STA)) = UxSTA_OERR;
    }
  }
}

void driver_service(unsigned device) {
  const struct device *d = &_container.devices[device];
  if (is_uart(d)) {
    empty_receiver(device);
  } else if (d->kind == SUPERVISOR) {
    put(&buffers[device], REG(device, STATUS));
  }
}

void driver_look(void) {
  for (unsigned device = 0; device < _container.device_count; device++) {
    const struct device *d = &_container.devices[device];
    if (d->kind != BUTTON) {
      continue;
    }
    uint32_t pressed = ((PORT(d->address) & d->mask) != 0) != (d->inverted != 0);
    if (buffers[device].pressed != pressed) {
      buffers[device].pressed = pressed;
      put(&buffers[device], pressed);
    }
  }
}

bool driver_lacked_room(void) {
  bool lacked = lacked_room;
  lacked_room = false;
  return lacked;
}

bool hal_can_receive(unsigned device) {
  switch (_container.devices[device].kind) {
    case MAILBOX_RECEIVE: return REG(device, STATUS) & MAILBOX_READY;
    case STREAM: return kept(&buffers[device]) >= STREAM_HALF;
    default: return kept(&buffers[device]) > 0;
  }
}

bool hal_can_send(unsigned device) {
  switch (_container.devices[device].kind) {
    case CONSOLE:
      if (REG(device, STA) & UxSTA_UTXBF) {
        lacked_room = true;
        return false;
      }
      return true;
    case MAILBOX_SEND: return REG(device, STATUS) & MAILBOX_READY;
    default: return true;
  }
}

uint32_t hal_receive(unsigned device, uint8_t half[STREAM_HALF]) {
  struct buffer *buffer = &buffers[device];
  if (_container.devices[device].kind == MAILBOX_RECEIVE) {
    uint32_t word = REG(device, MAILBOX_DATA);
    REG(device, COMMAND) = MAILBOX_GO;
    return word;
  }
  if (_container.devices[device].kind == STREAM) {
    uint32_t which = buffer->taken / STREAM_HALF % 2;
    for (int i = 0; i < STREAM_HALF; i++) {
      half[i] = (uint8_t)take(buffer);
    }
    return which;
  }
  return take(buffer);
}

void hal_send(unsigned device, uint32_t word) {
  switch (_container.devices[device].kind) {
    case LED: light(&_container.devices[device], word & 1); break;
    case MAILBOX_SEND:
      REG(device, MAILBOX_DATA) = word;
      REG(device, COMMAND) = MAILBOX_GO;
      break;
    case SUPERVISOR: REG(device, COMMAND) = word; break;
    default: REG(device, TXREG) = word & 0xFF; break;
  }
}

void hal_print(char c) {
  for (unsigned device = 0; device < _container.device_count; device++) {
    if (_container.devices[device].kind == CONSOLE) {
      while (REG(device, STA) & UxSTA_UTXBF) {
      }
      REG(device, TXREG) = (unsigned char)c;
      return;
    }
  }
}
