/* What the parts of the image have in common. */
#ifndef TIMING_H
#define TIMING_H

/* Bit 0 of an address of code: its instruction set. */
#ifdef __mips_micromips
#define ISA 1u
#else
#define ISA 0u
#endif

#define CP0_WRITE(number, select, value) \
  __asm__ volatile("mtc0 %0, $" #number ", " #select : : "r"(value) : "memory")

/* RAM that is measured: 128 KB, as the linker script has it, cached. */
#define ARENA 0x80010000u

#define PRECON REGISTER(0x1F8E0000)

/* PRECON as the boot loader leaves it at 200 MHz: PFMWS, and with PREFEN. */
#define FLASH_STATES 2u
#define FLASH_DEFAULT (FLASH_STATES + 16 * 3)

/* A word that holds its own address, and a place to store to. */
struct self {
  struct self *self;
  unsigned words[7];
} __attribute__((aligned(16)));
extern struct self self;

/* prepare.c: what lines need. */
void map_arena(unsigned cacheability);
void map_leaves(unsigned argument);
void prepare_refill(unsigned argument);
void set_flash(unsigned states_and_prefetch);
void set_port_clock(unsigned divisor);
void enable_software_interrupt(unsigned argument);
void enable_core_timer(unsigned argument);

/* Puts everything back that the functions above change. */
void restore(void);

/* memory.S */
void leaf(void);
void road(void);
void road_end(void);
extern const unsigned road_lines[];
unsigned walk_road(unsigned from, unsigned times);
unsigned walk_data(unsigned from, unsigned to, unsigned times);
unsigned walk_nothing(unsigned from, unsigned to, unsigned times);

void report_exception(unsigned cause, unsigned epc, unsigned badvaddr);

#endif
