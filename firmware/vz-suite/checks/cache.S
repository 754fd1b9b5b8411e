/* CACHE in a guest: every operation on every cache under GuestCtl0.CG and GuestCtl0Ext.CGI. */
#include "../check.inc"

        source  CG_RULE, "MD00847 GuestCtl0.CG; Linux arch/mips/kvm/vz.c"
        source  CGI_RULE, "MD00847 GuestCtl0Ext.CGI; Linux arch/mips/kvm/vz.c"
        source  NEVER_RULE, "MD00847 CACHE; L4Re uvmm, Linux arch/mips/kvm/vz.c"
        source  CHOICE, "decision: operations that no hypervisor meets"
        source  GPA_CHOICE, "decision: the address of a hit operation is loaded"

/* Operation (0 to 7) on cache (0 I, 1 D, 2 T, 3 S) at an address the guest has. */
        .macro  cached operation, cache
        gpr     5, 0x80000000
        in_guest
        nop
2:      cache   \operation * 4 + \cache, 0($5)
        end
        .endm

        .macro  leaves kind, name, rule, guestctl0, ext, operation, cache
        \kind   \name, \rule
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | \guestctl0
        root    C0_GUESTCTL0EXT, \ext
        cached  \operation, \cache
        exits   GEXC_GPSI
        .endm

        .macro  runs kind, name, rule, guestctl0, ext, operation, cache
        \kind   \name, \rule
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | \guestctl0
        root    C0_GUESTCTL0EXT, \ext
        cached  \operation, \cache
        finishes
        .endm

        .irp    cache, 0, 1
        .irp    operation, 0, 1, 2, 3, 4, 5, 6, 7
        leaves  check, gpsi.cache.cg0.\cache\().\operation, CG_RULE, 0, 0, \operation, \cache
        .endr
        .irp    operation, 0, 4, 5, 6
        leaves  choice, gpsi.cache.cg0.cgi1.\cache\().\operation, CHOICE, 0, GUESTCTL0EXT_CGI, \operation, \cache
        .endr
        leaves  check, gpsi.cache.cg1.cgi0.\cache\().0, CGI_RULE, GUESTCTL0_CG, 0, 0, \cache
        runs    check, runs.cache.cg1.cgi1.\cache\().0, CGI_RULE, GUESTCTL0_CG, GUESTCTL0EXT_CGI, 0, \cache
        .irp    operation, 1, 2
        leaves  check, gpsi.cache.cg1.cgi1.\cache\().\operation, NEVER_RULE, GUESTCTL0_CG, GUESTCTL0EXT_CGI, \operation, \cache
        .endr
        .irp    operation, 3, 7
        leaves  choice, gpsi.cache.cg1.cgi1.\cache\().\operation, CHOICE, GUESTCTL0_CG, GUESTCTL0EXT_CGI, \operation, \cache
        .endr
        runs    check, runs.cache.cg1.\cache\().4, CG_RULE, GUESTCTL0_CG, 0, 4, \cache
        .endr

        runs    choice, runs.cache.cg1.0.5, CHOICE, GUESTCTL0_CG, 0, 5, 0
        .irp    operation, 5, 6
        runs    check, runs.cache.cg1.1.\operation, CG_RULE, GUESTCTL0_CG, 0, \operation, 1
        .endr

        .irp    cache, 2, 3
        .irp    operation, 0, 4, 5
        leaves  check, gpsi.cache.cg1.cgi1.\cache\().\operation, NEVER_RULE, GUESTCTL0_CG, GUESTCTL0EXT_CGI, \operation, \cache
        .endr
        .endr

/* A hit operation on guest physical memory that root has not mapped. */
        choice  cache.hit.unmapped, GPA_CHOICE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_CG
        gpr     5, 0x81234560
        in_guest
        nop
2:      cache   0x15, 0($5)
        end
        exception_in_root EXC_TLBL, 2b, VECTOR_REFILL
        expect  C0_BADVADDR, 0x01234560
        expect_instr C0_BADINSTR, 2b

        check   runs.synci, CG_RULE
        gpr     5, 0x80000000
        in_guest
2:      synci   0($5)
        end
        finishes
