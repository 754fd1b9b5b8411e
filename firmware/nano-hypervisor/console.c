/*
 * UART4, shared: one ring of output in front of it, of which each guest may fill a part, so that
 * one that writes without a pause keeps nobody else from writing. Ctrl-E and a digit choose the
 * guest that gets what is typed; Ctrl-E 0 chooses none.
 */
#include "nano.h"
#include "pic32mz.h"

#define RING 2048u
#define SHARE 512u
#define CTRL_E 5

#define BRG_115200 216 /* 100 MHz / (4 * (216 + 1)), with BRGH */
#define UTXISEL_ALL_SENT (1u << 14)

static unsigned char ring[RING];
static unsigned char owners[RING];
static unsigned queued[GUESTS + 1];
static unsigned head;
static unsigned used;
static int mid_line;
static int escaped;
static struct guest *focus;

void console_open(void) {
  UxMODE(4) = 0;
  UxBRG(4) = BRG_115200;
  UxSTA(4) = UTXISEL_ALL_SENT | UxSTA_UTXEN | UxSTA_URXEN;
  UxMODE(4) = UxMODE_ON | UxMODE_BRGH;
}

/* Whether the next character of a guest will be taken. */
int console_has_room(unsigned owner) { return queued[owner] < SHARE; }

/* Fills the transmitter; its interrupt, when all is sent, is on while there is more. */
static void pump(void) {
  while (used && !(UxSTA(4) & UxSTA_UTXBF)) {
    UxTXREG(4) = ring[head];
    queued[owners[head]]--;
    head = (head + 1) % RING;
    used--;
  }
  if (used) {
    SET(IEC(IRQ_U4TX / 32)) = IRQ_BIT(IRQ_U4TX);
  } else {
    CLR(IEC(IRQ_U4TX / 32)) = IRQ_BIT(IRQ_U4TX);
  }
}

/* A character of a guest that has room, or of the root, which waits for it. */
void console_put(unsigned owner, unsigned character) {
  while (used == RING) {
    pump();
  }
  unsigned tail = (head + used) % RING;
  ring[tail] = (unsigned char)character;
  owners[tail] = (unsigned char)owner;
  queued[owner]++;
  used++;
  mid_line = character != '\n' && (mid_line || character != '\r');
  pump();
}

/* The transmitter has sent all it had. */
void console_sent(void) {
  pump();
  CLR(IFS(IRQ_U4TX / 32)) = IRQ_BIT(IRQ_U4TX);
}

static void typed(unsigned character) {
  if (escaped) {
    escaped = 0;
    if (character >= '0' && character <= '0' + GUESTS) {
      focus = character == '0' ? 0 : &guests[character - '1'];
    }
  } else if (character == CTRL_E) {
    escaped = 1;
  } else if (focus) {
    uart_receive(focus, character);
  }
}

void console_received(void) {
  unsigned status;
  while ((status = UxSTA(4)) & (UxSTA_URXDA | UxSTA_OERR)) {
    if (status & UxSTA_URXDA) {
      typed(UxRXREG(4) & 0xFF);
    } else {
      /* After an overrun the receiver stands still until OERR is cleared. */
      CLR(UxSTA(4)) = UxSTA_OERR;
    }
  }
  CLR(IFS(IRQ_U4RX / 32)) = IRQ_BIT(IRQ_U4RX);
}

void say(const char *text) {
  while (*text) {
    console_put(0, (unsigned char)*text++);
  }
}

void say_hex(unsigned value) {
  int shift = 28;
  while (shift > 0 && value >> shift == 0) {
    shift -= 4;
  }
  for (; shift >= 0; shift -= 4) {
    console_put(0, (unsigned char)"0123456789abcdef"[value >> shift & 15]);
  }
}

/* Begins a line of the root's own wherever a guest has left the cursor. */
void say_line(void) {
  if (mid_line) {
    say("\r\n");
  }
}
