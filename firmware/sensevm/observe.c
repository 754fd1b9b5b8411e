/*
 * Where a debugger stops. Always in MIPS32, so that these addresses are what the processor's PC is there;
 * whoever calls them has all state in memory, as nothing is known of them.
 */
#include "observe.h"

void svm_next(void) { __asm__ volatile("" : : : "memory"); }

void svm_observe(enum observed what, uint32_t a, uint32_t b) {
  __asm__ volatile("" : : "r"(what), "r"(a), "r"(b) : "memory");
}

void svm_end(void) { __asm__ volatile("" : : : "memory"); }
