/* The suite itself: every mode, and the end of what does not end. */
#include "../check.inc"

        source  SUITE, "README.md: how a check runs"

        .irp    mode, root, root_user, guest, guest_user
        check   suite.\mode\().ends, SUITE
        in_\mode
        nop
        end
        finishes
        check   suite.\mode\().hangs, SUITE
        in_\mode
2:      b       2b
        nop
        end
        expect  VECTOR_FIELD, VECTOR_INTERRUPT
        expect  C0_CAUSE, CAUSE_BIT_TI, CAUSE_BIT_TI | CAUSE_EXCCODE
        .endr

        check   suite.registers, SUITE
        in_guest
        addiu   $2, $3, 1
        end
        finishes
        expect_gpr 2, 0xA5A50004
        expect_gpr 31, 0xA5A5001F
        expect  HI_FIELD, 0xA5A5001E
        expect  LO_FIELD, 0xA5A5001F

        check   suite.memory, SUITE
        poke    0xA0000000 + GUEST_RAM + 0x100, 0x5A5A1234
        in_guest
        lui     $4, 0x8000
        lw      $2, 0x100($4)
        sw      $3, 0x104($4)
        end
        finishes
        expect_gpr 2, 0x5A5A1234
        expect_mem 0xA0000000 + GUEST_RAM + 0x104, 0xA5A50003
