/* What the parts of the hypervisor know of one another. */
#ifndef NANO_H
#define NANO_H

#include "entry.h"

#define GUESTS 2

#define IRQ_U4TX 172

#define CONTROLLER_SIZE 0x1000
#define INPUT_RING 8 /* holds seven */

/* Two adjoining pages of a guest: an entry of the root TLB (MD00091). The last has mask 0. */
struct page_pair {
  unsigned base; /* guest physical */
  unsigned mask; /* address bits within the pair: PageMask with its low 13 bits set */
  unsigned lo0;
  unsigned lo1;
};

/* Coprocessor 0 of a guest while another has the hardware's, in the order of restoring. */
#define CONTEXT(register_)                                                                  \
  register_(Index) register_(EntryLo0) register_(EntryLo1) register_(Context)               \
  register_(UserLocal) register_(PageMask) register_(PageGrain) register_(HWREna)           \
  register_(BadVAddr) register_(BadInstr) register_(BadInstrP) register_(EntryHi)           \
  register_(Status) register_(NestedEPC) register_(IntCtl) register_(EPC) register_(EBase)  \
  register_(ErrorEPC) register_(KScratch1) register_(KScratch2) register_(SRSCtl)           \
  register_(SRSMap) register_(SRSMap2) register_(Cause)

struct context {
#define MEMBER(name) unsigned name##_;
  CONTEXT(MEMBER)
#undef MEMBER
};

/* Count and Compare, by the root's Count. */
struct timer {
  unsigned offset;  /* GTOffset */
  unsigned compare;
  unsigned matched; /* when Compare has matched last */
};

/* A guest's UART4. */
struct uart {
  unsigned mode;
  unsigned control;
  unsigned brg;
  unsigned head;
  unsigned tail;
  unsigned char ring[INPUT_RING];
};

enum state { RUNNING, WAITING, STOPPED };

struct guest {
  unsigned hi;
  unsigned lo;
  unsigned pc;
  const struct page_pair *pages;
  unsigned id; /* its GuestID and its shadow register set */
  enum state state;
  struct context context;
  struct timer timer;
  unsigned controller[CONTROLLER_SIZE / 4];
  struct uart uart;
  struct page_pair pairs[8];
};

extern struct guest guests[GUESTS];

/* vectors.S */
unsigned enter_guest(struct guest *guest, unsigned status);
void root_sleep(void);
unsigned guest_gpr(unsigned number);
void set_guest_gpr(unsigned number, unsigned value);

/* guest.c: the hardware's guest context, and what a guest finds in it */
void guest_open(struct guest *guest, unsigned id, const void *image, const void *image_end);
void guest_select(struct guest *guest);
void guest_present_interrupt(struct guest *guest);
void guest_wake(struct guest *guest);
unsigned timer_count(const struct guest *guest);
void timer_set_count(struct guest *guest, unsigned value);
void timer_set_compare(struct guest *guest, unsigned value);
void timer_expire(struct guest *guest, unsigned now);
unsigned timer_left(const struct guest *guest, unsigned now);

/* exits.c */
void exit_handle(struct guest *guest);

/* devices.c: the windows of a guest's physical addresses behind which the root acts */
int device_load(struct guest *guest, unsigned address, unsigned size, unsigned *value);
int device_store(struct guest *guest, unsigned address, unsigned size, unsigned value);
unsigned stored(unsigned old, unsigned offset, unsigned value, unsigned lanes);

/* controller.c */
unsigned controller_read(const struct guest *guest, unsigned offset);
void controller_write(struct guest *guest, unsigned offset, unsigned value, unsigned lanes);
void controller_raise(struct guest *guest, unsigned irq);
int controller_requested(const struct guest *guest);
unsigned controller_best(struct guest *guest, unsigned *vector);

/* uart.c */
void uart_open(struct guest *guest);
unsigned uart_read(struct guest *guest, unsigned offset);
void uart_write(struct guest *guest, unsigned offset, unsigned value, unsigned lanes);
void uart_receive(struct guest *guest, unsigned character);
void uart_raise(struct guest *guest);

/* console.c: the real UART4, shared */
void console_open(void);
int console_has_room(unsigned owner);
void console_put(unsigned owner, unsigned character);
void console_sent(void);
void console_received(void);
void say(const char *text);
void say_hex(unsigned value);
void say_line(void);

/* main.c */
void guest_stop(struct guest *guest, const char *why, unsigned value);

#endif
