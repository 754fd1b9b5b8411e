/*
 * Into a guest and out of it: guest mode is GuestCtl0.GM with Root.Status.EXL and ERL 0, however
 * that comes about, and an exit changes nothing but what it is for.
 */
#include "../check.inc"

        source  MODE, "MD00847: guest mode; tinyVP, prpl-hypervisor"
        source  GM, "MD00847 GuestCtl0.GM; tinyVP, L4Re: software clears it"
        source  ONION, "MD00847: Root.Status.KSU and CU are not the guest's"
        source  LEAVES, "MD00847: an exit writes root's registers only"

#define ROOT_AT_LEVEL STATUS_CU0 | STATUS_ERL

/*
 * With ERL and EXL set, the suite's ERET ends ERL only: the snippet starts in root with GM = 1 and
 * EXL = 1.
 */
        check   entry.exl_keeps_root, MODE
        root    C0_STATUS, ROOT_AT_LEVEL
        in_guest
        mfc0    $2, $15
        nop
2:      hypcall 3
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_RI << 2, CAUSE_EXCCODE
        expect  C0_GUESTCTL0, GUESTCTL0_GM, GUESTCTL0_GM
        expect_gpr 2, 0x0001A700, 0x00FFFF00

        check   entry.eret_with_gm, MODE
        root    C0_STATUS, ROOT_AT_LEVEL
        gpr     4, 2f
        in_guest
        mfc0    $2, $15
        mtc0    $4, $14
        ehb
        eret
        nop
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_gpr 2, 0x0001A700, 0x00FFFF00

        check   entry.exl_cleared_by_mtc0, MODE
        root    C0_STATUS, ROOT_AT_LEVEL
        gpr     4, STATUS_CU0
        in_guest
        mfc0    $2, $15
        mtc0    $4, $12
        ehb
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_gpr 2, 0x0001A700, 0x00FFFF00

        check   entry.gm_set_by_mtc0, MODE
        gpr     4, DEFAULT_GUESTCTL0 | GUESTCTL0_GM
        in_root
        mfc0    $2, $15
        mtc0    $4, $12, 6
        ehb
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_gpr 2, 0x0001A700, 0x00FFFF00

/* ERL, set while in root with GM = 1, is root too; clearing both is the guest. */
        check   entry.erl_keeps_root, MODE
        root    C0_STATUS, ROOT_AT_LEVEL
        gpr     4, STATUS_CU0 | STATUS_ERL
        gpr     5, STATUS_CU0
        in_guest
        mtc0    $4, $12
        ehb
        mfc0    $2, $15
        mtc0    $5, $12
        ehb
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_gpr 2, 0x0001A700, 0x00FFFF00

        .macro  with_root_status name, bits
        check   entry.root_status.\name, ONION
        root    C0_STATUS, STATUS_IE | \bits
        in_guest
2:      mfc0    $2, $12
        end
        finishes
        expect_gpr 2, STATUS_CU0
        expect  C0_STATUS, STATUS_IE | STATUS_EXL | \bits
        .endm
        with_root_status cu0_0, 0
        with_root_status cu0_0.um1, STATUS_UM
        with_root_status cu0_1.um1, STATUS_CU0 | STATUS_UM

/* The guest's own levels make its user mode kernel mode. */
        .macro  at_guest_level name, bit
        check   entry.guest_level.\name, MODE
        guest   C0_STATUS, STATUS_UM | \bit
        in_guest
2:      mfc0    $2, $12
        end
        finishes
        expect_gpr 2, STATUS_UM | \bit
        .endm
        at_guest_level exl, STATUS_EXL
        at_guest_level erl, STATUS_ERL

        check   exit.gm_stays, GM
        in_guest
2:      wait
        end
        exits   GEXC_GPSI
        expect  C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GM, 0xFF80007F

        .macro  leaves_guest name, instruction
        check   exit.\name\().leaves_the_guest_alone, LEAVES
        guest   C0_EPC, 0x5A5A1234
        guest   C0_CAUSE, CAUSE_IV | 0x3F << 10
        guest   C0_BADVADDR, 0x5A5A1238
        guest   C0_BADINSTR, 0x5A5A123C
        guest   C0_BADINSTRP, 0x5A5A1240
        guest   C0_ENTRYHI, 0x5A5A4012
        guest   C0_CONTEXT, 0x5A800000
        guest   C0_ERROREPC, 0x5A5A1244
        gpr     4, STATUS_CU0 | STATUS_FR
        gpr     5, 0x81234560
        in_guest
2:      do_\instruction
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL, ~VECTOR_GENERAL
        expect_at C0_EPC, 2b
        expect_guest C0_STATUS, STATUS_CU0
        expect_guest C0_EPC, 0x5A5A1234
        expect_guest C0_CAUSE, CAUSE_IV | 0x3F << 10
        expect_guest C0_BADVADDR, 0x5A5A1238
        expect_guest C0_BADINSTR, 0x5A5A123C
        expect_guest C0_BADINSTRP, 0x5A5A1240
        expect_guest C0_ENTRYHI, 0x5A5A4012
        expect_guest C0_CONTEXT, 0x5A800000
        expect_guest C0_ERROREPC, 0x5A5A1244
        .endm
        .macro  do_wait
        wait
        .endm
        .macro  do_hypcall
        hypcall 3
        .endm
        .macro  do_field_change
        mtc0    $4, $12
        .endm
        .macro  do_load
        lw      $2, 0($5)
        .endm
        leaves_guest gpsi, wait
        leaves_guest hypcall, hypcall
        leaves_guest gsfc, field_change
        leaves_guest refill, load

/* Root's own registers of the same numbers, when the guest has an exception of its own. */
        check   guest.exception.leaves_root_alone, LEAVES
        root    C0_CONTEXT, 0x5A800000
        root    C0_ENTRYHI, 0x5A5A4012
        gpr     5, 0x00400000
        in_guest
2:      lw      $2, 0($5)
        end
        exception_in_guest EXC_TLBL, 2b, 0
        expect_guest C0_BADVADDR, 0x00400000
        expect  C0_CONTEXT, 0x5A800000, 0xFF800000
        expect  C0_ENTRYHI, 0x5A5A4012

        check   exit.registers, LEAVES
        in_guest
        addu    $8, $9, $10
2:      wait
        end
        exits   GEXC_GPSI
        expect_gpr 8, 0x4B4A0013
        .irp    number, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31
        expect_gpr \number, 0xA5A50000 | \number
        .endr
