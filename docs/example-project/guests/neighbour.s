# Walks through its memory for ever and never gives way.

again:  lui     $t0, 0x8000
        ori     $t1, $t0, 0x2000
walk:   lw      $t2, 0($t0)
        addiu   $t2, $t2, 1
        sw      $t2, 0($t0)
        addiu   $t0, $t0, 16
        bne     $t0, $t1, walk
        nop
        b       again
        nop
