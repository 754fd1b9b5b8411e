/*
 * Endless loops to time an engine with. Each label is an entry of its own: it sets up what its
 * loop needs and assumes nothing. In KSEG0, no exceptions, no interrupts.
 */
        .set    noreorder
        .text

        .globl  _start
        .ent    _start
_start:
        j       register_loop
        nop
        .end    _start

        /* Each of the next three stands here twice: the same instructions in both sets. */
        .macro  loop name
        .globl  \name
        .ent    \name
\name\():
        .endm

        /* Arithmetic, logic, shifts and a multiplication; 16 instructions a turn, no memory. */
        .macro  register_loop name
        loop    \name
        lui     $s0, 0x1234
        ori     $s0, $s0, 0x5678
        move    $s1, $zero
        move    $s2, $zero
        li      $s3, 3
1:      addiu   $s1, $s1, 1
        addu    $s2, $s2, $s1
        xor     $t0, $s2, $s0
        sll     $t1, $t0, 5
        srl     $t2, $t0, 27
        or      $t0, $t1, $t2
        andi    $t3, $t0, 0xFF
        subu    $t4, $t0, $t3
        mul     $t5, $t3, $s3
        rotr    $t6, $t5, 7
        sltu    $t7, $t4, $t6
        movn    $t4, $t6, $t7
        ext     $t8, $t4, 4, 12
        ins     $s0, $t8, 8, 12
        bne     $s1, $zero, 1b
        nor     $s2, $s2, $t4
        b       1b
        nop
        .end    \name
        .endm

        /* Walks 4 KB of RAM: loads and stores of all sizes; 11 instructions a turn, 8 of memory. */
        .macro  load_store_loop name
        loop    \name
        lui     $s0, %hi(buffer)
        addiu   $s0, $s0, %lo(buffer)
        addiu   $s1, $s0, 0x1000
        move    $t0, $s0
1:      lw      $t1, 0($t0)
        addiu   $t1, $t1, 1
        sw      $t1, 4($t0)
        lhu     $t2, 8($t0)
        sh      $t2, 14($t0)
        lb      $t3, 4($t0)
        sb      $t3, 11($t0)
        lw      $t4, 12($t0)
        addiu   $t0, $t0, 16
        bne     $t0, $s1, 1b
        sw      $t4, -16($t0)
        b       1b
        move    $t0, $s0
        .end    \name
        .endm

        /*
         * What a digital filter does: three products summed up in double and one in single
         * precision, inexact all of them; 16 instructions a turn, 12 of the FPU.
         */
        .macro  float_loop name
        loop    \name
        lui     $s0, %hi(buffer)
        addiu   $s0, $s0, %lo(buffer)
        lui     $t0, 0x3FB9
        mtc1    $zero, $f0
        mthc1   $t0, $f0                /* f0 = 0.098 */
        lui     $t0, 0x3F7F
        ori     $t0, $t0, 0xBE77
        mtc1    $t0, $f20               /* f20 = 0.999 */
        lui     $t0, 0x3F80
        mtc1    $t0, $f22               /* f22 = 1 */
        cvt.d.s $f2, $f20
        cvt.d.s $f4, $f22
        sdc1    $f2, 0($s0)
        sdc1    $f4, 8($s0)
        move    $s1, $zero
1:      ldc1    $f6, 0($s0)
        mul.d   $f8, $f6, $f2
        ldc1    $f10, 8($s0)
        mul.d   $f12, $f10, $f0
        add.d   $f8, $f8, $f12
        sub.d   $f14, $f8, $f6
        madd.d  $f16, $f8, $f14, $f2
        sdc1    $f8, 0($s0)
        addiu   $s1, $s1, 1
        mul.s   $f22, $f22, $f20
        add.s   $f22, $f22, $f20
        cvt.s.d $f24, $f16
        c.lt.s  $f24, $f22
        movt.s  $f24, $f22, $fcc0
        bnez    $s1, 1b
        mov.d   $f18, $f16
        b       1b
        nop
        .end    \name
        .endm

        .set    hardfloat
        .set    fp=64
        .set    arch=mips32r5
        register_loop   register_loop
        load_store_loop load_store_loop
        float_loop      float_loop
        .set    micromips
        register_loop   register_loop_micromips
        load_store_loop load_store_loop_micromips
        float_loop      float_loop_micromips
        .set    nomicromips
        .align  2

        /* Reads Count, which a hypervisor may trap; 4 instructions a turn. */
        .globl  count_loop
        .ent    count_loop
count_loop:
1:      mfc0    $t0, $9
        addiu   $t1, $t1, 1
        b       1b
        addu    $t2, $t2, $t0
        .end    count_loop

        /* Reads a word of each 8 KB of 512 KB: more pairs of 4 KB pages than a TLB of 16 holds. */
        .globl  page_loop
        .ent    page_loop
page_loop:
        lui     $s0, %hi(buffer)
        addiu   $s0, $s0, %lo(buffer)
        lui     $t1, 8
        addu    $s1, $s0, $t1
        move    $t0, $s0
1:      lw      $t2, 0($t0)
        addiu   $t0, $t0, 0x2000
        bne     $t0, $s1, 1b
        addu    $t3, $t3, $t2
        b       1b
        move    $t0, $s0
        .end    page_loop

        .bss
        .globl  buffer
        .align  12
buffer: .space  0x1000
