/*
 * Measures what instructions, exceptions, caches and buses take, with Count, which steps every
 * second cycle of SYSCLK, and prints it: README.md says what the lines mean.
 */
#include "../common/cp0.h"
#include "../common/pic32mz.h"
#include "../common/print.h"
#include "timing.h"

#define CYCLES_PER_COUNT 2u
#define TIMES 64u

/* A line of the report, as line.inc lays it out. */
struct line {
  const char *name;
  const char *what;
  unsigned (*few)(unsigned times);
  unsigned (*many)(unsigned times);
  unsigned bodies; /* how many more there are in many than in few */
  unsigned less;   /* cycles of a body that are not the line's */
  unsigned per;    /* how often a body does what the line is the time of */
  void (*prepare)(unsigned argument);
  unsigned argument;
  unsigned unused;
};

extern const struct line lines[] __asm__("_lines");
extern const struct line lines_end[] __asm__("_lines_end");

struct self self;

static void print_line(const char *name, unsigned hundredths, const char *what) {
  print_text(name);
  print_text(" ");
  print_decimal(hundredths);
  print_text(" ");
  print_text(what);
  print_text("\r\n");
}

/* Hundredths of a cycle each, rounded. */
static unsigned each(unsigned cycles, unsigned times) {
  return (cycles * 100 + times / 2) / times;
}

static void measure(const struct line *line) {
  if (line->prepare) {
    line->prepare(line->argument);
  }
  line->few(2);
  unsigned few = line->few(TIMES);
  line->many(2);
  unsigned many = line->many(TIMES);
  interrupts_off();
  restore();
  unsigned cycles = (many - few) * CYCLES_PER_COUNT;
  unsigned bodies = TIMES * line->bodies;
  print_line(line->name, each(cycles - bodies * line->less, bodies * line->per), line->what);
}

static void print_step(const char *name, unsigned size, unsigned hundredths) {
  print_text(name);
  print_text(" ");
  print_decimal(size);
  print_text(" ");
  print_decimal(hundredths);
  print_text("\r\n");
}

#define WORD 4u
#define STRIDE 16u
#define WALKED 0x10000u

/* Sizes from 256 bytes to 64 KB, four to an octave where they are multiples of 256. */
static unsigned next_size(unsigned size) {
  unsigned octave = size;
  while (octave & (octave - 1)) {
    octave &= octave - 1;
  }
  return size + (octave < 1024 ? octave : octave / 4);
}

static void walk_arrays(const char *name, unsigned from) {
  for (unsigned size = 256; size <= WALKED; size = next_size(size)) {
    unsigned times = size < 0x1000 ? 0x4000 / size : 4;
    unsigned loads = walk_data(from, from + size, times);
    unsigned rest = walk_nothing(from, from + size, times);
    print_step(name, size, each((loads - rest) * CYCLES_PER_COUNT, size / STRIDE * times));
  }
}

static void walk_code(const char *name) {
  for (unsigned size = 1024; size <= WALKED; size = next_size(size)) {
    unsigned times = 4;
    unsigned far = walk_road((unsigned)road_end - size, times);
    unsigned rest = walk_road((unsigned)road_end, times);
    print_step(name, size, each((far - rest) * CYCLES_PER_COUNT, size / WORD * times));
  }
}

int main(void) {
  self.self = &self;
  print_open();
  restore();
  print_text(ISA ? "timing, microMIPS\r\n" : "timing, MIPS32\r\n");
  for (const struct line *line = lines; line != lines_end; line++) {
    measure(line);
  }
  walk_arrays("walk-ram", ARENA);
  set_flash(FLASH_STATES);
  walk_arrays("walk-flash-prefetch-off", (unsigned)road_lines);
  walk_code("walk-code-prefetch-off");
  restore();
  walk_arrays("walk-flash-prefetch-on", (unsigned)road_lines);
  walk_code("walk-code-prefetch-on");
  print_text("done\r\n");
  return 0;
}
