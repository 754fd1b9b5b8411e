// Code of all units, for .ci/listing.py: compiled as MIPS32, as microMIPS, and with OTHER naming
// the attribute of the other instruction set, as a program of both that calls both ways.
#ifndef OTHER
#define OTHER
#endif

volatile int port;
int table[16];
short halves[16];
double doubles[16];

__attribute__((noinline)) OTHER int leaf(int a, int b) {
  return (a * b) / 7 + table[a & 15] - halves[b & 15];
}

__attribute__((noinline)) double mean(double *values, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) {
    sum += values[i] * 0.5;
  }
  return count > 2 ? sum / count : __builtin_fabs(sum);
}

__attribute__((noinline)) OTHER float scale(float a, int b) {
  return a < 1.5f ? a * b + (float) mean(doubles, b) : (float) leaf(b, (int) a);
}

__attribute__((noinline)) int filter(const int *samples, int count) {
  long long sum = 0;
  for (int i = 0; i < count; i++) {
    sum += (long long) samples[i] * table[i & 15];
  }
  int packed = (int) (sum >> 15);
  __asm__("addq_s.ph %0,%0,%1\n\tdpaq_s.w.ph $ac1,%0,%1\n\textr_rs.w %0,$ac1,5\n\t"
          "cmp.lt.ph %0,%1\n\tpick.ph %0,%0,%1\n\tshilo $ac1,-3\n\tmthlip %1,$ac1\n\t"
          "precrq.qb.ph %0,%0,%1\n\trddsp %1,3\n\twrdsp %0,7\n\tinsv %0,%1"
          : "+r"(packed)
          : "r"(count)
          : "hi", "lo");
  return packed;
}

__attribute__((noinline)) void privileged(int value) {
  __asm__ volatile(
      "mtc0 %0,$12\n\tmfc0 %0,$13\n\tmfc0 %0,$15,1\n\tmtc0 %0,$12,2\n\tmfc0 %0,$16,5\n\t"
      "mfgc0 %0,$12\n\tmtgc0 %0,$10\n\tehb\n\tei\n\tdi %0\n\ttlbwi\n\ttlbp\n\ttlbgr\n\ttlbginv\n\t"
      "hypcall 3\n\twait\n\teret\n\trdpgpr %0,$3\n\twrpgpr $3,%0\n\trdhwr %0,$2\n\tcfc1 %0,$31\n\t"
      "ctc1 %0,$25\n\tsync\n\tsync 4\n\tsync 17\n\tsynci 0(%0)\n\tcache 0x15,-4(%0)\n\tpref 5,8(%0)\n\t"
      "ll $3,0(%0)\n\tsc $3,0(%0)\n\tlwl $3,5(%0)\n\tswr $3,-5(%0)\n\taset 3,0(%0)\n\taclr 3,0(%0)\n\t"
      "iret\n\tsyscall 3\n\tbreak\n\tbreak 5\n\tsdbbp\n\tsdbbp 3\n\tderet\n\tteq %0,$3\n\ttltu %0,$3,2"
      : "+r"(value)
      :
      : "$3", "memory");
}

OTHER int choose(int which, int value) {
  switch (which) {
    case 0:
      return leaf(value, 3);
    case 1:
      return value << which;
    case 2:
      port = value;
      return value >> 3;
    case 3:
      return (int) scale(value, which);
    case 4:
      return filter(table, value);
    case 5:
      return (value & 0x3FC0) >> 6 | which;
    case 6:
      privileged(value);
      return -1;
    case 7:
      return value < 0 ? (unsigned char) value : (short) value;
    default:
      return ~value;
  }
}

void __start(void) {
  for (int i = 0;; i++) {
    if (choose(i & 7, port) == 0x1234567) {
      doubles[i & 15] = scale(port, i);
    }
  }
}
