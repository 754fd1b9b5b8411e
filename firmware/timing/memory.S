/* Caches, write buffer, flash, RAM, peripheral buses and TLBs. */
#include "line.inc"

/* An arena's lines of 16 bytes that share one set of the data cache; more of them than ways. */
        .macro  eight op, register, step
        .set    .Loffset, 0
        .rept   8
        \op     \register, .Loffset($8)
        .set    .Loffset, .Loffset + \step
        .endr
        .endm

        .macro  several count, op, register
        .rept   \count
        \op     \register, 0($8)
        .endr
        .endm

        .macro  idle cycles
        .rept   \cycles
        nop
        .endr
        .endm

        .macro  uncached_arena
        address $8, _arena
        lui     $9, 0x2000
        or      $8, $8, $9
        .endm

        .macro  uncached_road
        address $8, road
        lui     $9, 0x2000
        or      $8, $8, $9
        .endm

        line    d-refill-ram, "eight lw, $9, 1024", "address $8, _arena", \
                "loads of 8 lines of one set, 4 ways", 8
        line    d-refill-evict, "eight sw, $9, 1024", "address $8, _arena", \
                "stores to 8 lines of one set, 4 ways", 8
        line    d-write-back, "sw $9, 0($8); cache 0x19, 0($8); sync", "address $8, _arena", \
                "sw; cache Hit Writeback; sync"
        line    uncached-load-ram, "lw $9, 0($8)", "uncached_arena", "KSEG1"
        line    uncached-load-boot-flash, "lw $9, 0($8)", "lui $8, 0xBFC0", "KSEG1"
        line    uncached-store, "sw $9, 0($8)", "uncached_arena", "KSEG1, stores without end"
        line    uncached-store-sync, "sw $9, 0($8); sync", "uncached_arena", "KSEG1, sw; sync"

        .irp    count, 1, 2, 3, 4, 5, 6, 7, 8, 12
        line    store-burst-\count, "several \count, sw, $9; idle 64", "uncached_arena", \
                "KSEG1, \count stores, 64 nop"
        .endr

/* Through the TLB: the arena at 0x00400000, in pages of 4 KB with the attribute of the argument. */
        .set    MAPPED, 0x0040
        .set    CACHED, 3
        .set    WRITE_THROUGH, 0

        line    write-through-store, "sw $9, 0($8)", "lui $8, MAPPED; lw $9, 0($8)", \
                "mapped with C = 0, stores without end to a line in the cache", 1, \
                map_arena, WRITE_THROUGH

        .macro  pages count
        .set    .Loffset, 0
        .rept   \count
        lw      $9, .Loffset($8)
        .set    .Loffset, .Loffset + 0x1010
        .endr
        .endm

        .irp    count, 1, 2, 3, 4, 5, 6
        line    data-pages-\count, "pages \count", "lui $8, MAPPED", \
                "loads of \count pages of 4 KB in turn", \count, map_arena, CACHED
        .endr

        .macro  calls count
        move    $9, $8
        .rept   \count
        jalr    $9
        addu    $9, $9, $10
        .endr
        .endm

/* $8: a leaf's copy in the first mapped page; each page has one, $10 further. */
        .irp    count, 1, 2, 3, 4, 5, 6
        line    code-pages-\count, "calls \count", "address $8, mapped_leaf; lw $8, 0($8); li $10, 0x1010", \
                "calls of a leaf in \count pages of 4 KB in turn, jalr to jr $31", \count, \
                map_leaves
        .endr

        line    tlb-refill, "lw $9, 0($8); lw $9, 0x2000($8)", \
                "lui $8, MAPPED; address $k1, refill; address $6, refill_entrylo; lw $6, 0($6); move $7, $6", \
                "lw of a page not in the TLB; jr $27, nop, 2 mtc0, ehb, tlbwi, ehb, eret; lw", 2, \
                prepare_refill

/* Flash by wait states and prefetching: PRECON's PFMWS + 16 * PREFEN is the argument. */
        .macro  flash_lines states, enabled
        line    i-refill-flash-\states\()-\enabled, \
                "cache 0x10, 0($8); jalr.hb $8; nop; cache 0x10, 0($9); jalr.hb $9; nop", \
                "address $8, far_leaf; address $9, leaf", \
                "cache Hit Invalidate; jalr.hb, nop to jr $31, nop in a line of flash", 2, \
                set_flash, \states + 16 * \enabled
        line    d-refill-flash-\states\()-\enabled, "eight lw, $9, 1024", "address $8, road", \
                "loads of 8 lines of one set, 4 ways", 8, set_flash, \states + 16 * \enabled
        line    uncached-load-flash-\states\()-\enabled, "lw $9, 0($8); lw $9, 1024($8)", \
                "uncached_road", "KSEG1, lines of flash in turn", 2, \
                set_flash, \states + 16 * \enabled
        .endm

        .irp    states, 2, 3, 4, 5, 6, 7
        flash_lines \states, 0
        .endr
        flash_lines 2, 1
        flash_lines 2, 2
        flash_lines 2, 3
        flash_lines 7, 3

/* A peripheral bus: LATG, on PB4, whose divisor is the argument; INTSTAT, on PB7, by SYSCLK. */
        .macro  peripheral_lines divisor
        line    peripheral-load-div-\divisor, "lw $9, 0($8)", "lui $8, 0xBF86; ori $8, $8, 0x0630", \
                "LATG, PB4DIV = \divisor", 1, set_port_clock, \divisor
        line    peripheral-store-div-\divisor, "sw $9, 0($8)", \
                "lui $8, 0xBF86; ori $8, $8, 0x0630; lw $9, 0($8)", \
                "LATG, PB4DIV = \divisor, stores without end", 1, set_port_clock, \divisor
        line    peripheral-store-load-div-\divisor, "sw $9, 0($8); lw $9, 0($8)", \
                "lui $8, 0xBF86; ori $8, $8, 0x0630; lw $9, 0($8)", \
                "LATG, PB4DIV = \divisor, sw; lw", 1, set_port_clock, \divisor
        .endm
        .irp    divisor, 2, 4, 8
        peripheral_lines \divisor
        .endr
        line    interrupt-controller-load, "lw $9, 0x20($8)", "lui $8, 0xBF81", "INTSTAT"

        .macro  function name
        .balign 16
        .globl  \name
        .ent    \name
        .type   \name, @function
\name:
        .endm

/* A line of the caches of its own, away from the others. */
        .text
        function far_leaf
        jr      $31
        nop
        .end    far_leaf
        .balign 16

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
        .globl  road, road_end
        .balign 16
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
