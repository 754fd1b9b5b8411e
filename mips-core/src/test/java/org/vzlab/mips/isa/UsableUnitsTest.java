package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.GuestExit;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.mips.hart.TestMachine;

/**
 * What every instruction raises where its unit is disabled, by root or by a guest, and where none
 * is. A row of {@link #CLASSES} names methods; an instruction that has none, or two, fails.
 */
class UsableUnitsTest {
  private static final InstructionSet INSTRUCTIONS = InstructionSet.m5150();
  private static final int UNITS = Status.CU0 | Status.CU1 | Status.MX;
  private static final int CODE = 0x100;
  private static final int DATA = 0x1000;
  private static final int BASE = 4;
  private static final int GP = 28;
  private static final int SP = 29;

  /** MOVE16 zero, zero. */
  private static final int NOP16 = 0x0C00;

  /** Where an instruction is executed. */
  private enum Place {
    /** Root's user mode without any unit. */
    ROOT_USER,
    /** Root's kernel mode with every unit. */
    ROOT_KERNEL,
    /** A guest's user mode; root has every unit enabled, the guest none. */
    GUEST_USER,
    /** A guest's kernel mode; the guest has every unit enabled, root none. */
    GUEST_OF_MEAN_ROOT,
    /** A guest's kernel mode with every unit, as tinyVP lets guests run. */
    GUEST_KERNEL;

    TestMachine machine() {
      TestMachine machine = name().startsWith("ROOT") ? TestMachine.running() : guest();
      if (this == ROOT_USER) {
        machine.map(0, 0, 0, 0x07FFE000);
        machine.root(Cp0Register.STATUS, Status.UM | Status.FR);
      } else {
        boolean mean = this == GUEST_OF_MEAN_ROOT;
        machine.root(Cp0Register.STATUS, Status.FR | (mean ? 0 : UNITS));
        machine.guestRegister(
            Cp0Register.STATUS, Status.FR | (this == GUEST_USER ? Status.UM : UNITS));
        if (mean) {
          machine.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP & ~GuestCtl.CP0);
        }
      }
      boolean user = this == ROOT_USER || this == GUEST_USER;
      machine.hart.contextChanged();
      machine.hart.pc = (user ? 0 : TestMachine.RAM) + CODE;
      for (int register : new int[] {BASE, GP, SP}) {
        machine.hart.gpr[register] = (user ? 0 : TestMachine.RAM) + DATA;
      }
      return machine;
    }

    private static TestMachine guest() {
      TestMachine machine = TestMachine.guest(TestMachine.RAM);
      machine.guestRegister(Cp0Register.ENTRY_LO0, 0x1F);
      machine.guestRegister(Cp0Register.ENTRY_LO1, 0x5F);
      machine.hart.tlb.tlbgwi();
      return machine;
    }
  }

  /** What is raised. */
  private record Raises(Map<Place, String> in) {
    /** By place, in the order of the places. */
    static Raises in(String... places) {
      Iterator<String> raised = List.of(places).iterator();
      Map<Place, String> in = new EnumMap<>(Place.class);
      for (Place place : Place.values()) {
        in.put(place, raised.next());
      }
      return new Raises(in);
    }

    /** The same in root, in user mode or not, and the same in a guest. */
    static Raises always(String code) {
      String root = "root " + code;
      String guest = "guest " + code;
      return in(root, root, guest, guest, guest);
    }

    /** Disabled in user mode as the unit is; otherwise what root's and a guest's kernel raises. */
    static Raises cp0(String root, String meanRoot, String guest) {
      return in("root CPU 0", root, "guest CPU 0", meanRoot, guest);
    }
  }

  private static final String GPSI = "root GE GPSI";
  private static final Raises NOTHING = Raises.in("", "", "", "", "");

  private static final Map<String, Raises> CLASSES = new LinkedHashMap<>();

  static {
    CLASSES.put("(Arithmetic|Logic|Shift|MultiplyDivide|BitField|Branch|Jump)\\..*", NOTHING);
    CLASSES.put("(LoadStore|LoadStoreMultiple|AtomicBit)\\..*", NOTHING);
    // On operands that are all 0.
    CLASSES.put("ConditionalTrap\\.(teqi?|tgei?u?)", Raises.always("TR"));
    CLASSES.put("ConditionalTrap\\.(tnei?|tlti?u?)", NOTHING);

    CLASSES.put(
        "Float(Arithmetic|MultiplyAdd|Convert|Round|Compare|Move|LoadStore|Branch)\\..*",
        Raises.in("root CPU 1", "", "guest CPU 1", "root CPU 1", ""));
    CLASSES.put(
        "FloatReserved\\..*",
        Raises.in("root CPU 1", "root RI", "guest CPU 1", "root CPU 1", "guest RI"));
    CLASSES.put("Dsp\\w*\\..*", Raises.in("root DSPDIS", "", "guest DSPDIS", "root DSPDIS", ""));
    CLASSES.put(
        "PrivilegedUnits\\.dsp",
        Raises.in("root DSPDIS", "root RI", "guest DSPDIS", "root DSPDIS", "guest RI"));
    CLASSES.put("PrivilegedUnits\\.(cop2|[ls][wd]c2)", Raises.always("CPU 2"));

    CLASSES.put("PrivilegedControl\\.syscall", Raises.always("SYS"));
    CLASSES.put("PrivilegedControl\\.breakpoint", Raises.always("BP"));
    CLASSES.put(
        "PrivilegedControl\\.sdbbp", Raises.in("debug", "debug", "debug", "debug", "debug"));
    CLASSES.put("PrivilegedControl\\.ehb", NOTHING);
    CLASSES.put("PrivilegedControl\\.(eret|iret|cache)", Raises.cp0("", GPSI, ""));
    CLASSES.put("PrivilegedControl\\.await", Raises.cp0("", GPSI, GPSI));
    CLASSES.put("PrivilegedControl\\.(deret|cop0)", Raises.cp0("root RI", "guest RI", "guest RI"));
    CLASSES.put("PrivilegedRegister\\.(mfc0|mtc0|di|ei)", Raises.cp0("", GPSI, ""));
    CLASSES.put("PrivilegedRegister\\.(rd|wr)pgpr", Raises.cp0("", GPSI, GPSI));
    CLASSES.put("PrivilegedRegister\\.rdhwr", Raises.in("root RI", "", "guest RI", "", ""));
    CLASSES.put("PrivilegedTlb\\..*", Raises.cp0("", GPSI, ""));
    CLASSES.put("Virtualization\\.hypcall", Raises.cp0("root RI", "root GE HC", "root GE HC"));
    CLASSES.put("Virtualization\\.(m[ft]gc0|tlbg\\w+)", Raises.cp0("", "guest RI", "guest RI"));
  }

  static List<Operation> operations() {
    return INSTRUCTIONS.operations();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void everyInstructionRaisesWhatItsClassSays(Operation operation) {
    List<Raises> rows =
        CLASSES.entrySet().stream()
            .filter(row -> operation.toString().matches(row.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(rows).as("rows for " + operation).hasSize(1);
    int word = word(operation);
    for (Place place : Place.values()) {
      TestMachine machine = place.machine();
      put(machine, operation, word);
      assertThat(raised(machine))
          .as("%s, %08x in %s", operation, word, place)
          .isEqualTo(rows.get(0).in.get(place));
    }
  }

  /** A word that is the operation, with the base register and as many other fields 0 as may be. */
  private static int word(Operation operation) {
    SplittableRandom random = new SplittableRandom(1);
    BitPattern pattern = operation.pattern();
    int word = pattern.match();
    if (operation.asm().contains("base") && !pattern.text().contains("base=")) {
      word = pattern.insert(word, "base", BASE);
    }
    int free = ~pattern.mask() & (-1 >>> (Integer.SIZE - pattern.width()));
    int tried = word;
    for (int i = 0; i < 1_000_000; i++) {
      int bits = tried << (Integer.SIZE - pattern.width());
      Operation found = INSTRUCTIONS.decode(operation.isa(), bits).operation();
      if (found == operation) {
        return tried;
      }
      int more = i < Integer.SIZE ? 1 << (31 - i) : random.nextInt();
      tried = word | (more & free);
    }
    throw new AssertionError("no word is " + operation);
  }

  /** Puts an instruction where the machine stands, with a NOP of the right length behind it. */
  private static void put(TestMachine machine, Operation operation, int word) {
    if (operation.isa() == Isa.MIPS32) {
      machine.put(TestMachine.RAM + CODE, word, TestMachine.NOP);
      return;
    }
    machine.hart.pc |= 1;
    int width = operation.pattern().width();
    long slot = operation.slot() == 2 ? NOP16 : 0;
    long halves = (long) word << (64 - width) | slot << (48 - width);
    // The halfword at the lower address is a word's lower half.
    machine.put(
        TestMachine.RAM + CODE,
        Integer.rotateLeft((int) (halves >>> 32), 16),
        Integer.rotateLeft((int) halves, 16));
  }

  /** The exception that a word raises: the context, Cause.ExcCode and what goes with it. */
  private static String raised(TestMachine machine, int word) {
    machine.put(TestMachine.RAM + CODE, word, TestMachine.NOP);
    return raised(machine);
  }

  private static String raised(TestMachine machine) {
    List<ExceptionTaken> taken = new ArrayList<>();
    machine.hart.traps.trace().listen(taken::add);
    machine.step();
    if (taken.isEmpty()) {
      return "";
    }
    assertThat(taken).hasSize(1);
    if (machine.hart.inDebugMode()) {
      return "debug";
    }
    ExceptionTaken exception = taken.get(0);
    String text = (exception.inGuest() ? "guest " : "root ") + exception.code();
    if (exception.code() == ExcCode.CPU) {
      int cause =
          exception.inGuest()
              ? machine.guestRegister(Cp0Register.CAUSE)
              : machine.root(Cp0Register.CAUSE);
      return text + " " + (cause >>> 28 & 3);
    }
    for (GuestExit exit : GuestExit.values()) {
      text += exit.code() == exception.gexcCode() ? " " + exit : "";
    }
    return text;
  }

  /** MD00086 and MD00087 opcode tables; what binutils or later releases know and this core not. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ld, DC820000",
    "sd, FC820000",
    "lwu, 9C820000",
    "ldl, 68820000",
    "ldr, 6C820000",
    "sdl, B0820000",
    "sdr, B4820000",
    "lld, D0820000",
    "scd, F0820000",
    "daddi, 60820000",
    "daddiu, 64820000",
    "dsllv, 00831014",
    "dsrlv, 00831016",
    "dsrav, 00831017",
    "dmult, 0083001C",
    "dmultu, 0083001D",
    "ddiv, 0083001E",
    "ddivu, 0083001F",
    "dadd, 0083102C",
    "daddu, 0083102D",
    "dsub, 0083102E",
    "dsubu, 0083102F",
    "dsll, 00031078",
    "dsrl, 0003107A",
    "dsra, 0003107B",
    "dsll32, 0003107C",
    "dsrl32, 0003107E",
    "dsra32, 0003107F",
    "dclz, 70821024",
    "dclo, 70821025",
    "dext, 7C831003",
    "dextm, 7C831001",
    "dextu, 7C831002",
    "dins, 7C831007",
    "dinsm, 7C831005",
    "dinsu, 7C831006",
    "dsbh, 7C0310A4",
    "dshd, 7C031164",
    "dmfc0, 40220000",
    "dmtc0, 40A20000",
    "dmfc1, 44220000",
    "dmtc1, 44A20000",
    "lbe, 7C83002C",
    "lbue, 7C830028",
    "lhe, 7C83002D",
    "lhue, 7C830029",
    "lwe, 7C83002F",
    "lle, 7C83002E",
    "sbe, 7C83001C",
    "she, 7C83001D",
    "swe, 7C83001F",
    "sce, 7C83001E",
    "lwle, 7C830019",
    "lwre, 7C83001A",
    "swle, 7C830021",
    "swre, 7C830022",
    "cachee, 7C83001B",
    "prefe, 7C830023",
    "fork, 7C831008",
    "yield, 7C801009",
    "mftr, 41021000",
    "mttr, 41821000",
    "dvpe, 41600001",
    "emt, 41600BE1",
    "mfhc0, 40420000",
    "mthc0, 40C20000",
    "msa, 78000000",
    "lsa, 00831005",
    "lwxs, 70831088",
    "maddp, 70830441",
    "udi, 70831010",
    "crc32b, 7C83000F",
    "eretnc, 42000058",
    "dvp, 41600024",
    "addiupc, EC800000",
    "add.ps, 46C41080",
    "alnv.ps, 4C83101E",
    "bc1any2f, 45200000",
    "bc1any4f, 45400000",
    "cvt.ps.s, 46042126",
    "recip1.s, 4600209D",
    "recip2.s, 4602209C",
    "swc3, EC820000",
  })
  void whatTheCoreDoesNotHaveIsReserved(String name, String hex) {
    int word = Integer.parseUnsignedInt(hex, 16);
    assertThat(raised(Place.ROOT_KERNEL.machine(), word)).as(name).isEqualTo("root RI");
    assertThat(raised(Place.GUEST_KERNEL.machine(), word)).as(name).isEqualTo("guest RI");
    TestMachine redirected = Place.GUEST_KERNEL.machine();
    redirected.root(Cp0Register.GUEST_CTL0, TestMachine.TINYVP | GuestCtl.RI);
    assertThat(raised(redirected, word)).as(name).isEqualTo("root GE GRR");
  }

  /** RDHWR knows 0 to 3 and 29; HWREna says which of them user mode may read. */
  @ParameterizedTest
  @CsvSource({"ROOT_USER, root RI", "GUEST_USER, guest RI"})
  void rdhwrInUserModeNeedsItsBitOfHwrena(Place place, String reserved) {
    for (int number = 0; number < 32; number++) {
      boolean exists = number < 4 || number == 29;
      int word = 0x7C03003B | number << 11;
      for (int enabled : new int[] {0, 1 << number, ~(1 << number), -1}) {
        TestMachine machine = place.machine();
        machine.root(Cp0Register.HWRENA, enabled);
        machine.guestRegister(Cp0Register.HWRENA, enabled);
        boolean allowed = exists && (enabled & 1 << number) != 0;
        String count = place == Place.GUEST_USER && number == 2 ? GPSI : "";
        assertThat(raised(machine, word))
            .as("RDHWR %d, HWREna %08x", number, enabled)
            .isEqualTo(allowed ? count : reserved);
      }
      TestMachine withCu0 = place.machine();
      withCu0.root(Cp0Register.STATUS, withCu0.root(Cp0Register.STATUS) | Status.CU0);
      withCu0.guestRegister(
          Cp0Register.STATUS, withCu0.guestRegister(Cp0Register.STATUS) | Status.CU0);
      String count = place == Place.GUEST_USER && number == 2 ? GPSI : "";
      assertThat(raised(withCu0, word)).as("RDHWR %d", number).isEqualTo(exists ? count : reserved);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"mfc0, 40026000", "tlbp, 42000008", "eret, 42000018", "di, 41626000"})
  void cu0LetsUserModeUseCoprocessor0(String name, String hex) {
    int word = Integer.parseUnsignedInt(hex, 16);
    for (Place place : List.of(Place.ROOT_USER, Place.GUEST_USER)) {
      TestMachine machine = place.machine();
      machine.root(Cp0Register.STATUS, machine.root(Cp0Register.STATUS) | Status.CU0);
      machine.guestRegister(
          Cp0Register.STATUS, machine.guestRegister(Cp0Register.STATUS) | Status.CU0);
      assertThat(raised(machine, word)).as("%s in %s", name, place).isEmpty();
    }
  }
}
