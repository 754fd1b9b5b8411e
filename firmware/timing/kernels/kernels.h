/*
 * The kernels: each file is built in every way there is, VARIANT, and has one function, which
 * returns a checksum of what it has computed.
 */
#ifndef KERNELS_H
#define KERNELS_H

#define JOIN_(kernel, variant) kernel##_##variant
#define JOIN(kernel, variant) JOIN_(kernel, variant)

/* For checksums: what java.lang.String has for a hash code. */
static inline unsigned hashed(unsigned hash, unsigned next) { return hash * 31 + next; }

/* Numbers that look random: Numerical Recipes' generator, its upper half. */
static inline unsigned random_number(unsigned *state) {
  *state = *state * 1664525 + 1013904223;
  return *state >> 16;
}

#endif
