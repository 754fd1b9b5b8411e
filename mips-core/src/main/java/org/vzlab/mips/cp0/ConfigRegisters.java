package org.vzlab.mips.cp0;

import static org.vzlab.mips.cp0.Cp0Field.fixed;
import static org.vzlab.mips.cp0.Cp0Field.writable;
import static org.vzlab.mips.cp0.Cp0Spec.rootOnly;
import static org.vzlab.mips.cp0.Cp0Spec.ruled;

/**
 * The fields of the registers that say what the core is (MD00091). The guest's are root's, but no
 * guest has guests of its own.
 */
final class ConfigRegisters {
  static final Cp0Spec PRID =
      rootOnly("the processor's name")
          .has(
              fixed("CoID", 23, 16, "MIPS Technologies").reset(1),
              fixed("PrID", 15, 8, "M5150").reset(0xA7),
              fixed("MAJrev", 7, 5, "the part's revision is not published"),
              fixed("MINrev", 4, 2, "as MAJrev"),
              fixed("Patch", 1, 0, "as MAJrev"));

  static final Cp0Spec CDMM_BASE =
      rootOnly("where the common device memory map is")
          .effect(Effect.MODE)
          .has(
              writable("CDMMUA", 31, 11, "bits 35:15 of the physical address"),
              writable("EN", 10, "the common device memory map is on"),
              fixed("CI", 9, "the first block belongs to other devices"),
              fixed("CDMMSize", 8, 0, "blocks, less one"));

  static final Cp0Spec CONFIG =
      ruled(GuestRule.CONFIG, "what the core is")
          .effect(Effect.MODE)
          .has(
              fixed("M", 31, "Config1 exists").reset(1),
              fixed("K23", 30, 28, "cache attribute of kseg2 and kseg3: the TLB's"),
              fixed("KU", 27, 25, "cache attribute of useg: the TLB's"),
              fixed("ISP", 24, "no instruction scratchpad"),
              fixed("DSP", 23, "no data scratchpad"),
              fixed("UDI", 22, "no user-defined instructions"),
              fixed("SB", 21, "bus transfers are simple").reset(1),
              fixed("MDU", 20, "the fast multiplier"),
              fixed("MM", 18, 17, "stores may be merged").reset(2),
              fixed("BM", 16, "bursts are sequential"),
              fixed("BE", 15, "little-endian"),
              fixed("AT", 14, 13, "MIPS32"),
              fixed("AR", 12, 10, "release 2 or later").reset(1),
              fixed("MT", 9, 7, "a TLB").reset(1),
              writable("K0", 2, 0, "cache attribute of kseg0; 2 is uncached").reset(2));

  static final Cp0Spec CONFIG1 =
      ruled(GuestRule.CONFIG, "TLB, caches, units")
          .has(
              fixed("M", 31, "Config2 exists").reset(1),
              fixed("MMUSize", 30, 25, "entries of the TLB, less one: 16").reset(15),
              fixed("IS", 24, 22, "sets of the instruction cache: 256").reset(2),
              fixed("IL", 21, 19, "its lines: 16 bytes").reset(3),
              fixed("IA", 18, 16, "its ways, less one: 4").reset(3),
              fixed("DS", 15, 13, "sets of the data cache: 64"),
              fixed("DL", 12, 10, "its lines: 16 bytes").reset(3),
              fixed("DA", 9, 7, "its ways, less one: 4").reset(3),
              fixed("C2", 6, "no coprocessor 2"),
              fixed("MD", 5, "no MDMX"),
              fixed("PC", 4, "performance counters").reset(1),
              fixed("WR", 3, "watch registers").reset(1),
              fixed("CA", 2, "no MIPS16e"),
              fixed("EP", 1, "EJTAG").reset(1),
              fixed("FP", 0, "an FPU").reset(1));

  static final Cp0Spec CONFIG2 =
      ruled(GuestRule.CONFIG, "caches further out")
          .has(
              fixed("M", 31, "Config3 exists").reset(1),
              fixed("TU,TS,TL,TA", 30, 16, "no tertiary cache"),
              fixed("SU,SS,SL,SA", 15, 0, "no secondary cache"));

  static final Cp0Spec CONFIG3 =
      ruled(GuestRule.CONFIG, "extensions of the architecture")
          .has(
              fixed("M", 31, "Config4 exists").reset(1),
              fixed("BP", 27, "BadInstrP exists").reset(1),
              fixed("BI", 26, "BadInstr exists").reset(1),
              fixed("SC", 25, "segments are fixed"),
              fixed("PW", 24, "no page walker"),
              fixed("VZ", 23, "the virtualization module; a guest has none").reset(1).guestReset(0),
              fixed("IPLW", 22, 21, "Status.IPL and Cause.RIPL have 8 bits").reset(1),
              fixed("MMAR", 20, 18, "microMIPS32 release 3"),
              fixed("MCU", 17, "the MCU extension: ASET, ACLR, IRET").reset(1),
              writable("ISAOnExc", 16, "handlers are microMIPS code; set by reset if ISA = 3"),
              fixed("ISA", 15, 14, "both instruction sets; 2: MIPS32 after reset, 3: microMIPS")
                  .reset(2),
              fixed("ULRI", 13, "UserLocal exists").reset(1),
              fixed("RXI", 12, "EntryLo.RI and XI exist").reset(1),
              fixed("DSP2P", 11, "revision 2 of the DSP module").reset(1),
              fixed("DSPP", 10, "the DSP module").reset(1),
              fixed("CTXTC", 9, "no ContextConfig"),
              fixed("ITL", 8, "instruction trace").reset(1),
              fixed("LPA", 7, "physical addresses have 32 bits"),
              fixed("VEIC", 6, "an external interrupt controller").reset(1),
              fixed("VInt", 5, "vectored interrupts").reset(1),
              fixed("SP", 4, "no 1 KB pages"),
              fixed("CDMM", 3, "the common device memory map").reset(1),
              fixed("MT", 2, "no multi-threading"),
              fixed("SM", 1, "no SmartMIPS"),
              fixed("TL", 0, "no trace logic of the older kind"));

  static final Cp0Spec CONFIG4 =
      ruled(GuestRule.CONFIG, "KScratch registers, TLB instructions")
          .has(
              fixed("M", 31, "Config5 exists").reset(1),
              fixed("IE", 30, 29, "announces no TLBINV; EntryHi.EHINV works all the same"),
              fixed("KScrExist", 23, 16, "selects of register 31 that are KScratch: 2 and 3")
                  .reset(1 << 2 | 1 << 3));

  static final Cp0Spec CONFIG5 =
      ruled(GuestRule.CONFIG, "more extensions")
          .has(
              fixed("M", 31, "no Config6 by way of this bit"),
              writable("UFR", 2, "user mode may change Status.FR").gsfc(),
              fixed("NFExists", 0, "nested fault registers exist").reset(1));

  static final Cp0Spec CONFIG7 =
      ruled(GuestRule.READ_ONLY, "what is special about this core")
          .has(
              fixed("WII", 31, "an interrupt ends WAIT though Status.IE is clear").reset(1),
              fixed("HCI", 18, "software must initialize the caches"));

  private ConfigRegisters() {}
}
