# Each 10 ms the timer's interrupt toggles LD1; a '#' is printed for each.
#   $s4 beats so far     $s5 LD1's bit     $s6 counts in 10 ms     $s7 Compare of the next beat

        b       start
        nop

        .org    0x200                   # EBase + 0x200: the interrupt vector
        lui     $k0, 0xBF81
        li      $k1, 1
        sw      $k1, 0x44($k0)          # IFS0CLR: the core timer's flag
        addu    $s7, $s7, $s6
        mtc0    $s7, $11                # Compare
        lui     $k0, 0xBF86
        sw      $s5, 0x63C($k0)         # LATGINV
        addiu   $s4, $s4, 1
        ehb
        eret

        .org    0x400
start:  lui     $t0, 0x9FC0
        mtc0    $t0, $15, 1             # EBase
        li      $t0, 0x20
        mtc0    $t0, $12, 1             # IntCtl.VS
        lui     $t0, 0x0080
        mtc0    $t0, $13                # Cause.IV

        lui     $t0, 0xBF86
        li      $s5, 0x40               # RG6
        sw      $s5, 0x604($t0)         # ANSELGCLR: digital
        sw      $s5, 0x614($t0)         # TRISGCLR: an output

        lui     $t0, 0xBF81
        li      $t1, 0xC
        sw      $t1, 0x140($t0)         # IPC0: the core timer's priority, 3
        li      $t1, 1
        sw      $t1, 0xC8($t0)          # IEC0SET

        lui     $s6, 0xF
        ori     $s6, $s6, 0x4240        # 1,000,000 counts of 10 ns
        mfc0    $s7, $9                 # Count
        addu    $s7, $s7, $s6
        mtc0    $s7, $11                # Compare
        li      $s3, 0
        li      $s4, 0
        lui     $t0, 0x1000
        ori     $t0, $t0, 1
        mtc0    $t0, $12                # Status: CU0, IE; no BEV and no ERL any more
        ehb

loop:   beq     $s4, $s3, sleep
        nop
        move    $s3, $s4
        lui     $t0, 0xBF82
        li      $t1, 0x23
        sw      $t1, 0x2620($t0)        # U4TXREG, which is the guest's console
sleep:  wait
        b       loop
        nop
