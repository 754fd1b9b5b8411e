/* Integers: lists that are sorted and searched, a state machine on text, a CRC bit by bit. */
#include "kernels.h"

#define ROUNDS 4
#define NODES 60
#define TEXT 200
#define SEARCHES 16

struct node {
  struct node *next;
  unsigned value;
};

static struct node nodes[NODES];
static char text[TEXT];

static unsigned crc_word(unsigned crc, unsigned word) {
  crc ^= word;
  for (int bit = 0; bit < 32; bit++) {
    crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
  }
  return crc;
}

static struct node *merge(struct node *a, struct node *b) {
  struct node *first = 0;
  struct node **end = &first;
  while (a && b) {
    struct node **least = a->value <= b->value ? &a : &b;
    *end = *least;
    end = &(*least)->next;
    *least = (*least)->next;
  }
  *end = a ? a : b;
  return first;
}

static struct node *sort(struct node *list, unsigned length) {
  if (length == 1) {
    list->next = 0;
    return list;
  }
  struct node *second = list;
  for (unsigned i = 0; i < length / 2; i++) {
    second = second->next;
  }
  struct node *upper = sort(second, length - length / 2);
  return merge(sort(list, length / 2), upper);
}

static struct node *reverse(struct node *list) {
  struct node *reversed = 0;
  while (list) {
    struct node *next = list->next;
    list->next = reversed;
    reversed = list;
    list = next;
  }
  return reversed;
}

/* The place of the first value that is not above another; the list falls. */
static unsigned place(const struct node *list, unsigned value) {
  unsigned place = 0;
  while (list && list->value > value) {
    place++;
    list = list->next;
  }
  return place;
}

enum state { BETWEEN, WORD, INTEGER, FRACTION, OTHER, STATES };

static enum state step(enum state state, char c) {
  int digit = c >= '0' && c <= '9';
  int letter = c >= 'a' && c <= 'z';
  if (c == ' ') {
    return BETWEEN;
  }
  switch (state) {
    case BETWEEN:
      return digit ? INTEGER : letter ? WORD : OTHER;
    case WORD:
      return digit || letter ? WORD : OTHER;
    case INTEGER:
      return digit ? INTEGER : c == '.' ? FRACTION : OTHER;
    case FRACTION:
      return digit ? FRACTION : OTHER;
    default:
      return OTHER;
  }
}

unsigned JOIN(mix, VARIANT)(void) {
  static const char alphabet[] = "abcxyz01289.  +";
  unsigned seed = 2026;
  unsigned crc = ~0u;
  for (int round = 0; round < ROUNDS; round++) {
    for (int i = 0; i < NODES; i++) {
      nodes[i].value = random_number(&seed) & 0x3FF;
      nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : 0;
    }
    struct node *list = reverse(sort(nodes, NODES));
    for (const struct node *node = list; node; node = node->next) {
      crc = crc_word(crc, node->value);
    }
    for (int i = 0; i < SEARCHES; i++) {
      crc = crc_word(crc, place(list, random_number(&seed) & 0x3FF));
    }
    for (int i = 0; i < TEXT; i++) {
      text[i] = alphabet[random_number(&seed) % (sizeof alphabet - 1)];
    }
    unsigned counts[STATES] = {0};
    enum state state = BETWEEN;
    for (int i = 0; i < TEXT; i++) {
      state = step(state, text[i]);
      counts[state]++;
    }
    for (int i = 0; i < STATES; i++) {
      crc = crc_word(crc, counts[i]);
    }
  }
  return ~crc;
}
