/* Called by start.S: variables are near $gp, which nothing else has set. */
        .set    noreorder
        .section .text.main, "ax"
        .globl  main
        .ent    main
main:
        lui     $gp, %hi(_gp)
        addiu   $gp, $gp, %lo(_gp)
        lui     $t9, %hi(begin)
        addiu   $t9, $t9, %lo(begin)
        jr      $t9
        nop
        .end    main
