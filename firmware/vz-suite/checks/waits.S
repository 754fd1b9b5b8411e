/* WAIT, DI and EI of a guest. */
#include "../check.inc"

        source  WAIT_RULE, "MD00847 WAIT; tinyVP, prpl-hypervisor, Linux arch/mips/kvm/vz.c"
        source  FREE_RULE, "MD00847; tinyVP's guests"
        source  SUITE, "the suite itself"

        check   gpsi.wait, WAIT_RULE
        in_guest
        nop
2:      wait
        end
        exits   GEXC_GPSI

        check   runs.ei, FREE_RULE
        in_guest
        ei      $2
        ehb
        end
        finishes
        expect_gpr 2, STATUS_CU0
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_IE

        check   hang.is_ended, SUITE
        in_guest
2:      b       2b
        nop
        end
        expect  VECTOR_FIELD, VECTOR_INTERRUPT

        .irp    mode, root, root_user, guest, guest_user
        check   runs.nothing.\mode, SUITE
        in_\mode
        nop
        end
        finishes
        .endr
