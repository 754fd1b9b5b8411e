/* Strings: lines are formatted, copied, compared, searched and parsed. */
#include "kernels.h"

#define LINES 40

static char lines[LINES][48];
static char copy[48];

static char *append(char *to, const char *text) {
  while (*text) {
    *to++ = *text++;
  }
  *to = 0;
  return to;
}

static char *append_decimal(char *to, unsigned value) {
  char digits[10];
  int count = 0;
  do {
    digits[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value);
  while (count) {
    *to++ = digits[--count];
  }
  *to = 0;
  return to;
}

static char *append_hex(char *to, unsigned value) {
  for (int shift = 12; shift >= 0; shift -= 4) {
    *to++ = "0123456789abcdef"[value >> shift & 15];
  }
  *to = 0;
  return to;
}

static int compare(const char *a, const char *b) {
  while (*a && *a == *b) {
    a++;
    b++;
  }
  return *a - *b;
}

/* The place of the first of a character, from 0. */
static int find(const char *text, char c) {
  int place = 0;
  while (text[place] && text[place] != c) {
    place++;
  }
  return place;
}

static unsigned parse(const char *digits) {
  unsigned value = 0;
  while (*digits >= '0' && *digits <= '9') {
    value = value * 10 + (unsigned)(*digits++ - '0');
  }
  return value;
}

unsigned JOIN(strings, VARIANT)(void) {
  unsigned seed = 7;
  unsigned hash = 0;
  for (int i = 0; i < LINES; i++) {
    char *end = append(lines[i], "item ");
    end = append_decimal(end, random_number(&seed) % 1000);
    end = append(end, ": 0x");
    end = append_hex(end, random_number(&seed));
    end = append(end, " = ");
    append_decimal(end, random_number(&seed));
  }
  for (int i = 0; i < LINES; i++) {
    unsigned below = 0;
    for (int j = 0; j < LINES; j++) {
      below += compare(lines[j], lines[i]) < 0;
    }
    append(copy, lines[i]);
    for (char *c = copy; *c; c++) {
      if (*c >= 'a' && *c <= 'z') {
        *c = (char)(*c - 'a' + 'A');
      }
      hash = hashed(hash, (unsigned char)*c);
    }
    hash = hashed(hash, below);
    hash = hashed(hash, parse(lines[i] + 5) + parse(lines[i] + find(lines[i], '=') + 2));
  }
  return hash;
}
