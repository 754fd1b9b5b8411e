/* Count and Compare of root and guest, GTOffset, and WAIT of root. */
#include "../check.inc"

        source  OFFSET, "MD00847 GTOffset; tinyVP, Linux arch/mips/kvm/vz.c"
        source  TI_RULE, "MD00091 Cause.TI, Compare"
        source  RESTORE, "tinyVP, L4Re, Linux arch/mips/kvm: root restores Guest.Cause.TI"
        source  UNWIRED, "tinyVP, MEOS: the guest's timer asks for no interrupt on this part"
        source  RATE, "PIC32MZ-EF: Count steps every second SYSCLK cycle; prpl-hypervisor, tinyVP"
        source  WII, "PIC32MZ-EF device pack: Config7.WII; tinyVP's idle loop"
        source  STOPPED, "MD00091 Cause.DC"

        .irp    offset, 0, 1, 0x1000, 0x7fffffff, 0x80000000, 0xfffff000
        check   timer.offset.\offset, OFFSET
        root    C0_GTOFFSET, \offset
        gpr     5, \offset
        in_root
        mfc0    $2, $9
        mfgc0   $3, $9
        subu    $4, $3, $2
        subu    $4, $4, $5
        sltiu   $4, $4, 100
        end
        finishes
        expect_gpr 4, 1

        check   timer.offset.guest.\offset, OFFSET
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        root    C0_GTOFFSET, \offset
        in_guest
        mfc0    $2, $9
        rdhwr   $3, $2
        subu    $4, $3, $2
        sltiu   $4, $4, 100
        end
        finishes
        expect_gpr 4, 1
        .endr

        check   timer.count_goes_on, TI_RULE
        in_root
        mfc0    $2, $9
        nop
        nop
        nop
        nop
        nop
        nop
        nop
        nop
        mfc0    $3, $9
        subu    $4, $3, $2
        sltu    $5, $0, $4
        end
        finishes
        expect_gpr 5, 1

        check   timer.resolution, RATE
        in_root
        rdhwr   $2, $3
        end
        finishes
        expect_gpr 2, 2

        check   timer.mtgc0_count_is_ignored, OFFSET
        in_root
        mfgc0   $2, $9
        li      $6, 0x70000000
        addu    $6, $6, $2
        mtgc0   $6, $9
        ehb
        mfgc0   $3, $9
        subu    $4, $3, $2
        sltiu   $5, $4, 1000
        end
        finishes
        expect_gpr 5, 1

        check   timer.guest_match_sets_ti, TI_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        in_guest
        mfc0    $2, $9
        addiu   $2, $2, 500
        mtc0    $2, $11
        ehb
5:      mfc0    $3, $13
        ext     $3, $3, 30, 1
        beq     $3, $0, 5b
        nop
        end
        finishes
        expect_gpr 3, 1

        check   timer.guest_match_is_no_interrupt, UNWIRED
        guest   C0_STATUS, STATUS_CU0 | STATUS_IE | STATUS_IM
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        in_guest
        mfc0    $2, $9
        addiu   $2, $2, 500
        mtc0    $2, $11
        ehb
5:      mfc0    $3, $13
        ext     $3, $3, 30, 1
        beq     $3, $0, 5b
        nop
        nop
        nop
        end
        finishes

        check   timer.guest_compare_clears_ti, TI_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        guest   C0_CAUSE, CAUSE_BIT_TI
        in_guest
        mfc0    $2, $9
        addiu   $2, $2, -1
        mfc0    $4, $13
        mtc0    $2, $11
        ehb
        mfc0    $3, $13
        end
        finishes
        expect_gpr 4, CAUSE_BIT_TI, CAUSE_BIT_TI
        expect_gpr 3, 0, CAUSE_BIT_TI

        check   timer.root_restores_ti, RESTORE
        guest   C0_CAUSE, CAUSE_BIT_TI | CAUSE_IV
        expect_guest C0_CAUSE, CAUSE_BIT_TI, CAUSE_BIT_TI
        guest   C0_CAUSE, CAUSE_IV
        expect_guest C0_CAUSE, 0, CAUSE_BIT_TI

        check   timer.mtgc0_compare_clears_ti, RESTORE
        guest   C0_CAUSE, CAUSE_BIT_TI
        guest   C0_COMPARE, 0x12345678
        expect_guest C0_CAUSE, 0, CAUSE_BIT_TI

        check   timer.root_compare_clears_ti, TI_RULE
        in_root
        di
        ehb
        mfc0    $2, $9
        addiu   $2, $2, 500
        mtc0    $2, $11
        ehb
5:      mfc0    $3, $13
        ext     $3, $3, 30, 1
        beq     $3, $0, 5b
        nop
        addiu   $2, $2, -1
        mtc0    $2, $11
        ehb
        mfc0    $4, $13
        end
        finishes
        expect_gpr 3, 1
        expect_gpr 4, 0, CAUSE_BIT_TI

        check   timer.dc_stops_count, STOPPED
        in_root
        di
        mfc0    $5, $13
        lui     $6, 0x0800
        or      $6, $6, $5
        mtc0    $6, $13
        ehb
        mfc0    $2, $9
        nop
        nop
        nop
        nop
        mfc0    $3, $9
        mtc0    $5, $13
        ehb
        end
        finishes
        expect_same GPR_FIELD(2), GPR_FIELD(3)

/* Root's WAIT ends with the core timer's request whether or not it is taken. */
        check   wait.root.interrupts_off, WII
        in_root
        di
        ehb
        wait
        mfc0    $2, $13
        end
        finishes
        expect_gpr 2, CAUSE_BIT_TI, CAUSE_BIT_TI

        check   wait.root.interrupts_on, WII
        in_root
        nop
        wait
5:      nop
        end
        expect  VECTOR_FIELD, VECTOR_INTERRUPT
        expect_at C0_EPC, 5b
