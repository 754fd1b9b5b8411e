package org.vzlab.mips.hart;

import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.fpu.Fpu;
import org.vzlab.mips.mmu.Mmu;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.mips.mmu.TlbInstructions;
import org.vzlab.mips.port.RootSoftware;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.mips.timing.Pipeline;
import org.vzlab.mips.timing.Timing;

/**
 * The state of the processor. Fields that every instruction touches are public: the instruction set
 * and the engines are the only code that uses them.
 *
 * <p>Not modelled: cache errors, and of debug mode what needs a probe: its segment, the vector in
 * it, single steps and hardware breakpoints. There is no soft reset: which of the chip's resets
 * would be one for the core is not documented, so Status.SR is never set.
 */
public final class Hart implements InterruptTarget, Stateful {
  /** Index in a register set that takes what is written to register 0. */
  public static final int SINK = ShadowSets.SINK;

  /** Where execution starts after reset. */
  public static final int RESET_VECTOR = 0xBFC00000;

  /** SYSCLK cycles in a step of Count, as RDHWR CCRes says. */
  public static final int COUNT_RESOLUTION = 2;

  /** The current register set: 32 registers, of which 0 stays 0, and {@link #SINK}. */
  public int[] gpr;

  /** The HI register. */
  public int hi;

  /** The LO register. */
  public int lo;

  /**
   * Address of the current instruction, or between instructions of the next one. Bit 0 is the ISA
   * mode: 1 is microMIPS.
   */
  public int pc = RESET_VECTOR;

  /** Whether the current instruction stands in a delay slot. */
  public boolean inDelaySlot;

  /** Address of the branch in whose delay slot the current instruction stands. */
  public int branchPc;

  /** The bits of that branch. */
  public int branchWord;

  /** Where that branch goes, if execution has stopped in its delay slot. */
  public int branchTarget;

  /** Bytes of the instruction that must stand in the slot where execution has stopped, or 0. */
  public int slotLength;

  /** Whether the branch just executed annuls its delay slot. */
  public boolean annulled;

  /**
   * Whether the branch just executed goes on behind its delay slot, which may have 2 or 4 bytes; it
   * has said where that is for 4.
   */
  public boolean notTaken;

  /** Instructions executed since power-on, in all contexts. */
  public long instructions;

  /** Board time. */
  public final Scheduler scheduler;

  /** The FPU. */
  public final Fpu fpu;

  /** Loads, stores and fetches. */
  public final Mmu mmu;

  /** Exceptions. */
  public final Traps traps;

  /** CP0 registers as software reads and writes them. */
  public final SystemRegisters registers;

  /** The TLB instructions. */
  public final TlbInstructions tlb;

  /** What each guest has used. */
  public final GuestUsage usage;

  /** The performance counters. */
  public final PerformanceCounters counters;

  /** Stored values of root's CP0 registers. */
  public final Cp0 root = new Cp0(false);

  /** Stored values of the guest's CP0 registers. */
  public final Cp0 guest = new Cp0(true);

  /** What instructions and everything between them takes. */
  public final Timing timing;

  /** The issue of instructions. */
  public final Pipeline pipeline;

  /** Requests, and WAIT. */
  public final InterruptInput interrupts;

  /** Who uses the time, for whoever wants to know. */
  public final Sampler sampler;

  /** Tells what happens at the border between root and guests. */
  final Crossings crossings = new Crossings(this);

  /** Modelled root software. */
  final InstalledRoot installedRoot;

  /** How execution starts. */
  final Startup startup = new Startup(this);

  private final DspState dsp = new DspState(this);
  private final ShadowSets sets = new ShadowSets(this);
  private final Tlb rootTlb = new Tlb();
  private final Tlb guestTlb = new Tlb();
  private final CoreTimer timer;
  private boolean inGuest;
  private boolean inDebugMode;
  private boolean dspEnabled;
  private int guestId;
  private int owner;

  /** A processor after reset, on a bus, that reports nothing and takes a cycle an instruction. */
  public Hart(Scheduler scheduler, Bus bus) {
    this(scheduler, bus, Unmodelled.QUIET, Timing.functional(scheduler));
  }

  /**
   * A processor after reset, on a bus.
   *
   * @param unmodelled hears when software asks for what the processor's model does not do
   * @param timing what time everything takes
   */
  public Hart(Scheduler scheduler, Bus bus, Unmodelled unmodelled, Timing timing) {
    this.scheduler = scheduler;
    this.timing = timing;
    pipeline = new Pipeline(scheduler, timing);
    sampler = new Sampler(this);
    fpu = new Fpu(unmodelled);
    interrupts = new InterruptInput(this);
    traps = new Traps(this, interrupts);
    usage = new GuestUsage(this);
    counters = new PerformanceCounters(this, unmodelled);
    timer = new CoreTimer(scheduler, root, guest);
    registers = new SystemRegisters(this, root, guest, timer, unmodelled);
    mmu = new Mmu(bus, root, guest, rootTlb, guestTlb, traps, unmodelled, timing);
    tlb = new TlbInstructions(root, guest, rootTlb, guestTlb, scheduler, this::translationChanged);
    installedRoot = new InstalledRoot(this, bus);
    bus.onGuardChange(this::permissionsChanged);
    contextChanged();
  }

  /**
   * Connects the core's own interrupt requests to the interrupt controller.
   *
   * @param coreTimer high from a match of Count and Compare until Compare is written
   * @param software0 Cause.IP0
   * @param software1 Cause.IP1
   * @param performanceCounters Cause.PCI: high while a counter's bit 31 is set that requests it
   */
  public void connect(
      IrqLine coreTimer, IrqLine software0, IrqLine software1, IrqLine performanceCounters) {
    timer.connect(coreTimer);
    counters.connect(performanceCounters);
    registers.connect(software0, software1);
  }

  /**
   * Sets what happens when an NMI has been taken and execution is about to begin at the reset
   * vector: whoever stands in for boot code can do here what that does.
   */
  public void onNmi(Runnable bootCode) {
    startup.onNmi(bootCode);
  }

  /** Puts modelled root software in the place of code that root mode would execute. */
  public void install(RootSoftware rootSoftware) {
    installedRoot.install(rootSoftware);
  }

  /**
   * Takes what has to be taken before the next instruction: a pending interrupt, the end of WAIT,
   * modelled root software. To be called at the top of each run of an engine.
   *
   * @return whether instructions can be executed at {@link #pc} now; otherwise time or state has
   *     moved and the run loop is to be continued
   */
  public boolean prepare() {
    if (inDelaySlot) {
      return true;
    }
    final long before = scheduler.now();
    if (interrupts.isAwaited()) {
      timing.idle();
      sampler.waited();
      return false;
    }
    boolean interrupted = interrupts.take();
    if (installedRoot.works()) {
      installedRoot.run();
      return false;
    }
    return !interrupted && scheduler.now() == before;
  }

  /** What happens at the border between root and guests. */
  public TraceChannel<Crossing> crossings() {
    return crossings.trace();
  }

  /**
   * Whether guest code executes: GM = 1, and root is neither at exception nor at error level nor in
   * debug mode.
   */
  public boolean inGuest() {
    return inGuest;
  }

  /** Stored values of the CP0 registers of the context that executes, root's or the guest's. */
  public Cp0 context() {
    return inGuest ? guest : root;
  }

  /** Whether root is in debug mode: in kernel mode, and without interrupts. */
  public boolean inDebugMode() {
    return inDebugMode;
  }

  /** The guest that executes, 0 for the root. */
  public int guestId() {
    return guestId;
  }

  /**
   * Who executes, for accounts: a guest, 0 for the root, or one of its threads, whose numbers begin
   * at {@link CycleAccount#THREADS}.
   */
  public int owner() {
    return owner;
  }

  /**
   * Resets the processor: CP0 takes its reset values, TLB entries match nothing, and execution, or
   * modelled root software, starts anew. General registers stay as they are, and ErrorEPC says
   * where it happened (MD00091 "Reset").
   */
  public void reset() {
    root.reset();
    guest.reset();
    fpu.reset();
    rootTlb.reset();
    guestTlb.reset();
    mmu.reset();
    timer.reset();
    counters.reset();
    interrupts.reset();
    installedRoot.restart();
    root.set(Cp0Register.ERROR_EPC, inDelaySlot ? branchPc : pc);
    inDelaySlot = false;
    notTaken = false;
    startup.reset();
    translationChanged();
    crossings.reset();
  }

  /**
   * Chooses the instruction set of boot code and, until software chooses for itself, of exception
   * handlers, from the next reset on: Config3.ISA and ISAOnExc (MD00091).
   */
  public void bootsMicromips(boolean micromips) {
    startup.choose(micromips);
  }

  /** The general registers, of all sets. */
  public ShadowSets sets() {
    return sets;
  }

  /** WAIT in root mode: nothing is executed until an enabled interrupt is requested. */
  public void await() {
    interrupts.await();
  }

  @Override
  public void request(int ripl, int vectorOffset, int shadowSet) {
    interrupts.request(ripl, vectorOffset, shadowSet);
  }

  @Override
  public void nmi() {
    interrupts.nmi();
  }

  /**
   * The state of the DSP module, for an instruction of it.
   *
   * @throws GuestTrap DSP ASE State Disabled, unless root, and the guest if it executes, has set
   *     Status.MX
   */
  public DspState dsp() throws GuestTrap {
    if (!dspEnabled) {
      throw traps.raiseDspDisabled();
    }
    return dsp;
  }

  /**
   * Finds out anew who executes, at what privilege, with which registers and in which address
   * space. To be called after every change of a register that decides this.
   */
  public void contextChanged() {
    int status = root.get(Cp0Register.STATUS);
    inDebugMode = root.has(Cp0Register.DEBUG, Debug.DM);
    boolean atBase = (status & (Status.EXL | Status.ERL)) == 0 && !inDebugMode;
    boolean guestMode = atBase && root.has(Cp0Register.GUEST_CTL0, GuestCtl.GM);
    int guestNumber = guestMode ? GuestCtl.id(root.get(Cp0Register.GUEST_CTL1)) : 0;
    int thread = installedRoot.thread();
    boolean threadExecutes = atBase && !guestMode && thread != InstalledRoot.NO_THREAD;
    int executing = threadExecutes ? CycleAccount.THREADS + thread : guestNumber;
    if (executing != owner) {
      sampler.used(pc);
    }
    inGuest = guestMode;
    guestId = guestNumber;
    owner = executing;
    usage.own(owner);
    timing.account.own(owner);
    Cp0 context = context();
    dspEnabled = (status & context.get(Cp0Register.STATUS) & Status.MX) != 0;
    gpr = sets.current();
    boolean kernel = inDebugMode || Status.isKernel(context.get(Cp0Register.STATUS));
    mmu.select(inGuest, kernel, owner);
    fpu.select(
        root.has(Cp0Register.STATUS, Status.CU1) && context.has(Cp0Register.STATUS, Status.CU1),
        context.has(Cp0Register.STATUS, Status.FR));
    counters.modeChanged();
    scheduler.preempt();
  }

  private void permissionsChanged() {
    mmu.flush();
    scheduler.preempt();
  }

  private void translationChanged() {
    mmu.translationsChanged();
    contextChanged();
  }

  @Override
  public void visit(StateVisitor visitor) {
    sampler.resume();
    hi = visitor.int32("hi", hi);
    lo = visitor.int32("lo", lo);
    pc = visitor.int32("pc", pc);
    instructions = visitor.int64("instructions", instructions);
    inDelaySlot = visitor.flag("inDelaySlot", inDelaySlot);
    branchPc = visitor.int32("branchPc", branchPc);
    branchWord = visitor.int32("branchWord", branchWord);
    branchTarget = visitor.int32("branchTarget", branchTarget);
    slotLength = visitor.int32("slotLength", slotLength);
    annulled = visitor.flag("annulled", annulled);
    notTaken = visitor.flag("notTaken", notTaken);
    visitor.enter("startup", startup);
    visitor.enter("installedRoot", installedRoot);
    visitor.enter("interrupts", interrupts);
    visitor.enter("sets", sets);
    visitor.enter("dsp", dsp);
    visitor.enter("fpu", fpu);
    visitor.enter("root", root);
    visitor.enter("guest", guest);
    visitor.enter("rootTlb", rootTlb);
    visitor.enter("guestTlb", guestTlb);
    visitor.enter("mmu", mmu);
    visitor.enter("timer", timer);
    visitor.enter("usage", usage);
    visitor.enter("counters", counters);
    visitor.enter("timing", timing);
    visitor.enter("pipeline", pipeline);
    mmu.flush();
    contextChanged();
  }
}
