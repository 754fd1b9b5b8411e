package org.vzlab.isolation.attack;

import java.util.Set;
import org.vzlab.mips.cp0.ExcCode;

/**
 * Rows of the trap matrix: what leads a guest to which trap. The numbers are those of the rules in
 * docs/models/vz.md.
 */
public enum TrapRow {
  /** A CP0 instruction in user mode. */
  CP0_IN_USER_MODE(10, Set.of("mfc0", "mtc0"), Mode.USER, "CPU"),
  COUNT_READ(12, Set.of("mfc0 9.0"), Mode.ANY, "GPSI"),
  COUNT_WRITTEN(12, Set.of("mtc0 9.0"), Mode.ANY, "GPSI"),
  COMPARE(12, Set.of("mfc0 11.0", "mtc0 11.0"), Mode.ANY, "GPSI"),
  COUNT_BY_RDHWR(12, Set.of("rdhwr"), Mode.ANY, "GPSI"),
  CONFIG_WRITTEN(13, Set.of("mtc0 16"), Mode.ANY, "GPSI"),
  SHADOW_CONTROL(14, Set.of("mfc0 12.2", "mtc0 12.2", "mfc0 12.3", "mtc0 12.3"), Mode.ANY, "GPSI"),
  HIDDEN_READ(15, Set.of("mfc0"), Mode.ANY, "GPSI"),
  HIDDEN_WRITTEN(15, Set.of("mtc0"), Mode.ANY, "GPSI"),
  FIELD_CHANGE(18, Set.of("mtc0"), Mode.ANY, "GSFC"),
  HARDWARE_CHANGE(19, Set.of(), Mode.ANY, "GHFC"),
  WAIT(30, Set.of("wait"), Mode.ANY, "GPSI"),
  GUEST_MOVE(32, Set.of("mfgc0", "mtgc0"), Mode.KERNEL, "RI"),
  GUEST_TLB(
      32, Set.of("tlbgr", "tlbgwi", "tlbgwr", "tlbgp", "tlbginv", "tlbginvf"), Mode.KERNEL, "RI"),
  HYPERCALL(33, Set.of("hypcall"), Mode.ANY, "HC"),
  HYPERCALL_IN_USER_MODE(33, Set.of("hypcall"), Mode.USER, "CPU"),
  SHADOW_READ(34, Set.of("rdpgpr"), Mode.ANY, "GPSI"),
  SHADOW_WRITTEN(34, Set.of("wrpgpr"), Mode.ANY, "GPSI"),
  CACHE(35, Set.of("cache"), Mode.ANY, "GPSI"),
  UNIT_DISABLED_IN_GUEST(37, Set.of(), Mode.ANY, "CPU"),
  FPU_DISABLED_IN_ROOT(37, Set.of(), Mode.ANY, "root CPU"),
  DSP_DISABLED_IN_GUEST(37, Set.of(), Mode.ANY, "DSPDIS"),
  DSP_DISABLED_IN_ROOT(37, Set.of(), Mode.ANY, "root DSPDIS"),
  BREAKPOINT_OF_DEBUGGER(38, Set.of(), Mode.ANY, "root BP"),
  RETURN_FROM_DEBUG(38, Set.of("deret"), Mode.ANY, "RI"),
  ROOT_LOAD(52, Set.of(), Mode.ANY, "root TLBL"),
  ROOT_STORE(52, Set.of(), Mode.ANY, "root TLBS"),
  ROOT_MODIFIED(52, Set.of(), Mode.ANY, "root MOD"),
  ROOT_EXECUTE_INHIBIT(52, Set.of(), Mode.ANY, "root TLBXI"),
  ADDRESS_LOAD(53, Set.of(), Mode.ANY, "ADEL"),
  ADDRESS_STORE(53, Set.of(), Mode.ANY, "ADES"),
  TLB_LOAD(53, Set.of(), Mode.ANY, "TLBL"),
  TLB_STORE(53, Set.of(), Mode.ANY, "TLBS"),
  TLB_MODIFIED(53, Set.of(), Mode.ANY, "MOD"),
  TLB_READ_INHIBIT(53, Set.of(), Mode.ANY, "TLBRI"),
  TLB_EXECUTE_INHIBIT(53, Set.of(), Mode.ANY, "TLBXI"),
  OVERFLOW(53, Set.of(), Mode.ANY, "OV"),
  TRAP(53, Set.of(), Mode.ANY, "TR"),
  SYSTEM_CALL(53, Set.of(), Mode.ANY, "SYS"),
  BREAK(53, Set.of(), Mode.ANY, "BP"),
  RESERVED(53, Set.of(), Mode.ANY, "RI"),
  FLOATING_POINT(53, Set.of(), Mode.ANY, "FPE"),
  BUS_ERROR(54, Set.of(), Mode.ANY, "root DBE"),
  ROOT_INTERRUPT(55, Set.of(), Mode.ANY, "root INT"),
  GUEST_INTERRUPT(60, Set.of(), Mode.ANY, "INT");

  /** What privilege the guest has. */
  enum Mode {
    ANY,
    KERNEL,
    USER
  }

  private final int rule;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set of strings
  private final Set<String> instructions;

  private final Mode mode;
  private final String trap;

  TrapRow(int rule, Set<String> instructions, Mode mode, String trap) {
    this.rule = rule;
    this.instructions = instructions;
    this.mode = mode;
    this.trap = trap;
  }

  /** The number of the rule. */
  public int rule() {
    return rule;
  }

  /**
   * Whether a trap is one of this row.
   *
   * @param instruction the mnemonic; of a move from or to CP0 with number and select
   * @param user whether the guest was in user mode
   * @param taken the exception's or exit's name as {@link #name(ExcCode, boolean, int)} has it
   */
  boolean fits(String instruction, boolean user, String taken) {
    return trap.equals(taken)
        && (mode == Mode.ANY || user == (mode == Mode.USER))
        && (instructions.isEmpty()
            || instructions.stream().anyMatch(each -> starts(instruction, each)));
  }

  private static boolean starts(String instruction, String prefix) {
    return instruction.equals(prefix)
        || instruction.startsWith(prefix + " ")
        || instruction.startsWith(prefix + ".");
  }

  /**
   * What a trap is called here.
   *
   * @param code Cause.ExcCode
   * @param inGuest whether the guest takes it
   * @param exit GuestCtl0.GExcCode
   */
  static String name(ExcCode code, boolean inGuest, int exit) {
    if (inGuest) {
      return code.name();
    }
    if (code == ExcCode.GE) {
      return switch (exit) {
        case 0 -> "GPSI";
        case 1 -> "GSFC";
        case 2 -> "HC";
        case 3 -> "GRR";
        case 9 -> "GHFC";
        default -> "GE " + exit;
      };
    }
    return "root " + code.name();
  }
}
