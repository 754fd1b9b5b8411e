/* HYPCALL from every mode (MD00847 "HYPCALL"). */
#include "../check.inc"

#define SOURCE "MD00847 HYPCALL; Linux arch/mips/kvm/vz.c"

        check   hypcall.guest.kernel, SOURCE
        in_guest
2:      hypcall
        end
        exits   GEXC_HC

        .irp    code, 1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0x100, 0x200, 0x3ff
        check   hypcall.code.\code, SOURCE
        in_guest
        nop
2:      hypcall \code
        end
        exits   GEXC_HC
        .endr

        check   hypcall.guest.exception_level, SOURCE
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        in_guest
2:      hypcall 3
        end
        exits   GEXC_HC
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_EXL

        choice  hypcall.guest.user.without_cu0, "MD00847 HYPCALL: Coprocessor Unusable rules of CP0"
        guest   C0_STATUS, 0
        in_guest_user
2:      hypcall 3
        end
        exception_in_guest EXC_CPU
        expect_guest C0_CAUSE, 0, CAUSE_CE

        choice  hypcall.root, "MD00847 HYPCALL"
        in_root
2:      hypcall 3
        end
        exception_in_root EXC_RI
