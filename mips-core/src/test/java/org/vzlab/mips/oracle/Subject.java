package org.vzlab.mips.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.mips.isa.Isa;

/**
 * An instruction whose routing is tested.
 *
 * @param number the register of MFC0, MTC0 and RDHWR, the operation of CACHE
 * @param select the select field of MFC0 and MTC0
 */
record Subject(Family family, int number, int select, CodeArea.Placed code) {
  private static final int LWU = 0x9C000000;
  private static final int LD_MICROMIPS = 0xDC000000;
  private static final int MFC2 = 0x48020800;
  private static final int MFC2_MICROMIPS = 0x00414D3C;

  /** All of them, in an instruction set. */
  static List<Subject> all(CodeArea area, Isa isa) {
    List<Subject> all = new ArrayList<>();
    for (int number = 0; number < 32; number++) {
      for (int select = 0; select < 8; select++) {
        all.add(of(area, isa, Family.MFC0, number, select, "mfc0 $2, $%d, %d"));
        all.add(of(area, isa, Family.MTC0, number, select, "mtc0 $5, $%d, %d"));
      }
      all.add(of(area, isa, Family.CACHE, number, 0, "cache %d, 0($4)"));
      all.add(of(area, isa, Family.RDHWR, number, 0, "rdhwr $2, $%d"));
    }
    add(all, area, isa, Family.DI_EI, "di", "di $2", "ei", "ei $2");
    add(all, area, isa, Family.ERET, "eret", "iret");
    add(all, area, isa, Family.WAIT, "wait");
    add(all, area, isa, Family.TLB, "tlbr", "tlbp", "tlbinv", "tlbinvf");
    add(all, area, isa, Family.TLB_WRITE, "tlbwi", "tlbwr");
    add(all, area, isa, Family.PREVIOUS_GPR, "rdpgpr $2, $3", "wrpgpr $3, $2");
    add(all, area, isa, Family.GUEST_ACCESS, "mfgc0 $2, $12, 0", "mtgc0 $5, $14, 0");
    add(all, area, isa, Family.GUEST_ACCESS, "tlbgr", "tlbgwi", "tlbgwr", "tlbgp");
    add(all, area, isa, Family.GUEST_ACCESS, "tlbginv", "tlbginvf");
    add(all, area, isa, Family.HYPCALL, "hypcall", "hypcall 5");
    add(all, area, isa, Family.DERET, "deret");
    add(all, area, isa, Family.SYSCALL, "syscall", "syscall 7");
    add(all, area, isa, Family.BREAK, "break", "break 3");
    add(all, area, isa, Family.TEQ, "teq $0, $0");
    add(all, area, isa, Family.ADD, "add $2, $6, $6");
    add(all, area, isa, Family.SDBBP, "sdbbp", "sdbbp 1");
    add(all, area, isa, Family.FPU, "add.s $f2, $f2, $f2", "mfc1 $2, $f2", "cfc1 $2, $31");
    add(all, area, isa, Family.DSP, "addq.ph $2, $3, $3", "rddsp $2, 1", "mfhi $2, $ac1");
    add(all, area, isa, Family.LOAD, "lw $2, 0($4)");
    add(all, area, isa, Family.STORE, "sw $5, 0($4)");
    add(all, area, isa, Family.NOP, "nop");
    boolean mips32 = isa == Isa.MIPS32;
    add(all, area, isa, Family.COP2, "mfc2", mips32 ? MFC2 : MFC2_MICROMIPS);
    add(all, area, isa, Family.RESERVED, "lwu or ld", mips32 ? LWU : LD_MICROMIPS);
    return all;
  }

  private static void add(
      List<Subject> all, CodeArea area, Isa isa, Family family, String... texts) {
    for (String text : texts) {
      all.add(new Subject(family, 0, 0, area.place(isa, text)));
    }
  }

  private static void add(
      List<Subject> all, CodeArea area, Isa isa, Family family, String name, int word) {
    all.add(new Subject(family, 0, 0, area.place(isa, name, word, 4)));
  }

  private static Subject of(
      CodeArea area, Isa isa, Family family, int number, int select, String format) {
    String text = String.format(Locale.ROOT, format, number, select);
    return new Subject(family, number, select, area.place(isa, text));
  }

  /** Whether executing it leaves more behind than registers that every test sets anew. */
  boolean leavesTraces() {
    return switch (family) {
      case MTC0, TLB, TLB_WRITE, GUEST_ACCESS, CACHE, WAIT -> true;
      default -> false;
    };
  }

  /** Whether it may not stand in a delay slot (MD00086). */
  boolean unpredictableInSlot() {
    return family == Family.ERET || family == Family.DERET || family == Family.WAIT;
  }
}
