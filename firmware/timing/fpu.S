/* The FPU: chains of dependent instructions for latencies, independent ones for repeat rates. */
#include "line.inc"

        .set    hardfloat
        .set    fp=64

/* 1 everywhere, in the format: as good an operand as any, and stays one. */
#define ONES_S "lui $8, 0x3F80; mtc1 $8, $f0; mtc1 $8, $f2"
#define ONES_D "lui $8, 0x3FF0; mtc1 $0, $f0; mthc1 $8, $f0; mtc1 $0, $f2; mthc1 $8, $f2"

        .macro  binary op, format, ones
        line    \op-\format, "\op\().\format $f0, $f0, $f2", "\ones"
        line    \op-\format-repeat, "\op\().\format $f4, $f0, $f2; \op\().\format $f6, $f0, $f2", \
                "\ones", , 2
        .endm

        .macro  unary op, format, ones
        line    \op-\format, "\op\().\format $f0, $f0", "\ones"
        line    \op-\format-repeat, "\op\().\format $f4, $f0; \op\().\format $f6, $f0", \
                "\ones", , 2
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
        line    madd-\format, "madd.\format $f0, $f0, $f2, $f2", "\ones"
        line    madd-\format-repeat, "madd.\format $f4, $f0, $f2, $f2; madd.\format $f6, $f0, $f2, $f2", \
                "\ones", , 2
        line    cvt-w-\format, "cvt.w.\format $f4, $f0; mfc1 $9, $f4", "\ones"
        line    trunc-w-\format, "trunc.w.\format $f4, $f0; mfc1 $9, $f4", "\ones"
        line    compare-branch-\format, "c.lt.\format $f0, $f2; bc1t 1f; nop; 1:", "\ones"
        .endm
        every   s, ONES_S
        every   d, ONES_D

        line    cvt-s-d, "cvt.s.d $f4, $f0; mov.s $f6, $f4", ONES_D
        line    cvt-d-s, "cvt.d.s $f4, $f0; mov.d $f6, $f4", ONES_S
        line    cvt-s-w, "cvt.s.w $f4, $f8; mov.s $f6, $f4", "li $8, 1; mtc1 $8, $f8"
        line    cvt-d-w, "cvt.d.w $f4, $f8; mov.d $f6, $f4", "li $8, 1; mtc1 $8, $f8"
        line    lwc1-use, "lwc1 $f4, 0($8); mov.s $f6, $f4", "address $8, self"
        line    ldc1-use, "ldc1 $f4, 0($8); mov.d $f6, $f4", "address $8, self"
        line    swc1, "swc1 $f0, 8($8)", "address $8, self"
        line    mtc1-use, "mtc1 $8, $f4; mov.s $f6, $f4"
        line    mfc1-use, "mfc1 $9, $f0; addu $10, $9, $9"
