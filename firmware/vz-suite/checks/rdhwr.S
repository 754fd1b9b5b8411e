/* RDHWR in a guest: HWREna, GuestCtl0.GT and RI. */
#include "../check.inc"

        source  RDHWR_RULE, "MD00086 RDHWR; MD00091 HWREna"
        source  GT_RULE, "MD00847 GuestCtl0.GT; Linux arch/mips/kvm/vz.c"
        source  GRR_RULE, "MD00847 GuestCtl0.RI"
        source  ORDER, "decision: HWREna is asked before GuestCtl0.GT"

        .macro  reading number, mode=in_guest
        \mode
        nop
2:      rdhwr   $2, $\number
        end
        .endm

        .irp    number, 0, 1, 3, 29
        check   rdhwr.\number\().kernel, RDHWR_RULE
        reading \number
        finishes
        check   rdhwr.\number\().user_with_cu0, RDHWR_RULE
        reading \number, in_guest_user
        finishes
        check   rdhwr.\number\().user.disabled, RDHWR_RULE
        guest   C0_STATUS, 0
        reading \number, in_guest_user
        exception_in_guest EXC_RI
        expect_gpr 2, 0xA5A50002
        check   rdhwr.\number\().user.enabled, RDHWR_RULE
        guest   C0_STATUS, 0
        guest   C0_HWRENA, 1 << \number
        reading \number, in_guest_user
        finishes
        check   rdhwr.\number\().user.root_has_no_say, RDHWR_RULE
        guest   C0_STATUS, 0
        root    C0_HWRENA, 0x2000000F
        reading \number, in_guest_user
        exception_in_guest EXC_RI
        check   rdhwr.\number\().user.disabled.ri1, GRR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        guest   C0_STATUS, 0
        reading \number, in_guest_user
        exits   GEXC_GRR
        .endr

        .irp    number, 4, 5, 30, 31
        check   rdhwr.\number\().kernel, RDHWR_RULE
        reading \number
        exception_in_guest EXC_RI
        check   rdhwr.\number\().kernel.ri1, GRR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        reading \number
        exits   GEXC_GRR
        .endr

        check   rdhwr.3.value, RDHWR_RULE
        reading 3
        finishes
        expect_gpr 2, 2

        check   rdhwr.1.value, RDHWR_RULE
        reading 1
        finishes
        expect_gpr 2, 16

        check   rdhwr.29.value, RDHWR_RULE
        guest   C0_USERLOCAL, 0x5A5A1234
        root    C0_USERLOCAL, 0x12345678
        reading 29
        finishes
        expect_gpr 2, 0x5A5A1234

        check   gpsi.rdhwr.2.gt0, GT_RULE
        reading 2
        exits   GEXC_GPSI
        expect_gpr 2, 0xA5A50002

        check   gpsi.rdhwr.2.gt0.user.enabled, GT_RULE
        guest   C0_STATUS, 0
        guest   C0_HWRENA, 4
        reading 2, in_guest_user
        exits   GEXC_GPSI

        choice  rdhwr.2.gt0.user.disabled, ORDER
        guest   C0_STATUS, 0
        reading 2, in_guest_user
        exception_in_guest EXC_RI

        check   rdhwr.2.gt1, GT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        reading 2
        finishes

        check   rdhwr.2.gt1.user.enabled, GT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        guest   C0_STATUS, 0
        guest   C0_HWRENA, 4
        reading 2, in_guest_user
        finishes

        check   rdhwr.2.gt1.user.disabled, RDHWR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        guest   C0_STATUS, 0
        reading 2, in_guest_user
        exception_in_guest EXC_RI
