/* A guest's partition, its coprocessor 0 and its time. */
#include "cp0.h"
#include "nano.h"
#include "vz.h"

/* A guest's memory: where it sees it, and where it is. */
#define CODE 0x1FC00000u
#define ENTRY 0x9FC00000u
#define RAM_SIZE 0x10000u
#define CONFIGURATION_WORDS 0x1FC08000u
#define PORTS 0x1F860000u

/* Bits of an address within a pair of pages of 4, 16 and 64 KB. */
#define PAIR_4K 0x1FFFu
#define PAIR_16K 0x7FFFu
#define PAIR_64K 0x1FFFFu

#define READ_EXECUTE (ENTRYLO_CACHED | ENTRYLO_V)
#define READ_WRITE (ENTRYLO_XI | ENTRYLO_CACHED | ENTRYLO_D | ENTRYLO_V)
#define READ_WRITE_UNCACHED (ENTRYLO_XI | ENTRYLO_UNCACHED | ENTRYLO_D | ENTRYLO_V)
#define EXECUTE (ENTRYLO_RI | ENTRYLO_CACHED | ENTRYLO_V)

/* CU0, BEV, ERL; IntCtl.VS = 1. */
#define INITIAL_STATUS 0x10400004u
#define INITIAL_EBASE 0x9D000000u
#define INITIAL_INTCTL 0x20u

/* GuestCtl0Ext: NCC = 1 and CGI; FCD = 1: no exits for field changes. */
#define FIELD_CHANGES_QUIET 0x58u
#define FIELD_CHANGES_REPORTED 0x50u

/* The guest that only clears the LLbit, and its page. */
#define LLBIT_ID 7
#define LLBIT_PHYSICAL 0x1FFFF000u
#define LLBIT_PC 0x9FFFF000u

#define HALF_ROUND 0x80000000u

extern const char llbit_page[];

static struct guest *loaded;
static struct guest llbit;

static unsigned entry(const void *place, unsigned offset, unsigned rights) {
  return (((unsigned)place & 0x1FFFFFFFu) + offset) >> 6 | rights;
}

static struct page_pair *add(struct page_pair *pair, unsigned base, unsigned mask, unsigned lo0,
                             unsigned lo1) {
  *pair = (struct page_pair){base, mask, lo0, lo1};
  return pair + 1;
}

/* Makes a guest ready to be entered for the first time, with its RAM cleared. */
void guest_open(struct guest *guest, unsigned id, const void *image, const void *image_end) {
  struct page_pair *pair = guest->pairs;
  unsigned ram = (id - 1) * RAM_SIZE;
  unsigned size = (unsigned)image_end - (unsigned)image;
  pair = add(pair, 0, PAIR_64K, ram >> 6 | READ_WRITE, 0);
  for (unsigned at = 0; at < size; at += PAIR_4K + 1) {
    pair = add(pair, CODE + at, PAIR_4K, entry(image, at, READ_EXECUTE),
               at + 0x1000 < size ? entry(image, at + 0x1000, READ_EXECUTE) : 0);
  }
  pair = add(pair, PORTS, PAIR_4K, PORTS >> 6 | READ_WRITE_UNCACHED, 0);
  add(pair, CONFIGURATION_WORDS, PAIR_16K, CONFIGURATION_WORDS >> 6 | READ_EXECUTE,
      (CONFIGURATION_WORDS + 0x4000) >> 6 | READ_EXECUTE);
  for (unsigned at = 0; at < RAM_SIZE; at += 4) {
    *(volatile unsigned *)(0xA0000000u + ram + at) = 0;
  }
  guest->pages = guest->pairs;
  guest->id = id;
  guest->pc = ENTRY;
  guest->context.Status_ = INITIAL_STATUS;
  guest->context.EBase_ = INITIAL_EBASE;
  guest->context.IntCtl_ = INITIAL_INTCTL;
  guest->timer.compare = guest->timer.matched = read_count();
  uart_open(guest);
  WRITE(id << 6, SRSCtl); /* PSS: the set that WRPGPR writes */
  for (unsigned number = 1; number < 32; number++) {
    set_guest_gpr(number, 0);
  }
}

/*
 * The LLbit that a guest has set must not let another's SC succeed. Root's ERET leaves it alone
 * and only one in guest mode clears it; so guest 7 executes an ERET and comes back with HYPCALL,
 * as in tinyVP. Interrupts are off meanwhile. It touches no register of its shadow set.
 */
static void clear_llbit(void) {
  add(llbit.pairs, LLBIT_PHYSICAL & ~PAIR_4K, PAIR_4K, 0, entry(llbit_page, 0, EXECUTE));
  llbit.pages = llbit.pairs;
  llbit.pc = LLBIT_PC;
  WRITE(LLBIT_ID << 16 | LLBIT_ID, GuestCtl1);
  WRITE_GUEST(0, Status);
  WRITE_GUEST(0, Cause);
  WRITE_GUEST(LLBIT_PC + 4, EPC);
  enter_guest(&llbit, STATUS_EXL);
}

static void save(struct guest *guest) {
#define SAVE(name) guest->context.name##_ = READ_GUEST(name);
  CONTEXT(SAVE)
#undef SAVE
}

static void restore(const struct guest *guest) {
#define RESTORE(name) WRITE_GUEST(guest->context.name##_, name);
  CONTEXT(RESTORE)
#undef RESTORE
  WRITE(guest->timer.offset, GTOffset);
  WRITE_GUEST(guest->timer.compare, Compare);
  WRITE_GUEST(guest->context.Cause_, Cause); /* the store to Compare has cleared TI */
}

/* Gives a guest the hardware's guest context and the root its register set. */
void guest_select(struct guest *guest) {
  if (loaded != guest) {
    WRITE(0, GuestCtl2);
    WRITE(FIELD_CHANGES_QUIET, GuestCtl0Ext);
    if (loaded) {
      save(loaded);
      if (READ_GUEST(Wired) != 0) {
        /* Its other entries keep their GuestID in the guest TLB; these would have to be kept. */
        guest_stop(loaded, "it has wired TLB entries:", READ_GUEST(Wired));
        WRITE_GUEST(0, Wired);
      }
      clear_llbit();
    }
    WRITE(guest->id << 16 | guest->id, GuestCtl1);
    WRITE(guest->id, GuestCtl3);
    restore(guest);
    loaded = guest;
  }
  WRITE(guest->id << 6, SRSCtl);
}

/*
 * Makes GuestCtl2 say what the guest's interrupt controller requests. Hardware clears GRIPL when
 * the guest takes the interrupt and then reports GHFC (MC = 1, FCD = 0); the request stands until
 * the guest clears its flag, as with the real controller.
 */
void guest_present_interrupt(struct guest *guest) {
  unsigned vector = 0;
  unsigned priority = controller_best(guest, &vector);
  WRITE(priority << 24 | vector, GuestCtl2);
  WRITE(priority ? FIELD_CHANGES_REPORTED : FIELD_CHANGES_QUIET, GuestCtl0Ext);
}

/* An interrupt that the guest has enabled ends its WAIT, whatever its priority and Status.IE. */
void guest_wake(struct guest *guest) {
  if (guest->state == WAITING && controller_requested(guest)) {
    guest->state = RUNNING;
  }
}

unsigned timer_count(const struct guest *guest) { return read_count() + guest->timer.offset; }

void timer_set_count(struct guest *guest, unsigned value) {
  guest->timer.matched = read_count();
  guest->timer.offset = value - guest->timer.matched;
  WRITE(guest->timer.offset, GTOffset);
}

void timer_set_compare(struct guest *guest, unsigned value) {
  guest->timer.compare = value;
  WRITE_GUEST(value, Compare);
}

/*
 * Compare has matched if that time lies between the last match and now: so a guest that writes a
 * Compare which is just past gets its tick at once and not after a round of 43 s. On this part the
 * hardware's own match of a guest raises no interrupt.
 */
void timer_expire(struct guest *guest, unsigned now) {
  struct timer *timer = &guest->timer;
  unsigned match = timer->compare - timer->offset;
  if (now - timer->matched >= HALF_ROUND) {
    timer->matched = now - (HALF_ROUND - 1);
  }
  unsigned since_last = match - timer->matched;
  if (since_last == 0 || since_last > now - timer->matched) {
    return;
  }
  timer->matched = match;
  if (guest->state == STOPPED) {
    return;
  }
  if (guest == loaded) {
    WRITE_GUEST(READ_GUEST(Cause) | CAUSE_TI, Cause);
  } else {
    guest->context.Cause_ |= CAUSE_TI;
  }
  controller_raise(guest, 0);
  guest_wake(guest);
}

/* Counts until Compare matches. */
unsigned timer_left(const struct guest *guest, unsigned now) {
  return guest->timer.compare - guest->timer.offset - now;
}
