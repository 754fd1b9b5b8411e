/* The two stages of translation: where a guest's accesses go, and what stops them. */
#include "../check.inc"
#include "../access.inc"

        source  SEGMENTS, "MD00847: guest segments, then root's TLB; Linux arch/mips/kvm/vz.c"
        source  STAGE_ONE, "MD00091 TLB exceptions, in the guest's context; MD00847"
        source  STAGE_TWO, "MD00847: root's TLB on guest physical addresses; tinyVP; Linux arch/mips/kvm"
        source  ONLY_GPA, "decision: a fault of root's TLB reports the guest physical address"
        source  TAGS, "MD00847 GuestCtl1; tinyVP"
        source  BUS, "decision: a guest's bus error is root's; tinyVP handles it"
        source  ADDRESS, "MD00091 Address Error, in the guest's context"

/* ---- What stage one does not map. */
        .irp    segment, 0x80000000, 0xa0000000
        check   translation.guest.\segment\().load, SEGMENTS
        poke    RAM_AT(0x10), 0xC0DE0001
        accesses load, \segment + 0x10
        finishes
        expect_gpr 2, 0xC0DE0001

        check   translation.guest.\segment\().store, SEGMENTS
        poke    RAM_AT(0x14), 0
        gpr     9, 0xC0DE0002
        accesses store, \segment + 0x14
        finishes
        expect_mem RAM_AT(0x14), 0xC0DE0002
        .endr

        check   translation.guest.useg.erl.load, SEGMENTS
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL
        poke    RAM_AT(0x18), 0xC0DE0003
        accesses load, 0x18
        finishes
        expect_gpr 2, 0xC0DE0003

        check   translation.guest.useg.erl.store, SEGMENTS
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL
        poke    RAM_AT(0x1C), 0
        gpr     9, 0xC0DE0004
        accesses store, 0x1C
        finishes
        expect_mem RAM_AT(0x1C), 0xC0DE0004

        check   translation.guest.kseg2.erl_is_mapped, SEGMENTS
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL
        guest_entry FREE_ENTRY, 0xC0000000, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D | G)
        poke    RAM_AT(0x2010), 0xC0DE0007
        accesses load, 0xC0000010
        finishes
        expect_gpr 2, 0xC0DE0007

/* ---- The guest's TLB, in each mapped segment. */
        .irp    page, 0x00400000, 0x7fffe000, 0xc0000000, 0xe0002000, 0xffffe000
        check   translation.guest.mapped.\page\().load, SEGMENTS
        guest_entry FREE_ENTRY, \page, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D | G)
        poke    RAM_AT(0x2020), 0xC0DE0005
        accesses load, \page + 0x20
        finishes
        expect_gpr 2, 0xC0DE0005

        check   translation.guest.mapped.\page\().odd_store, SEGMENTS
        guest_entry FREE_ENTRY, \page, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D | G)
        poke    RAM_AT(0x5024), 0
        gpr     9, 0xC0DE0006
        accesses store, \page + 0x1024
        finishes
        expect_mem RAM_AT(0x5024), 0xC0DE0006

        .irp    kind, load, store, fetch
        check   translation.guest.miss.\page\().\kind, STAGE_ONE
        accesses \kind, \page + 0x20
        stopped_in_guest \kind, \page + 0x20, offset=0
        .endr
        .endr

        .irp    kind, load, store, fetch
        check   translation.guest.miss.user.\kind, STAGE_ONE
        accesses \kind, 0x00400020, in_guest_user
        stopped_in_guest \kind, 0x00400020, offset=0

/* The refill vector only from outside the exception level; EPC stays as it was there. */
        check   translation.guest.miss.exl.\kind, STAGE_ONE
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 0x12345678
        accesses \kind, 0x00400020
        expect  VECTOR_FIELD, VECTOR_GENERAL
        op      OP_EXPECT_CODE, C0_EPC, guest_vectors + 0x180
        by_kind \kind, GUEST_FIELD(C0_CAUSE), EXC_TLBL, EXC_TLBS, EXC_TLBL
        expect_guest C0_EPC, 0x12345678
        expect_guest C0_BADVADDR, 0x00400020, 0xFFFFFFFE

        check   translation.guest.invalid.\kind, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, D | G), LO(0x5000, V | D | G)
        accesses \kind, 0x00400020
        stopped_in_guest \kind, 0x00400020

        check   translation.guest.invalid_odd.\kind, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, D | G)
        accesses \kind, 0x00401020
        stopped_in_guest \kind, 0x00401020

        check   translation.guest.other_asid.\kind, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400009, MASK_4K, LO(0x2000, V | D), LO(0x5000, V | D)
        guest   C0_ENTRYHI, 8
        accesses \kind, 0x00400020
        stopped_in_guest \kind, 0x00400020, offset=0

        check   translation.guest.ehinv.\kind, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400000 | EHINV, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D | G)
        accesses \kind, 0x00400020
        stopped_in_guest \kind, 0x00400020, offset=0

        check   translation.guest.other_guests_entry.\kind, TAGS
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D | G), 2
        accesses \kind, 0x00400020
        stopped_in_guest \kind, 0x00400020, offset=0
        .endr

        .irp    asid, 0, 1, 0x80, 0xff
        check   translation.guest.asid.\asid, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400000 | \asid, MASK_4K, LO(0x2000, V | D), LO(0x5000, V | D)
        guest   C0_ENTRYHI, \asid
        poke    RAM_AT(0x2020), 0xC0DE0008
        accesses load, 0x00400020
        finishes
        expect_gpr 2, 0xC0DE0008

        check   translation.guest.global.\asid, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400055, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D | G)
        guest   C0_ENTRYHI, \asid
        poke    RAM_AT(0x2020), 0xC0DE0009
        accesses load, 0x00400020
        finishes
        expect_gpr 2, 0xC0DE0009
        .endr

        check   translation.guest.half_global, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400055, MASK_4K, LO(0x2000, V | D | G), LO(0x5000, V | D)
        guest   C0_ENTRYHI, 0x54
        accesses load, 0x00400020
        stopped_in_guest load, 0x00400020, offset=0

        check   translation.guest.modified, STAGE_ONE
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | G), LO(0x5000, V | D | G)
        accesses store, 0x00400020
        stopped_in_guest store, 0x00400020, store_code=EXC_MOD

/* RI and XI, with exception codes of their own and without. */
        .macro  inhibits grain, load_code, fetch_code
        check   translation.guest.read_inhibit.grain_\grain, STAGE_ONE
        guest   C0_PAGEGRAIN, \grain
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | D | G) | RI, LO(0x5000, V | D | G)
        accesses load, 0x00400020
        stopped_in_guest load, 0x00400020, load_code=\load_code

        check   translation.guest.execute_inhibit.grain_\grain, STAGE_ONE
        guest   C0_PAGEGRAIN, \grain
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | D | G) | XI, LO(0x5000, V | D | G)
        accesses fetch, 0x00400020
        stopped_in_guest fetch, 0x00400020, fetch_code=\fetch_code
        .endm
        inhibits 0xc8000000, EXC_TLBRI, EXC_TLBXI
        inhibits 0xc0000000, EXC_TLBL, EXC_TLBL

        check   translation.guest.read_inhibit.store, STAGE_ONE
        guest   C0_PAGEGRAIN, 0xC8000000
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | D | G) | RI, LO(0x5000, V | D | G)
        poke    RAM_AT(0x2020), 0
        gpr     9, 0xC0DE000A
        accesses store, 0x00400020
        finishes
        expect_mem RAM_AT(0x2020), 0xC0DE000A

        check   translation.guest.execute_inhibit.load, STAGE_ONE
        guest   C0_PAGEGRAIN, 0xC8000000
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x2000, V | D | G) | XI, LO(0x5000, V | D | G)
        poke    RAM_AT(0x2020), 0xC0DE000B
        accesses load, 0x00400020
        finishes
        expect_gpr 2, 0xC0DE000B

/* ---- Addresses that are not the guest's to use. */
        .irp    address, 0x80000010, 0xa0000010, 0xc0000010, 0xffffe010
        .irp    kind, load, store, fetch
        check   translation.guest.user.\address\().\kind, ADDRESS
        accesses \kind, \address, in_guest_user
        expect  VECTOR_FIELD, VECTOR_GENERAL
        op      OP_EXPECT_CODE, C0_EPC, guest_vectors + 0x180
        by_kind \kind, GUEST_FIELD(C0_CAUSE), EXC_ADEL, EXC_ADES, EXC_ADEL
        raised_at \kind, GUEST_FIELD(C0_EPC), \address
        expect_guest C0_BADVADDR, \address, 0xFFFFFFFE
        .endr
        .endr

        .irp    offset, 1, 2, 3
        check   translation.guest.misaligned.load.\offset, ADDRESS
        accesses load, 0xA0000010 + \offset
        exception_in_guest EXC_ADEL
        expect_guest C0_BADVADDR, 0xA0000010 + \offset
        check   translation.guest.misaligned.store.\offset, ADDRESS
        accesses store, 0xA0000010 + \offset
        exception_in_guest EXC_ADES
        expect_guest C0_BADVADDR, 0xA0000010 + \offset
        .endr

/* ---- Stage two: every guest physical address is looked up in root's TLB. */
        .irp    kind, load, store, fetch
        .irp    segment, 0x80000000, 0xa0000000
        choice  translation.root.miss.\kind\().\segment, ONLY_GPA
        accesses \kind, \segment + 0x00200040
        stopped_in_root \kind, \segment + 0x00200040, 0x00200040, vector=VECTOR_REFILL
        reports_gpa
        .endr

        choice  translation.root.miss.mapped.\kind, ONLY_GPA
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x00300000, V | D | G), LO(0x00345000, V | D | G)
        accesses \kind, 0x00401040
        stopped_in_root \kind, 0x00401040, 0x00345040, vector=VECTOR_REFILL
        reports_gpa

        choice  translation.root.miss.high.\kind, ONLY_GPA
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x80000000, V | D | G), LO(0xFFFFF000, V | D | G)
        accesses \kind, 0x00401040
        stopped_in_root \kind, 0x00401040, 0xFFFFF040, vector=VECTOR_REFILL
        reports_gpa

        check   translation.root.first_stage_first.\kind, STAGE_TWO
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x00300000, G), LO(0x00345000, G)
        accesses \kind, 0x00401040
        stopped_in_guest \kind, 0x00401040

        choice  translation.root.invalid.\kind, ONLY_GPA
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, D), LO(0x41000, V | D)
        accesses \kind, 0x80200040
        stopped_in_root \kind, 0x80200040, 0x00200040
        reports_gpa

        choice  translation.root.other_guests_entry.\kind, ONLY_GPA
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V | D), LO(0x41000, V | D), 2
        accesses \kind, 0x80200040
        stopped_in_root \kind, 0x80200040, 0x00200040, vector=VECTOR_REFILL
        reports_gpa

        choice  translation.root.roots_own_entry.\kind, ONLY_GPA
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V | D | G), LO(0x41000, V | D | G), 0
        accesses \kind, 0x80200040
        stopped_in_root \kind, 0x80200040, 0x00200040, vector=VECTOR_REFILL
        reports_gpa

        choice  translation.root.ehinv.\kind, ONLY_GPA
        root_entry FREE_ENTRY, 0x00200000 | EHINV, MASK_4K, LO(0x40000, V | D), LO(0x41000, V | D)
        accesses \kind, 0x80200040
        stopped_in_root \kind, 0x80200040, 0x00200040, vector=VECTOR_REFILL
        reports_gpa

/* Root's exception level does not come from the guest's. */
        choice  translation.root.miss.guest_exl.\kind, ONLY_GPA
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        accesses \kind, 0x80200040
        stopped_in_root \kind, 0x80200040, 0x00200040, vector=VECTOR_REFILL
        reports_gpa
        .endr

        choice  translation.root.modified, ONLY_GPA
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V), LO(0x41000, V | D)
        accesses store, 0x80200040
        stopped_in_root store, 0x80200040, 0x00200040, store_code=EXC_MOD
        reports_gpa

        .macro  root_inhibits grain, load_code, fetch_code
        choice  translation.root.read_inhibit.grain_\grain, ONLY_GPA
        root    C0_PAGEGRAIN, \grain
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V | D) | RI, LO(0x41000, V | D)
        accesses load, 0x80200040
        stopped_in_root load, 0x80200040, 0x00200040, load_code=\load_code
        reports_gpa

        choice  translation.root.execute_inhibit.grain_\grain, ONLY_GPA
        root    C0_PAGEGRAIN, \grain
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V | D) | XI, LO(0x41000, V | D)
        accesses fetch, 0x80200040
        stopped_in_root fetch, 0x80200040, 0x00200040, fetch_code=\fetch_code
        reports_gpa
        .endm
        root_inhibits 0xc8000000, EXC_TLBRI, EXC_TLBXI
        root_inhibits 0xc0000000, EXC_TLBL, EXC_TLBL

        check   translation.root.resume_after_refill, STAGE_TWO
        poke    RAM_AT(0x40), 0xC0DE000C
        accesses load, 0x80200040
        expect  VECTOR_FIELD, VECTOR_REFILL
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V | D), LO(0x41000, V | D)
        resume
        finishes
        expect_gpr 2, 0xC0DE000C

        check   translation.root.high_page, STAGE_TWO
        guest_entry FREE_ENTRY, 0x00400000, MASK_4K, LO(0x80000000, V | D | G), LO(0xFFFFF000, V | D | G)
        root_entry FREE_ENTRY, 0xFFFFE000, MASK_4K, 0, LO(0x43000, V | D)
        poke    RAM_AT(0x3044), 0xC0DE000D
        accesses load, 0x00401044
        finishes
        expect_gpr 2, 0xC0DE000D

/* Root's ASID plays no part for a guest: an entry of a guest is global however it was written. */
        .irp    asid, 0, 1, 0xff
        check   translation.root.asid_ignored.\asid, TAGS
        root_entry FREE_ENTRY, 0x00200077, MASK_4K, LO(0x40000, V | D), LO(0x41000, V | D)
        root    C0_ENTRYHI, \asid
        poke    RAM_AT(0x48), 0xC0DE000E
        accesses load, 0x80200048
        finishes
        expect_gpr 2, 0xC0DE000E
        .endr

        .irp    id, 1, 2, 3, 4, 5, 6, 7
        check   translation.root.guest_id.\id, TAGS
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x40000, V | D), LO(0x41000, V | D), \id
        root_entry FLASH_ENTRY, 0x1D000000, MASK_1M, LO(0x1D000000, V | D), LO(0x1D100000, V | D), \id
        root    C0_GUESTCTL1, \id
        poke    RAM_AT(0x4C), 0xC0DE0010 + \id
        accesses load, 0x8020004C
        finishes
        expect_gpr 2, 0xC0DE0010 + \id
        .endr

/* A guest's address error and bus error. */
        .irp    kind, load, store
        choice  translation.bus_error.\kind, BUS
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x0F000000, V | D), LO(0x0F001000, V | D)
        accesses \kind, 0xA0200050
        exception_in_root EXC_DBE
        .endr

        choice  translation.bus_error.fetch, BUS
        root_entry FREE_ENTRY, 0x00200000, MASK_4K, LO(0x0F000000, V | D), LO(0x0F001000, V | D)
        accesses fetch, 0xA0200050
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_IBE << 2, CAUSE_EXCCODE
        expect  C0_EPC, 0xA0200050 | ISA

/* In a delay slot: EPC is the branch, and Cause.BD. */
        .macro  in_slot address
        gpr     8, \address
        in_guest
3:      b       4f
2:      lw      $2, 0($8)
        nop
        end
        .endm

        check   translation.guest.miss.slot, STAGE_ONE
        in_slot 0x00400020
        exception_in_guest EXC_TLBL, 3b, 0
        expect_guest C0_CAUSE, CAUSE_BD, CAUSE_BD
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_instr GUEST_FIELD(C0_BADINSTRP), 3b

        choice  translation.root.miss.slot, ONLY_GPA
        in_slot 0x80200020
        expect  VECTOR_FIELD, VECTOR_REFILL
        expect  C0_CAUSE, EXC_TLBL << 2 | CAUSE_BD, CAUSE_EXCCODE | CAUSE_BD
        expect_at C0_EPC, 3b
        expect  C0_BADVADDR, 0x00200020
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b
