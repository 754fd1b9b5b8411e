/* Caches, write buffer, flash, RAM, peripheral buses and TLBs. */
#include "line.inc"

        .set    PORT_G_LATCH, 0x0630    # LATG, from 0xBF860000
        .set    MAPPED, 0x0040          # 0x00400000, where the arena is mapped
        .set    CACHED, 3
        .set    WRITE_THROUGH, 0

/* KSEG1's address of a symbol in KSEG0. */
        .macro  uncached register, symbol
        address \register, \symbol
        lui     $9, 0x2000
        or      \register, \register, $9
        .endm

/* Goes through eight lines that share a set of the data cache, which has four ways, and again. */
        .macro  next_line
        addiu   $8, $8, 1024
        ins     $8, $0, 13, 1
        .endm

        .macro  eight op
        .set    .Loffset, 0
        .rept   8
        \op     $9, .Loffset($8)
        .set    .Loffset, .Loffset + 1024
        .endr
        .endm

        line    d-refill-ram, "lw $9, 0($8); next_line; pause", "address $8, _arena", \
                "lw of a line in RAM", PAUSE + 3
        line    d-refill-ram-repeat, "eight lw", "address $8, _arena", \
                "lw of lines in RAM, one after another", 0, 8
        line    d-evict, "sw $9, 0($8); next_line; pause", "address $8, _arena", \
                "sw to a line in RAM, where a dirty one is in the way", PAUSE + 3
        line    d-evict-repeat, "eight sw", "address $8, _arena", \
                "sw to such lines, one after another", 0, 8
        line    d-write-back, "sw $9, 0($8); cache 0x19, 0($8); sync", "address $8, _arena", \
                "sw; cache Hit Writeback; sync", 3
        line    cache-operation, "cache 0x19, 0($8)", "address $8, _arena", \
                "cache Hit Writeback of a clean line", 1
        line    uncached-load-ram, "lw $9, 0($8)", "uncached $8, _arena", "lw, KSEG1", 1
        line    uncached-store-ram, "sw $9, 0($8)", "uncached $8, _arena", "sw, KSEG1, without end"
        line    uncached-store-sync-ram, "sw $9, 0($8); sync", "uncached $8, _arena", \
                "sw, KSEG1; sync", 1
        line    write-through-store-ram, "sw $9, 0($8); sw $9, 16($8)", \
                "lui $8, MAPPED; lw $9, 0($8); lw $9, 16($8)", \
                "sw, C = 0, to lines in the cache, without end", 0, 2, map_arena, WRITE_THROUGH

/* Stores until the write buffer is full, to something slow: LATG, PB4DIV = 4. */
        .macro  several count
        .rept   \count
        sw      $9, PORT_G_LATCH($8)
        .endr
        .endm

        .irp    count, 1, 2, 3, 4, 5, 6
        line    store-burst-\count, "several \count; pause LONG_PAUSE", \
                "lui $8, 0xBF86; lw $9, PORT_G_LATCH($8)", \
                "sw of LATG, PB4DIV = 4, \count and a pause", LONG_PAUSE, 1, set_port_clock, 4
        .endr

/* Pages of 4 KB, each entered at a line of its own. */
        .macro  pages count
        .set    .Loffset, 0
        .rept   \count
        lw      $9, .Loffset($8)
        .set    .Loffset, .Loffset + 0x1010
        .endr
        .endm

        .irp    count, 1, 2, 3, 4, 5, 6
        line    data-pages-\count, "pages \count", "lui $8, MAPPED", \
                "lw of \count mapped pages in turn", \count, \count, map_arena, CACHED
        .endr

        .macro  calls count
        .rept   \count - 1
        jalr    $9
        addu    $9, $9, $10
        .endr
        jalr    $9
        move    $9, $8
        .endm

        .irp    count, 1, 2, 3, 4, 5, 6
        line    code-pages-\count, "calls \count", \
                "address $8, mapped_leaf; lw $8, 0($8); li $10, 0x1010; move $9, $8", \
                "jalr to jr $31 in \count mapped pages in turn", 4 * \count, \count, map_leaves
        .endr

        line    tlb-refill, "lw $9, 0($8); lw $9, 0x2000($8)", \
                "lui $8, MAPPED; address $k1, refill; address $6, refill_entrylo; lw $6, 0($6); move $7, $6", \
                "lw; 2 mtc0; ehb; tlbwi; ehb; eret; lw", 20, 2, prepare_refill

/* Flash by wait states and prefetching: PRECON's PFMWS and 16 * PREFEN are the argument. */
        loops   i_refill, \
                "cache 0x10, 0($8); jalr.hb $8; nop; pause; cache 0x10, 0($9); jalr.hb $9; nop; pause", \
                "address $8, far_leaf; address $9, leaf"
        loops   i_refill_two, \
                "cache 0x10, 0($8); cache 0x10, 16($8); jalr.hb $8; nop; pause", \
                "address $8, long_leaf"
        loops   d_refill, "lw $9, 0($8); next_line; pause", "address $8, road_lines"
        loops   d_refill_two, "lw $9, 0($8); pause; lw $9, 16($8); next_line; pause", \
                "address $8, road_lines"
        loops   uncached_load, "lw $9, 0($8); pause; lw $9, 1024($8); pause", \
                "uncached $8, road_lines"
        loops   uncached_load_two, \
                "lw $9, 0($8); lw $9, 4($8); pause; lw $9, 1024($8); lw $9, 1028($8); pause", \
                "uncached $8, road_lines"

        .macro  flash states, prefetch
        report  i_refill, i-refill-flash-\states\()-\prefetch, \
                "cache Hit Invalidate; call of the line", 2 * PAUSE + 10, 2, \
                set_flash, \states + 16 * \prefetch
        report  i_refill_two, i-refill-flash-two-\states\()-\prefetch, \
                "2 cache Hit Invalidate; call of the two lines", PAUSE + 10, 1, \
                set_flash, \states + 16 * \prefetch
        report  d_refill, d-refill-flash-\states\()-\prefetch, \
                "lw of a line", PAUSE + 3, 1, set_flash, \states + 16 * \prefetch
        report  d_refill_two, d-refill-flash-two-\states\()-\prefetch, \
                "lw of a line; lw of the next", 2 * PAUSE + 4, 1, set_flash, \states + 16 * \prefetch
        report  uncached_load, uncached-load-flash-\states\()-\prefetch, \
                "lw, KSEG1", 2 * PAUSE + 2, 2, set_flash, \states + 16 * \prefetch
        report  uncached_load_two, uncached-load-flash-two-\states\()-\prefetch, \
                "lw; lw of the next word, KSEG1", 2 * PAUSE + 4, 2, \
                set_flash, \states + 16 * \prefetch
        .endm

        .irp    states, 2, 3, 4, 5, 6, 7
        flash   \states, 0
        .endr
        .irp    prefetch, 1, 2, 3
        flash   2, \prefetch
        .endr
        flash   7, 3

/* A peripheral bus: LATG on PB4, whose divisor is the argument; INTSTAT by SYSCLK. */
        loops   peripheral_load, "lw $9, PORT_G_LATCH($8)", "lui $8, 0xBF86"
        loops   peripheral_store, "sw $9, PORT_G_LATCH($8)", \
                "lui $8, 0xBF86; lw $9, PORT_G_LATCH($8)"
        loops   peripheral_store_load, "sw $9, PORT_G_LATCH($8); lw $9, PORT_G_LATCH($8)", \
                "lui $8, 0xBF86; lw $9, PORT_G_LATCH($8)"

        .macro  peripheral divisor
        report  peripheral_load, peripheral-load-\divisor, "lw of LATG, PB4DIV = \divisor", \
                1, 1, set_port_clock, \divisor
        report  peripheral_store, peripheral-store-\divisor, \
                "sw of LATG, PB4DIV = \divisor, without end", 0, 1, set_port_clock, \divisor
        report  peripheral_store_load, peripheral-store-load-\divisor, \
                "sw; lw of LATG, PB4DIV = \divisor", 2, 1, set_port_clock, \divisor
        .endm

        .irp    divisor, 2, 4, 8
        peripheral \divisor
        .endr
        line    interrupt-controller-store-load, "sw $0, 0x44($8); lw $9, 0x40($8)", \
                "lui $8, 0xBF81", "sw of IFS0CLR; lw of IFS0", 2
        line    interrupt-controller-load, "lw $9, 0x20($8)", "lui $8, 0xBF81", "lw of INTSTAT", 1

        .text
/* A line of the caches of its own, away from the others; and two. */
        function far_leaf
        jr      $31
        nop
        .end    far_leaf

        function long_leaf
        .rept   4
        .word   0
        .endr
        jr      $31
        nop
        .end    long_leaf

/* A handler of TLB Refill: $6 and $7 for EntryLo0 and EntryLo1; Index is always 0. */
        function refill
        mtc0    $6, $2
        mtc0    $7, $3
        ehb
        tlbwi
        ehb
        eret
        .end    refill

/*
 * 64 KB of words that are NOP in both instruction sets, and at their end the way back: $4 is where
 * to go on the road again, $5 how often. From here, at the first line, execution and loads walk.
 */
        .section .road, "ax"
        .globl  road, road_end, road_lines
        .balign 0x2000
road_lines:                             # the same as data, without the instruction set
        .fill   4, 4, 0
        .type   road, @function
road:   .insn
        .fill   16384, 4, 0
        .type   road_end, @function
road_end: .insn
        beqz    $5, 1f
        addiu   $5, $5, -1
        jr      $4
        nop
1:      jr      $7
        nop

        .text
/* unsigned walk_road(unsigned from, unsigned times): what Count counts, after one time before. */
        function walk_road
        move    $6, $31
        move    $8, $5
        li      $5, 0
        address $7, 1f
        jr      $4
        nop
1:      .insn
        mfc0    $3, $9
        addiu   $5, $8, -1
        address $7, 2f
        jr      $4
        nop
2:      .insn
        mfc0    $2, $9
        jr      $6
        subu    $2, $2, $3
        .end    walk_road

/*
 * unsigned walk_data(unsigned from, unsigned to, unsigned times): what Count counts while every
 * sixteenth byte is loaded, after one time before. The bytes are a multiple of 256.
 * walk_nothing goes the same way without loading.
 */
        .macro  walk name, load
        function \name
        move    $7, $0
1:      mfc0    $3, $9
2:      move    $8, $4
3:      .set    .Loffset, 0
        .rept   16
        \load   $9, .Loffset($8)
        .set    .Loffset, .Loffset + 16
        .endr
        addiu   $8, $8, 256
        bne     $8, $5, 3b
        nop
        beqz    $7, 4f
        addiu   $6, $6, -1
        bnez    $6, 2b
        nop
        mfc0    $2, $9
        jr      $31
        subu    $2, $2, $3
4:      addiu   $6, $6, 1
        b       1b
        addiu   $7, $7, 1
        .end    \name
        .endm

        .macro  nothing register, address
        .endm

        walk    walk_data, lw
        walk    walk_nothing, nothing
