/* Matrices of integers, of float and of double: products, and a scaling that divides. */
#include "kernels.h"

#define SIZE 12

#define MATRIX(type)                                                              \
  static type type##_a[SIZE][SIZE], type##_b[SIZE][SIZE], type##_c[SIZE][SIZE];   \
                                                                                  \
  static unsigned type##_matrix(unsigned hash) {                                  \
    for (int i = 0; i < SIZE; i++) {                                              \
      for (int j = 0; j < SIZE; j++) {                                            \
        type##_a[i][j] = (type)(i * 7 + j * 3 - 40) / (type)(j + 1);              \
        type##_b[i][j] = (type)(i - 2 * j) * (type)(i + 3);                       \
      }                                                                           \
    }                                                                             \
    for (int i = 0; i < SIZE; i++) {                                              \
      for (int j = 0; j < SIZE; j++) {                                            \
        type sum = 0;                                                             \
        for (int k = 0; k < SIZE; k++) {                                          \
          sum += type##_a[i][k] * type##_b[k][j];                                 \
        }                                                                         \
        type##_c[i][j] = sum;                                                     \
      }                                                                           \
    }                                                                             \
    for (int i = 0; i < SIZE; i++) {                                              \
      for (int j = 0; j < SIZE; j++) {                                            \
        hash = hashed(hash, (unsigned)(int)(type##_c[i][j] * 4));                 \
      }                                                                           \
    }                                                                             \
    return hash;                                                                  \
  }

MATRIX(int)
MATRIX(float)
MATRIX(double)

unsigned JOIN(matrix, VARIANT)(void) { return double_matrix(float_matrix(int_matrix(0))); }
