/* HYPCALL from every mode. */
#include "../check.inc"

        source  HYPCALL, "MD00847 HYPCALL; Linux arch/mips/kvm/vz.c"
        source  HYPCALL_ELSEWHERE, "decision: HYPCALL obeys CU0 in guest user mode, is reserved in root"

        check   hypcall.guest.kernel, HYPCALL
        in_guest
2:      hypcall
        end
        exits   GEXC_HC

        .irp    code, 1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0x100, 0x200, 0x3ff
        check   hypcall.code.\code, HYPCALL
        in_guest
        nop
2:      hypcall \code
        end
        exits   GEXC_HC
        .endr

        check   hypcall.guest.exception_level, HYPCALL
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        in_guest
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_EXL

        check   hypcall.guest.error_level, HYPCALL
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL
        in_guest
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_ERL

        .macro  controlled name, bits
        check   hypcall.with.\name, HYPCALL
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST | \bits
        in_guest
2:      hypcall 3
        end
        exits   GEXC_HC
        .endm
        controlled cp0_0, 0
        controlled cp0_0.mc1, GUESTCTL0_MC
        controlled cp0_0.ri1, GUESTCTL0_RI
        controlled ri1, GUESTCTL0_RI | GUESTCTL0_CP0
        controlled cf1, GUESTCTL0_CF | GUESTCTL0_CP0

        check   hypcall.resume, HYPCALL
        in_guest
2:      hypcall 3
        ori     $2, $0, 0x1234
        end
        exits   GEXC_HC
        resume  4
        finishes
        expect_gpr 2, 0x1234

        choice  hypcall.guest.user.with_cu0, HYPCALL_ELSEWHERE
        in_guest_user
2:      hypcall 3
        end
        exits   GEXC_HC

        choice  hypcall.guest.user.without_cu0, HYPCALL_ELSEWHERE
        guest   C0_STATUS, 0
        in_guest_user
2:      hypcall 3
        end
        exception_in_guest EXC_CPU
        expect_guest C0_CAUSE, 0, CAUSE_CE

        choice  hypcall.root, HYPCALL_ELSEWHERE
        in_root
2:      hypcall 3
        end
        exception_in_root EXC_RI

        choice  hypcall.root.user, HYPCALL_ELSEWHERE
        in_root_user
2:      hypcall 3
        end
        exception_in_root EXC_RI
