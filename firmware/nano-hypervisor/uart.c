/*
 * A guest's UART4: enabled from the start, with an input ring of its own and a share of the
 * console's output. Its baud rate and when its interrupts are due (UxISEL) are stored only; a line
 * that is not there has no errors.
 */
#include "nano.h"
#include "pic32mz.h"

#define MODE 0x00
#define STA 0x10
#define TXREG 0x20
#define RXREG 0x30
#define BRG 0x40

#define STA_RIDLE (1u << 4)
#define STA_TRMT (1u << 8)
#define STA_CONTROL 0x01FFFCE0u /* what software controls; the rest is status */

#define BEL 7

void uart_open(struct guest *guest) {
  guest->uart.mode = UxMODE_ON;
  guest->uart.control = UxSTA_UTXEN | UxSTA_URXEN;
}

static unsigned received(const struct uart *uart) {
  return (uart->tail - uart->head) % INPUT_RING;
}

/* Raises the interrupts whose conditions hold: they are levels (DS60001320, UART). */
void uart_raise(struct guest *guest) {
  const struct uart *uart = &guest->uart;
  int on = (uart->mode & UxMODE_ON) != 0;
  if (on && (uart->control & UxSTA_URXEN) && received(uart)) {
    controller_raise(guest, IRQ_U4RX);
  }
  if (on && (uart->control & UxSTA_UTXEN) && console_has_room(guest->id)) {
    controller_raise(guest, IRQ_U4TX);
  }
}

/* A character typed for this guest. */
void uart_receive(struct guest *guest, unsigned character) {
  struct uart *uart = &guest->uart;
  if ((uart->tail + 1) % INPUT_RING == uart->head) {
    console_put(0, BEL);
    return;
  }
  uart->ring[uart->tail] = (unsigned char)character;
  uart->tail = (uart->tail + 1) % INPUT_RING;
  uart_raise(guest);
  guest_wake(guest);
}

static unsigned pop(struct uart *uart) {
  if (uart->head == uart->tail) {
    return 0;
  }
  unsigned character = uart->ring[uart->head];
  uart->head = (uart->head + 1) % INPUT_RING;
  return character;
}

unsigned uart_read(struct guest *guest, unsigned offset) {
  struct uart *uart = &guest->uart;
  switch (offset) {
    case MODE:
      return uart->mode;
    case STA:
      return uart->control | STA_RIDLE | (console_has_room(guest->id) ? STA_TRMT : UxSTA_UTXBF) |
             (received(uart) ? UxSTA_URXDA : 0);
    case RXREG:
      return pop(uart);
    case BRG:
      return uart->brg;
    default:
      return 0;
  }
}

/* The value is 0 outside the lanes, the bytes that are stored. */
void uart_write(struct guest *guest, unsigned offset, unsigned value, unsigned lanes) {
  struct uart *uart = &guest->uart;
  switch (offset & ~0xCu) {
    case MODE:
      uart->mode = stored(uart->mode, offset, value, lanes) & 0x1FFFF;
      break;
    case STA:
      uart->control = stored(uart->control, offset, value, lanes) & STA_CONTROL;
      break;
    case BRG:
      uart->brg = stored(uart->brg, offset, value, lanes) & 0xFFFF;
      break;
    case TXREG:
      if ((uart->mode & UxMODE_ON) && (uart->control & UxSTA_UTXEN) && offset == TXREG &&
          console_has_room(guest->id)) {
        console_put(guest->id, value & 0xFF);
      }
      break;
  }
  uart_raise(guest);
}
