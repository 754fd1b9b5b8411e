package org.vzlab.mips.oracle;

import static org.vzlab.mips.oracle.Verdict.BP;
import static org.vzlab.mips.oracle.Verdict.BY_CACHE;
import static org.vzlab.mips.oracle.Verdict.BY_CONFLICT;
import static org.vzlab.mips.oracle.Verdict.BY_CP0;
import static org.vzlab.mips.oracle.Verdict.BY_CU1;
import static org.vzlab.mips.oracle.Verdict.BY_DEBUG;
import static org.vzlab.mips.oracle.Verdict.BY_HWRENA;
import static org.vzlab.mips.oracle.Verdict.BY_MMU;
import static org.vzlab.mips.oracle.Verdict.BY_MX;
import static org.vzlab.mips.oracle.Verdict.BY_READ;
import static org.vzlab.mips.oracle.Verdict.BY_SETS;
import static org.vzlab.mips.oracle.Verdict.BY_WRITE;
import static org.vzlab.mips.oracle.Verdict.CPU0;
import static org.vzlab.mips.oracle.Verdict.CPU2;
import static org.vzlab.mips.oracle.Verdict.EXECUTES;
import static org.vzlab.mips.oracle.Verdict.GPSI;
import static org.vzlab.mips.oracle.Verdict.HC;
import static org.vzlab.mips.oracle.Verdict.OV;
import static org.vzlab.mips.oracle.Verdict.RI;
import static org.vzlab.mips.oracle.Verdict.SYS;
import static org.vzlab.mips.oracle.Verdict.TR;

/**
 * Instructions that are treated alike. In each row: what happens in a guest without access to
 * coprocessor 0 (user mode, CU0 = 0), in a guest with it, in root without it, in root with it.
 */
enum Family {
  // guest user, guest kernel, root user, root kernel, source
  MFC0(CPU0, BY_READ, CPU0, EXECUTES, "MD00086 MFC0; MD00847"),
  MTC0(CPU0, BY_WRITE, CPU0, EXECUTES, "MD00086 MTC0; MD00847"),
  DI_EI(CPU0, BY_CP0, CPU0, EXECUTES, "MD00086 DI, EI; tinyVP's guests loop on them untrapped"),
  ERET(CPU0, BY_CP0, CPU0, EXECUTES, "MD00086 ERET; IRET with IntCtl.APE = 0 (MD00838)"),
  WAIT(CPU0, GPSI, CPU0, EXECUTES, "MD00086 WAIT; tinyVP, MEOS: always an exit"),
  TLB(CPU0, BY_MMU, CPU0, EXECUTES, "MD00086 TLBWI; MD00847 AT, MG"),
  TLB_WRITE(CPU0, BY_MMU, CPU0, BY_CONFLICT, "as TLB; choice C13: root's own are checked"),
  CACHE(CPU0, BY_CACHE, CPU0, EXECUTES, "MD00086 CACHE; MD00847 CG, CGI"),
  PREVIOUS_GPR(CPU0, BY_SETS, CPU0, EXECUTES, "MD00086 RDPGPR; phidias case 14"),
  GUEST_ACCESS(CPU0, RI, CPU0, EXECUTES, "MD00847 MFGC0: Reserved Instruction in guest mode"),
  HYPCALL(CPU0, HC, CPU0, RI, "MD00847 HYPCALL; choice C5: CpU in user modes, RI in root"),
  DERET(CPU0, RI, CPU0, BY_DEBUG, "MD00086 DERET: for debug mode"),
  RDHWR(BY_HWRENA, BY_HWRENA, BY_HWRENA, BY_HWRENA, "MD00086 RDHWR"),
  SYSCALL(SYS, SYS, SYS, SYS, "MD00086"),
  BREAK(BP, BP, BP, BP, "MD00086"),
  TEQ(TR, TR, TR, TR, "MD00086"),
  ADD(OV, OV, OV, OV, "MD00086"),
  SDBBP(Verdict.DEBUG, Verdict.DEBUG, Verdict.DEBUG, Verdict.DEBUG, "MD00047"),
  FPU(BY_CU1, BY_CU1, BY_CU1, BY_CU1, "MD00847; tinyVP do_cu"),
  DSP(BY_MX, BY_MX, BY_MX, BY_MX, "MD00847; tinyVP do_dsp"),
  COP2(CPU2, CPU2, CPU2, CPU2, "MD00086: no coprocessor 2"),
  RESERVED(RI, RI, RI, RI, "MD00086"),
  LOAD(EXECUTES, EXECUTES, EXECUTES, EXECUTES, "MD00086"),
  STORE(EXECUTES, EXECUTES, EXECUTES, EXECUTES, "MD00086"),
  NOP(EXECUTES, EXECUTES, EXECUTES, EXECUTES, "MD00086");

  final Verdict guestUser;
  final Verdict guestKernel;
  final Verdict rootUser;
  final Verdict rootKernel;
  final String source;

  Family(
      Verdict guestUser, Verdict guestKernel, Verdict rootUser, Verdict rootKernel, String source) {
    this.guestUser = guestUser;
    this.guestKernel = guestKernel;
    this.rootUser = rootUser;
    this.rootKernel = rootKernel;
    this.source = source;
  }
}
