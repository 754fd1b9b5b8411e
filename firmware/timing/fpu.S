/* The FPU: chains of dependent instructions for latencies, independent ones for repeat rates. */
#include "line.inc"

        .set    hardfloat
        .set    fp=64

/* 1 everywhere, in the format: as good an operand as any, and stays one. */
#define ONES_S "lui $8, 0x3F80; mtc1 $8, $f0; mtc1 $8, $f2"
#define ONES_D "lui $8, 0x3FF0; mtc1 $0, $f0; mthc1 $8, $f0; mtc1 $0, $f2; mthc1 $8, $f2"

        .macro  binary op, format, ones
        line    \op-\format-latency, "\op\().\format $f0, $f0, $f2", "\ones"
        line    \op-\format-repeat, "\op\().\format $f4, $f0, $f2; \op\().\format $f6, $f0, $f2", \
                "\ones", , 0, 2
        .endm

        .macro  unary op, format, ones
        line    \op-\format-latency, "\op\().\format $f0, $f0", "\ones"
        line    \op-\format-repeat, "\op\().\format $f4, $f0; \op\().\format $f6, $f0", \
                "\ones", , 0, 2
        .endm

        .macro  every format, ones
        binary  add, \format, "\ones"
        binary  mul, \format, "\ones"
        binary  div, \format, "\ones"
        unary   mov, \format, "\ones"
        unary   abs, \format, "\ones"
        unary   sqrt, \format, "\ones"
        unary   rsqrt, \format, "\ones"
        unary   recip, \format, "\ones"
        line    madd-\format-latency, "madd.\format $f0, $f0, $f2, $f2", "\ones"
        line    madd-\format-repeat, \
                "madd.\format $f4, $f0, $f2, $f2; madd.\format $f6, $f0, $f2, $f2", "\ones", , 0, 2
        line    cvt-w-\format-latency, "cvt.w.\format $f4, $f0; mov.s $f6, $f4", "\ones", , 1
        line    trunc-w-\format-latency, "trunc.w.\format $f4, $f0; mov.s $f6, $f4", "\ones", , 1
        line    compare-\format-latency, "c.lt.\format $f0, $f2; bc1t 1f; nop; 1:", "\ones", , 2
        .endm
        every   s, ONES_S
        every   d, ONES_D

        line    cvt-s-d-latency, "cvt.s.d $f4, $f0; mov.s $f6, $f4", ONES_D, , 1
        line    cvt-d-s-latency, "cvt.d.s $f4, $f0; mov.d $f6, $f4", ONES_S, , 1
        line    cvt-s-w-latency, "cvt.s.w $f4, $f8; mov.s $f6, $f4", "li $8, 1; mtc1 $8, $f8", , 1
        line    cvt-d-w-latency, "cvt.d.w $f4, $f8; mov.d $f6, $f4", "li $8, 1; mtc1 $8, $f8", , 1
        line    lwc1-latency, "lwc1 $f4, 0($8); mov.s $f6, $f4", "address $8, self", , 1
        line    ldc1-latency, "ldc1 $f4, 0($8); mov.d $f6, $f4", "address $8, self", , 1
        line    swc1-repeat, "swc1 $f0, 8($8)", "address $8, self"
        line    mtc1-latency, "mtc1 $8, $f4; mov.s $f6, $f4", , , 1
        line    mfc1-latency, "mfc1 $9, $f0; addu $10, $9, $9", , , 1
