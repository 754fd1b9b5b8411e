package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Field.fixed;
import static org.vzlab.mips.cp0.Cp0Field.hardware;
import static org.vzlab.mips.cp0.Cp0Field.writable;
import static org.vzlab.mips.cp0.Cp0Spec.own;

/** The fields of the registers of memory management (MD00091). */
final class MmuRegisters {
  static final Cp0Spec INDEX =
      own("the TLB entry of TLBWI and TLBR")
          .group(GuestGroup.MMU)
          .has(
              hardware("P", 31, "TLBP has found nothing"),
              writable("Index", 4, 0, "the entry, 0 to 15; TLBP sets it").setByHardware());

  static final Cp0Spec RANDOM =
      own("the TLB entry of TLBWR")
          .group(GuestGroup.MMU)
          .has(
              fixed("Random", 3, 0, "goes down from 15 to Wired; moves when TLBWR uses it")
                  .reset(15)
                  .setByHardware());

  static final Cp0Spec ENTRY_LO0 = entryLo("a TLB entry's even page");

  static final Cp0Spec ENTRY_LO1 = entryLo("a TLB entry's odd page");

  static final Cp0Spec CONTEXT =
      own("where a refill handler finds the page table entry")
          .group(GuestGroup.MMU)
          .has(
              writable("PTEBase", 31, 23, "software's: where its page table is"),
              hardware("BadVPN2", 22, 4, "bits 31:13 of the address of the last TLB exception"));

  static final Cp0Spec PAGE_MASK =
      own("a TLB entry's page size")
          .group(GuestGroup.MMU)
          .has(loaded("Mask", 28, 13, "address bits that do not count: pages of 4 KB to 256 MB"));

  static final Cp0Spec PAGE_GRAIN =
      own("RI and XI")
          .group(GuestGroup.MMU)
          .has(
              writable("RIE", 31, "EntryLo.RI exists").gsfc(),
              writable("XIE", 30, "EntryLo.XI exists").gsfc(),
              writable("IEC", 27, "RI and XI raise TLBRI and TLBXI rather than TLBL").gsfc());

  static final Cp0Spec WIRED =
      own("TLB entries that stay")
          .group(GuestGroup.MMU)
          .effect(Effect.WIRED)
          .has(writable("Wired", 4, 0, "TLBWR spares entries below it; a write makes Random 15"));

  static final Cp0Spec ENTRY_HI =
      own("a TLB entry's address; the current ASID")
          .group(GuestGroup.MMU)
          .effect(Effect.MODE)
          .has(
              loaded("VPN2", 31, 13, "bits 31:13 of the address of the pair of pages"),
              loaded("EHINV", 10, 10, "the entry written matches nothing"),
              loaded("ASID", 7, 0, "address space of what executes"));

  static final Cp0Spec LLADDR =
      own("the address of the last LL")
          .group(GuestGroup.OTHER)
          .has(hardware("PAddr", 27, 0, "bits 31:4 of the physical address of the last LL"));

  private MmuRegisters() {}

  private static Cp0Spec entryLo(String about) {
    return own(about)
        .group(GuestGroup.MMU)
        .effect(Effect.ENTRY_LO)
        .has(
            loaded("RI", 31, 31, "loads from the page fault; writable if PageGrain.RIE = 1"),
            loaded("XI", 30, 30, "fetches from the page fault; writable if PageGrain.XIE = 1"),
            loaded("PFN", 25, 6, "bits 31:12 of the physical address"),
            loaded("C", 5, 3, "cache attribute"),
            loaded("D", 2, 2, "stores are allowed"),
            loaded("V", 1, 1, "the page can be used"),
            loaded("G", 0, 0, "any ASID matches, if it is set in both EntryLo0 and EntryLo1"));
  }

  /** A field that TLBR loads. */
  private static Cp0Field loaded(String name, int high, int low, String meaning) {
    return writable(name, high, low, meaning).setByHardware();
  }
}
