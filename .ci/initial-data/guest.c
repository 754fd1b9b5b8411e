/* Prints its variables and overwrites all of them, so that it prints the same only if somebody
   restores them before it starts again. */
#define U4STA ((volatile unsigned *)0xBF822610)
#define U4TXREG ((volatile unsigned *)0xBF822620)
#define FULL (1 << 9)

static char greeting[] = "data restored";
static volatile unsigned char odd[3] = {3, 5, 7};
static volatile unsigned runs = 1;
static volatile unsigned zeros[64];

static void print(const char *text) {
  for (; *text; text++) {
    while (*U4STA & FULL) {
    }
    *U4TXREG = *text;
  }
}

int main(void) {
  unsigned sum = 0;
  for (unsigned i = 0; i < 64; i++) {
    sum += zeros[i];
    zeros[i] = -1;
  }
  int fresh = sum == 0 && runs == 1 && odd[0] == 3 && odd[1] == 5 && odd[2] == 7;
  print("\nguest: ");
  print(greeting);
  print(fresh ? ", all of it\n" : ", but not all of it\n");
  for (char *c = greeting; *c; c++) {
    *c = '?';
  }
  odd[0] = odd[1] = odd[2] = 0;
  runs++;
  return 0;
}
