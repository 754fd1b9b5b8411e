/* Exceptions on top of each other, watched addresses and counted events: root's own. */
#include "../check.inc"
#include "../access.inc"

        source  LEVEL, "MD00091 Status.EXL: the refill vector and EPC"
        source  NESTED, "MD00091 NestedExc, NestedEPC"
        source  ERROR, "MD00091 Status.ERL, ErrorEPC"
        source  ENTRY, "MD00847: guest mode needs GM = 1 and EXL = ERL = 0 in root"
        source  WATCH, "MD00091 WatchLo, WatchHi"
        source  NO_GUEST, "decision: root's watch registers see addresses of root mode only"
        source  EVENTS, "MD00091 performance counters; Linux arch/mips/kernel/perf_event_mipsxx.c"
        source  CLASSES, "decision: PerfCtl.EC counts root, intercepts or the guest"

        .macro  at_exception_level
        mfc0    $4, $12
        ori     $4, $4, STATUS_EXL
        mtc0    $4, $12
        ehb
        .endm

        .macro  at_error_level
        mfc0    $4, $12
        ori     $4, $4, STATUS_ERL
        mtc0    $4, $12
        ehb
        .endm

        check   nested.first, NESTED
        in_root
        nop
2:      syscall
        end
        exception_in_root EXC_SYS
        expect  C0_NESTEDEXC, 0, 6
        expect_at C0_NESTEDEPC, 2b

        .irp    kind, load, store
        check   nested.exl.tlb.\kind, LEVEL
        gpr     8, 0x00400020
        in_root
        at_exception_level
        .ifc    \kind, load
2:      lw      $2, 0($8)
        .else
2:      sw      $2, 0($8)
        .endif
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        by_kind \kind, C0_CAUSE, EXC_TLBL, EXC_TLBS, EXC_TLBL
        expect_at C0_EPC, 1b
        expect  C0_BADVADDR, 0x00400020
        expect  C0_NESTEDEXC, 2, 6
        expect_at C0_NESTEDEPC, 2b
        .endr

        check   nested.exl.syscall, LEVEL
        in_root
        at_exception_level
2:      syscall
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_SYS << 2, CAUSE_EXCCODE
        expect_at C0_EPC, 1b
        expect_at C0_NESTEDEPC, 2b

        check   nested.erl.syscall, NESTED
        in_root
        at_error_level
2:      syscall
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_SYS << 2, CAUSE_EXCCODE
        expect  C0_NESTEDEXC, 4, 6
        expect  C0_STATUS, STATUS_ERL | STATUS_EXL, STATUS_ERL | STATUS_EXL

        check   nested.erl.useg_is_physical, ERROR
        gpr     8, GUEST_RAM + 0x60
        poke    RAM_AT(0x60), 0xC0DE3000
        in_root
        at_error_level
        lw      $2, 0($8)
        xori    $4, $4, STATUS_ERL
        mtc0    $4, $12
        ehb
        end
        finishes
        expect_gpr 2, 0xC0DE3000

        check   nested.guest, NESTED
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 0x12345670
        in_guest
2:      syscall
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        op      OP_EXPECT_CODE, C0_EPC, guest_vectors + 0x180
        expect_guest C0_EPC, 0x12345670
        expect_guest C0_NESTEDEXC, 2, 6
        expect_at GUEST_FIELD(C0_NESTEDEPC), 2b

/* ERET with both levels set leaves the error level only; GM alone does not make a guest. */
        check   entry.eret_from_both_levels, ENTRY
        gpr     5, 5f
        in_root
        mtc0    $5, $30
        mfc0    $6, $12, 6
        at_error_level
        ori     $4, $4, STATUS_EXL
        mtc0    $4, $12
        li      $7, 1
        ins     $6, $7, 31, 1
        mtc0    $6, $12, 6
        ehb
        eret
        nop
5:      syscall
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_SYS << 2, CAUSE_EXCCODE
        expect  C0_STATUS, STATUS_EXL, STATUS_EXL | STATUS_ERL
        expect  C0_GUESTCTL0, GUESTCTL0_GM, GUESTCTL0_GM

        check   entry.eret_from_error_level, ENTRY
        gpr     5, 5f
        in_root
        mtc0    $5, $30
        mfc0    $6, $12, 6
        at_error_level
        li      $7, 1
        ins     $6, $7, 31, 1
        mtc0    $6, $12, 6
        ehb
        eret
        nop
5:      hypcall 9
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_GE << 2, CAUSE_EXCCODE
        expect  C0_GUESTCTL0, GUESTCTL0_GM | GEXC_HC << 2, GUESTCTL0_GM | GUESTCTL0_GEXCCODE
        expect_at C0_EPC, 5b

        check   entry.gm_stays_after_exit, ENTRY
        in_guest
2:      hypcall 1
        end
        exits   GEXC_HC
        expect  C0_GUESTCTL0, GUESTCTL0_GM, GUESTCTL0_GM

/* ---- Watched addresses. */
#define WATCHLO(n) CP0(18, n)
#define WATCHHI(n) CP0(19, n)
#define WATCH_I 4
#define WATCH_R 2
#define WATCH_W 1
#define WATCH_G 0x40000000
#define WATCHED RAM_AT(0x780)

        .macro  unwatch
        .irp    n, 0, 1, 2, 3
        root    WATCHLO(\n), 0
        root    WATCHHI(\n), 7
        .endr
        .endm

        .irp    n, 0, 1, 2, 3
        check   watch.load.\n, WATCH
        root    WATCHHI(\n), WATCH_G
        root    WATCHLO(\n), WATCHED | WATCH_R
        accesses load, WATCHED, in_root
        exception_in_root EXC_WATCH
        expect_gpr 2, 0xA5A50002
        unwatch

        check   watch.store.\n, WATCH
        poke    WATCHED, 0x1234
        root    WATCHHI(\n), WATCH_G
        root    WATCHLO(\n), WATCHED | WATCH_W
        accesses store, WATCHED + 4, in_root
        exception_in_root EXC_WATCH
        unwatch
        .endr

        check   watch.fetch, WATCH
        root    WATCHHI(0), WATCH_G
        root    WATCHLO(0), WATCHED | WATCH_I
        gpr     8, WATCHED | ISA
        in_root
        jr      $8
        nop
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_WATCH << 2, CAUSE_EXCCODE
        expect  C0_EPC, WATCHED | ISA
        unwatch

        .irp    kind, load, store
        check   watch.other_kind.\kind, WATCH
        root    WATCHHI(0), WATCH_G
        .ifc    \kind, load
        root    WATCHLO(0), WATCHED | WATCH_W | WATCH_I
        .else
        root    WATCHLO(0), WATCHED | WATCH_R | WATCH_I
        .endif
        accesses \kind, WATCHED, in_root
        finishes
        unwatch
        .endr

        check   watch.other_doubleword, WATCH
        root    WATCHHI(0), WATCH_G
        root    WATCHLO(0), WATCHED | WATCH_R
        accesses load, WATCHED + 8, in_root
        finishes
        unwatch

        check   watch.mask, WATCH
        root    WATCHHI(0), WATCH_G | 0xFF8 >> 4
        root    WATCHLO(0), WATCHED | WATCH_R
        accesses load, WATCHED + 8, in_root
        exception_in_root EXC_WATCH
        unwatch

        check   watch.other_asid, WATCH
        root    WATCHHI(0), 5 << 16
        root    WATCHLO(0), WATCHED | WATCH_R
        accesses load, WATCHED, in_root
        finishes
        unwatch

        check   watch.deferred, WATCH
        root    WATCHHI(0), WATCH_G
        root    WATCHLO(0), WATCHED | WATCH_R
        gpr     8, WATCHED
        in_root
        at_exception_level
        lw      $2, 0($8)
        mfc0    $5, $13
        xori    $4, $4, STATUS_EXL
        mtc0    $4, $12
5:      ehb
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_WATCH << 2, CAUSE_EXCCODE
        expect_gpr 5, 1 << 22, 1 << 22
        expect_at C0_EPC, 5b
        unwatch

        choice  watch.not_in_guest, NO_GUEST
        root    WATCHHI(0), WATCH_G
        root    WATCHLO(0), 0xA0000780 | WATCH_R | WATCH_W
        accesses load, 0xA0000780
        finishes
        unwatch

/* ---- Counted events: 0 cycles, 1 instructions. */
#define PERFCTL(n) CP0(25, 2 * (n))
#define PERFCNT(n) CP0(25, 2 * (n) + 1)
#define EVENT(n) ((n) << 5)
#define IN_KERNEL 2
#define IN_USER 8
#define CLASS(n) ((n) << 23)

        .macro  counted mode
        \mode
        .rept   50
        nop
        .endr
        end
        .endm

        .irp    n, 0, 1
        .irp    event, 0, 1
        check   perf.\n\().event_\event, EVENTS
        root    PERFCNT(\n), 0
        root    PERFCTL(\n), EVENT(\event) | IN_KERNEL
        in_root
        mfc0    $2, $25, 2 * \n + 1
        .rept   50
        nop
        .endr
        mfc0    $3, $25, 2 * \n + 1
        subu    $4, $3, $2
        sltiu   $5, $4, 51
        sltiu   $6, $4, 5000
        end
        finishes
        expect_gpr 5, 0
        expect_gpr 6, 1
        root    PERFCTL(\n), 0

        check   perf.other_mode.\n\().event_\event, EVENTS
        root    PERFCNT(\n), 0
        root    PERFCTL(\n), EVENT(\event) | IN_USER
        in_root
        mfc0    $2, $25, 2 * \n + 1
        nop
        nop
        mfc0    $3, $25, 2 * \n + 1
        end
        finishes
        expect_same GPR_FIELD(2), GPR_FIELD(3)
        root    PERFCTL(\n), 0
        .endr

        check   perf.\n\().exact, EVENTS
        root    PERFCTL(\n), EVENT(1) | IN_KERNEL
        in_root
        mfc0    $2, $25, 2 * \n + 1
        nop
        nop
        nop
        mfc0    $3, $25, 2 * \n + 1
        subu    $4, $3, $2
        end
        finishes
        expect_gpr 4, 4
        root    PERFCTL(\n), 0

        choice  perf.\n\().guest_only, CLASSES
        root    PERFCNT(\n), 0
        root    PERFCTL(\n), EVENT(1) | IN_KERNEL | CLASS(2)
        counted in_guest
        finishes
        expect  PERFCNT(\n), 51, 0xFFFFFFFE
        root    PERFCTL(\n), 0

        choice  perf.\n\().guest_does_not_see_root, CLASSES
        root    PERFCNT(\n), 0
        root    PERFCTL(\n), EVENT(1) | IN_KERNEL | CLASS(2)
        counted in_root
        finishes
        expect  PERFCNT(\n), 0
        root    PERFCTL(\n), 0
        .endr
