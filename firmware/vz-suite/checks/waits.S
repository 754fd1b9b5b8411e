/* WAIT, DI and EI of a guest. */
#include "../check.inc"

        check   gpsi.wait, "MD00847 GuestCtl0.CP0; tinyVP, prpl-hypervisor"
        in_guest
        nop
2:      wait
        end
        exits   GEXC_GPSI

        check   runs.ei, "tinyVP's guests"
        in_guest
        ei      $2
        ehb
        end
        finishes
        expect_gpr 2, STATUS_CU0
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_IE

        check   hang.is_ended, "root's core timer"
        in_guest
2:      b       2b
        nop
        end
        expect  VECTOR_FIELD, VECTOR_INTERRUPT

        .irp    mode, root, root_user, guest, guest_user
        check   runs.nothing.\mode, "the suite itself"
        in_\mode
        nop
        end
        finishes
        .endr
