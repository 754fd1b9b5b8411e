/*
 * Binary32 without a floating-point unit: the same bits on every board. Results are rounded to nearest
 * even, subnormals are kept, and there is one NaN.
 */
#include "machine.h"

#define SIGN 0x80000000u
#define INFINITE 0x7F800000u
#define NAN_BITS 0x7FC00000u
#define HIDDEN (1u << 23)

static uint32_t magnitude(uint32_t a) { return a & ~SIGN; }

/* Of a finite one; subnormals have the exponent of the smallest normal ones. */
static int exponent(uint32_t a) { return a & INFINITE ? (int)(a >> 23 & 0xFF) : 1; }

static uint32_t significand(uint32_t a) {
  return (a & (HIDDEN - 1)) | (a & INFINITE ? HIDDEN : 0);
}

/* Shifts right; the last bit says whether anything was lost. */
static uint32_t shift_sticky(uint32_t m, int by) {
  return by < 32 ? m >> by | ((m & ((1u << by) - 1)) != 0) : m != 0;
}

/* m, with three bits behind the last one and the hidden bit in front unless e is 1, below 2^27. */
static uint32_t packed(uint32_t sign, int e, uint32_t m) {
  uint32_t rest = m & 7;
  m >>= 3;
  if (rest > 4 || (rest == 4 && (m & 1))) {
    m++;
  }
  if (e >= 255) {
    return sign | INFINITE;
  }
  /* The hidden bit, if there is one, adds one to the exponent; so does a carry out of the rounding. */
  return sign | (((uint32_t)(e - 1) << 23) + m);
}

uint32_t float_add(uint32_t a, uint32_t b) {
  if (magnitude(a) < magnitude(b)) {
    uint32_t smaller = a;
    a = b;
    b = smaller;
  }
  uint32_t sign = a & SIGN;
  uint32_t differ = (a ^ b) & SIGN;
  if (magnitude(a) >= INFINITE) {
    return magnitude(a) > INFINITE || (magnitude(b) == INFINITE && differ) ? NAN_BITS : a;
  }
  int e = exponent(a);
  uint32_t m = significand(a) << 3;
  uint32_t smaller = shift_sticky(significand(b) << 3, e - exponent(b));
  if (!differ) {
    m += smaller;
    if (m >= HIDDEN << 4) {
      m = shift_sticky(m, 1);
      e++;
    }
    return packed(sign, e, m);
  }
  m -= smaller;
  if (m == 0) {
    return 0;
  }
  while (m < HIDDEN << 3 && e > 1) {
    m <<= 1;
    e--;
  }
  return packed(sign, e, m);
}

uint32_t float_multiply(uint32_t a, uint32_t b) {
  uint32_t sign = (a ^ b) & SIGN;
  if (magnitude(a) < magnitude(b)) {
    uint32_t smaller = a;
    a = b;
    b = smaller;
  }
  if (magnitude(a) >= INFINITE) {
    return magnitude(a) > INFINITE || magnitude(b) == 0 ? NAN_BITS : sign | INFINITE;
  }
  if (magnitude(b) == 0) {
    return sign;
  }
  int e = exponent(a) + exponent(b) - 127;
  uint32_t m = significand(a);
  uint32_t n = significand(b);
  for (; m < HIDDEN; m <<= 1) {
    e--;
  }
  for (; n < HIDDEN; n <<= 1) {
    e--;
  }
  uint64_t product = (uint64_t)m * n;
  m = (uint32_t)(product >> 20) | (((uint32_t)product & 0xFFFFF) != 0);
  if (m >= HIDDEN << 4) {
    m = shift_sticky(m, 1);
    e++;
  }
  if (e < 1) {
    m = shift_sticky(m, 1 - e);
    e = 1;
  }
  return packed(sign, e, m);
}

/* Ordered as integers are; both zeros are 0. */
static int32_t rank(uint32_t a) {
  return a & SIGN ? -(int32_t)magnitude(a) : (int32_t)a;
}

enum comparison float_compare(uint32_t a, uint32_t b) {
  if (magnitude(a) > INFINITE || magnitude(b) > INFINITE) {
    return UNORDERED;
  }
  return rank(a) < rank(b) ? LESS : rank(a) > rank(b) ? GREATER : EQUAL;
}
