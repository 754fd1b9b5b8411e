/*
 * Start, schedule, and the root's own interrupts. The root executes with interrupts off; it takes
 * them in guest mode and in root_sleep() only.
 */
#include "cp0.h"
#include "nano.h"
#include "pic32mz.h"
#include "vz.h"

#define PRECON REGISTER(0x1F8E0000)
#define PRECON_SETUP 0x12u /* two wait states, prefetch: for 200 MHz */
#define CFGCON_ECCCON (3u << 4)
#define CFGCON_ECC_DYNAMIC (1u << 4)

#define CONFIG1_MMU_SIZE(config1) ((config1) >> 25 & 0x3F)
#define PAGEGRAIN_RIE_XIE_IEC 0xC8000000u
#define INTCTL_VS1 (1u << 5)

/* In counts of 10 ns. A guest that never waits gives way after a slice if another could run. */
#define SLICE 100000u
#define TICK 100000000u
#define MARGIN 200u

#define PRIORITY_TIMER 6
#define PRIORITY_CONSOLE 7

extern const char guest1_image[], guest1_image_end[], guest2_image[], guest2_image_end[];

struct guest guests[GUESTS];
static unsigned current;
static unsigned since;

static void open_processor(void) {
  WRITE(INTCTL_VS1, IntCtl); /* an external interrupt controller wants a spacing other than 0 */
  WRITE((READ(Cause) & ~CAUSE_DC) | CAUSE_IV, Cause);
  WRITE(PAGEGRAIN_RIE_XIE_IEC, PageGrain);
  WRITE(0, SRSCtl);
  WRITE(0, Wired);
  WRITE(0, GuestCtl1);
  WRITE(GUESTCTL0_RUN & ~(1u << 31), GuestCtl0);
  for (int i = (int)CONFIG1_MMU_SIZE(READ(Config1)); i >= 0; i--) {
    WRITE(i, Index);
    WRITE(ENTRYHI_EHINV, EntryHi);
    WRITE(0, EntryLo0);
    WRITE(0, EntryLo1);
    WRITE(0, PageMask);
    tlb_write_indexed();
  }
  WRITE(0, EntryHi);
}

static void enable(unsigned irq, unsigned priority) {
  unsigned shift = 8 * (irq % 4);
  IPC(irq / 4) = (IPC(irq / 4) & ~(0x1Fu << shift)) | IRQ_PRIORITY(irq, priority);
  CLR(IFS(irq / 32)) = IRQ_BIT(irq);
  SET(IEC(irq / 32)) = IRQ_BIT(irq);
}

static void open_board(void) {
  SYSKEY = 0xAA996655;
  SYSKEY = 0x556699AA;
  PRECON = PRECON_SETUP;
  CFGCON = (CFGCON & ~CFGCON_ECCCON) | CFGCON_ECC_DYNAMIC;
  SYSKEY = 0;
  for (int i = 0; i < IEC_COUNT; i++) {
    IEC(i) = 0;
  }
  INTCON = 0; /* MVEC = 0: all interrupts at EBase + 0x200 */
  PRISS = 0;  /* and all in set 0 */
  console_open();
  enable(IRQ_CORE_TIMER, PRIORITY_TIMER);
  enable(IRQ_U4RX, PRIORITY_CONSOLE);
  enable(IRQ_U4TX, PRIORITY_CONSOLE);
}

/* Comes from the vectors: a fault of the root itself. */
__attribute__((noreturn)) void root_fault(unsigned cause, unsigned epc, unsigned address) {
  say_line();
  say("nano-hypervisor failed: Cause ");
  say_hex(cause);
  say(", EPC ");
  say_hex(epc);
  say(", BadVAddr ");
  say_hex(address);
  say("\r\n");
  for (;;) {
    console_sent();
  }
}

/* Ends a guest: with the reason, and a value that belongs to it. */
void guest_stop(struct guest *guest, const char *why, unsigned value) {
  guest->state = STOPPED;
  say_line();
  say("nano-hypervisor: guest ");
  say_hex(guest->id);
  say(" stopped: ");
  say(why);
  say(" ");
  say_hex(value);
  say(", pc ");
  say_hex(guest->pc);
  say("\r\n");
}

static void serve_interrupt(void) {
  unsigned irq = INTSTAT & INTSTAT_SIRQ;
  switch (irq) {
    case IRQ_CORE_TIMER:
      /* Who has waited for it is found out in any case: this part can raise it for no reason. */
      CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
      break;
    case IRQ_U4RX:
      console_received();
      break;
    case IRQ_U4TX:
      console_sent();
      break;
    default:
      CLR(IEC(irq / 32)) = IRQ_BIT(irq);
  }
}

/* The guest whose turn it is, or 0. It keeps the processor until it waits or its slice is over. */
static struct guest *pick(unsigned now) {
  if (guests[current].state == RUNNING && now - since < SLICE) {
    return &guests[current];
  }
  for (unsigned step = 1; step <= GUESTS; step++) {
    unsigned next = (current + step) % GUESTS;
    if (guests[next].state == RUNNING) {
      current = next;
      since = now;
      return &guests[next];
    }
  }
  return 0;
}

/* Compare for the first of: a guest's match, the end of a slice, the root's own tick. */
static void program_timer(unsigned now, const struct guest *running) {
  unsigned left = TICK;
  for (unsigned i = 0; i < GUESTS; i++) {
    unsigned of_guest = timer_left(&guests[i], now);
    left = of_guest < left ? of_guest : left;
    if (running && &guests[i] != running && guests[i].state == RUNNING) {
      unsigned of_slice = now - since < SLICE ? SLICE - (now - since) : 0;
      left = of_slice < left ? of_slice : left;
    }
  }
  now = read_count();
  write_compare(now + (left > MARGIN ? left : MARGIN));
}

__attribute__((noreturn)) void main(void) {
  open_processor();
  open_board();
  say("nano-hypervisor: 2 guests\r\n");
  guest_open(&guests[0], 1, guest1_image, guest1_image_end);
  guest_open(&guests[1], 2, guest2_image, guest2_image_end);
  since = read_count();
  for (;;) {
    unsigned now = read_count();
    for (unsigned i = 0; i < GUESTS; i++) {
      timer_expire(&guests[i], now);
    }
    struct guest *guest = pick(now);
    program_timer(now, guest);
    if (!guest) {
      root_sleep();
      serve_interrupt();
      continue;
    }
    guest_select(guest);
    guest_present_interrupt(guest);
    if (enter_guest(guest, STATUS_EXL | STATUS_IE) == VECTOR_INTERRUPT) {
      serve_interrupt();
    } else {
      exit_handle(guest);
    }
  }
}
