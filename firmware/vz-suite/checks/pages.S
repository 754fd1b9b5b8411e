/* Every page size, in root's TLB for root, in the guest's, and in root's for a guest. */
#include "../check.inc"
#include "../access.inc"

        source  SIZES, "MD00091 PageMask; PIC32MZ-EF device pack: PageMask 28:13"
        source  SIZES_VZ, "MD00091 PageMask; MD00847 two-stage translation"
        source  MASK_BITS, "tinyVP's refill handler writes junk below and above the mask"

/*
 * The word that is read is at physical GUEST_RAM + 0x400; a page that is larger than its offset in
 * memory begins at physical 0. For a guest, guest physical memory is physical memory here.
 */
        .macro  each_size do
        \do     4k, MASK_4K, 0x1000
        \do     16k, MASK_16K, 0x4000
        \do     64k, MASK_64K, 0x10000
        \do     256k, MASK_256K, 0x40000
        \do     1m, MASK_1M, 0x100000
        \do     4m, MASK_4M, 0x400000
        \do     16m, MASK_16M, 0x1000000
        \do     64m, MASK_64M, 0x4000000
        \do     256m, MASK_256M, 0x10000000
        .endm

#define WORD (GUEST_RAM + 0x400)

        .macro  for_root name, mask, size
        .set    frame_at, GUEST_RAM & ~((\size) - 1)
        check   pages.root.\name\().even, SIZES
        root_entry FREE_ENTRY, 0x60000000, \mask, LO(frame_at, V | D | G), G, 0
        poke    0xA0000000 + WORD, 0xC0DE1000
        accesses load, 0x60000000 + WORD - frame_at, in_root
        finishes
        expect_gpr 2, 0xC0DE1000

        check   pages.root.\name\().odd, SIZES
        root_entry FREE_ENTRY, 0x60000000, \mask, G, LO(frame_at, V | D | G), 0
        poke    0xA0000000 + WORD, 0xC0DE1001
        accesses load, 0x60000000 + \size + WORD - frame_at, in_root
        finishes
        expect_gpr 2, 0xC0DE1001

        check   pages.root.\name\().last_of_even, SIZES
        root_entry FREE_ENTRY, 0x60000000, \mask, G, LO(frame_at, V | D | G), 0
        accesses load, 0x60000000 + \size - 4, in_root
        stopped_in_root load, 0, 0x60000000 + \size - 4

        check   pages.root.\name\().behind, SIZES
        root_entry FREE_ENTRY, 0x40000000, \mask, LO(frame_at, V | D | G), LO(frame_at, V | D | G), 0
        accesses load, 0x40000000 + 2 * \size, in_root
        stopped_in_root load, 0, 0x40000000 + 2 * \size, vector=VECTOR_REFILL

        check   pages.root.\name\().tlbr, SIZES
        root_entry FREE_ENTRY, 0x60000000, \mask, LO(frame_at, V | D | G), LO(frame_at, D | G), 0
        root    C0_PAGEMASK, 0
        in_root
        tlbr
        ehb
        mfc0    $2, $5
        end
        finishes
        expect_gpr 2, \mask

        check   pages.root.\name\().tlbp, SIZES
        root_entry FREE_ENTRY, 0x60000000, \mask, LO(frame_at, V | D | G), LO(frame_at, D | G), 0
        root    C0_GUESTCTL1, 0
        root    C0_ENTRYHI, 0x60000000 + 2 * \size - 0x2000
        root    C0_INDEX, 0
        in_root
        tlbp
        ehb
        mfc0    $2, $0
        end
        finishes
        expect_gpr 2, FREE_ENTRY
        .endm
        each_size for_root

/* 256 MB pages of kuseg 0x60000000 reach to its end. */
        .macro  for_guest name, mask, size
        .set    gpa_at, 0x400 & ~((\size) - 1)
        check   pages.guest.\name\().even, SIZES_VZ
        guest_entry FREE_ENTRY, 0x60000000, \mask, LO(0, V | D | G), G
        poke    RAM_AT(0x400), 0xC0DE1002
        accesses load, 0x60000400
        finishes
        expect_gpr 2, 0xC0DE1002

        check   pages.guest.\name\().odd, SIZES_VZ
        guest_entry FREE_ENTRY, 0x60000000, \mask, G, LO(0, V | D | G)
        poke    RAM_AT(0x400), 0xC0DE1003
        accesses load, 0x60000400 + \size
        finishes
        expect_gpr 2, 0xC0DE1003

        check   pages.guest.\name\().behind, SIZES_VZ
        guest_entry FREE_ENTRY, 0x40000000, \mask, LO(0, V | D | G), LO(0, V | D | G)
        accesses load, 0x40000400 + 2 * \size
        stopped_in_guest load, 0x40000400 + 2 * \size, offset=0

/* Stage two, behind a guest's mapping that makes the guest physical address 0x60000000 and up. */
        check   pages.second.\name\().even, SIZES_VZ
        guest_entry FREE_ENTRY, 0x40000000, MASK_4K, LO(0x60000000 + (WORD & (\size - 1) & ~0xFFF), V | D | G), G
        root_entry FREE_ENTRY, 0x60000000, \mask, LO(GUEST_RAM & ~(\size - 1), V | D), 0
        poke    0xA0000000 + WORD, 0xC0DE1004
        accesses load, 0x40000400
        finishes
        expect_gpr 2, 0xC0DE1004

        check   pages.second.\name\().odd, SIZES_VZ
        guest_entry FREE_ENTRY, 0x40000000, MASK_4K, LO(0x60000000 + \size + (WORD & (\size - 1) & ~0xFFF), V | D | G), G
        root_entry FREE_ENTRY, 0x60000000, \mask, 0, LO(GUEST_RAM & ~(\size - 1), V | D)
        poke    0xA0000000 + WORD, 0xC0DE1005
        accesses load, 0x40000400
        finishes
        expect_gpr 2, 0xC0DE1005

        check   pages.second.\name\().behind, SIZES_VZ
        guest_entry FREE_ENTRY, 0x40000000, MASK_4K, LO(0x60000000 + 2 * \size, V | D | G), G
        root_entry FREE_ENTRY, 0x60000000, \mask, LO(GUEST_RAM & ~(\size - 1), V | D), LO(GUEST_RAM & ~(\size - 1), V | D)
        accesses load, 0x40000400
        stopped_in_root load, 0, 0x60000400 + 2 * \size, vector=VECTOR_REFILL
        .endm
        each_size for_guest

/* Bits of PageMask that are not of the mask are not kept. */
        .irp    value, 0x00001fff, 0xe0000000, 0xe0001fff
        check   pages.mask.ignores.\value, MASK_BITS
        root    C0_PAGEMASK, \value
        in_root
        mfc0    $2, $5
        end
        finishes
        expect_gpr 2, 0
        .endr

        check   pages.mask.largest, MASK_BITS
        root    C0_PAGEMASK, -1
        in_root
        mfc0    $2, $5
        end
        finishes
        expect_gpr 2, MASK_256M
