package org.vzlab.vp.fake;

import static org.vzlab.mips.cp0.Cp0Register.BAD_INSTR;
import static org.vzlab.mips.cp0.Cp0Register.BAD_INSTR_P;
import static org.vzlab.mips.cp0.Cp0Register.BAD_VADDR;
import static org.vzlab.mips.cp0.Cp0Register.CAUSE;
import static org.vzlab.mips.cp0.Cp0Register.ENTRY_HI;
import static org.vzlab.mips.cp0.Cp0Register.EPC;
import static org.vzlab.mips.cp0.Cp0Register.GUEST_CTL0;
import static org.vzlab.mips.cp0.Cp0Register.STATUS;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.Platform;
import org.vzlab.vp.model.TinyVp;
import org.vzlab.vp.model.VpListener;

/** TinyVp on a {@link FakeRootPort}, with the exceptions a processor would take. */
public final class FakeBoard {
  public static final int ENTRY = 0x9FC00030;
  public static final int IC = 0x1F810000;
  public static final int CONSOLE = FakeRootPort.UART4;
  public static final int SYSTEM = 0x1F800000;
  public static final int LOGGED = 0x1F801200;
  public static final int PPS = 0x1F801400;
  public static final int CONFIG_WORDS = 0x1FC01000;
  public static final int WRITE_ONLY = 0x1F805000;
  public static final int OWN_IRQ = 134;

  public final FakeRootPort port = new FakeRootPort();
  public final List<String> events = new ArrayList<>();
  public final TinyVp vp;

  /** Guest 1 polls, guest 2 takes interrupts and owns {@link #OWN_IRQ}. */
  public FakeBoard() {
    this(guest(1, true), guest(2, false));
  }

  public FakeBoard(Partition... partitions) {
    VpListener listener =
        new VpListener() {
          @Override
          public void guestFaulted(GuestView guest, String reason) {
            events.add("faulted " + guest.id() + ": " + reason);
          }

          @Override
          public void guestRestarted(GuestView guest) {
            events.add("restarted " + guest.id());
          }

          @Override
          public void writeIgnored(int guest, int address, int size, int value) {
            events.add(String.format("ignored %d: %08x/%d=%x", guest, address, size, value));
          }
        };
    Layout layout =
        new Layout(
            List.of(partitions),
            List.of(),
            List.of(),
            List.of(new RegisterWrite(0x1F8000A0, 0xFFFFFFFF)));
    vp = new TinyVp(layout, Platform.withConsole(4), listener);
  }

  public static Partition guest(int id, boolean polling) {
    Leaf ram = new Leaf(0, 0x6000, (id - 1) * 0x400 | 0x1E, 0x1E | ((id - 1) * 0x400 + 0x100));
    Leaf code = new Leaf(0x1FC00000, 0, 0x0074041A, 0x0074045A);
    BitSet own = new BitSet();
    if (id == 2) {
      own.set(OWN_IRQ);
    }
    BitSet emulated = new BitSet();
    emulated.set(0, 3);
    emulated.set(170, 173);
    return new Partition(
        id,
        "guest" + id + ".elf",
        ENTRY,
        polling,
        new PageTree(List.of(ram, code)),
        List.of(
            window(SYSTEM, 0x100, "", "r i"),
            window(LOGGED, 0x200, "", "r I"),
            window(PPS, 0x300, "", "rw"),
            window(WRITE_ONLY, 0x10, "", "w"),
            window(IC, 0x1000, "ic_emulator", "rw"),
            window(CONSOLE, 0x100, "console", "rw"),
            window(CONFIG_WORDS, 0x1000, "", "r i")),
        own,
        emulated,
        List.of());
  }

  public static Window window(int base, int size, String emulator, String flags) {
    return new Window(
        base,
        size,
        base,
        "dev",
        emulator,
        flags.contains("r"),
        flags.contains("w"),
        flags.contains("i") || flags.contains("I"),
        flags.contains("I"));
  }

  /** Start, and the root runs until a guest is in. */
  public FakeBoard start() {
    vp.start(port);
    vp.run();
    return this;
  }

  /** The guest that is in guest mode, or 0. */
  public int running() {
    boolean guestMode = port.cp0(GUEST_CTL0) < 0 && (port.cp0(STATUS) & 6) == 0;
    return guestMode ? port.cp0(Cp0Register.GUEST_CTL1) & 0xFF : 0;
  }

  public GuestView view(int id) {
    return vp.guests().get(id - 1);
  }

  public int pc() {
    return port.cp0(EPC);
  }

  /** The guest in guest mode takes an exit at its PC. */
  public void exit(int excCode, int guestExcCode, int instruction) {
    port.cp0(CAUSE, excCode << 2);
    port.cp0(BAD_INSTR, instruction);
    raise(0x180, guestExcCode);
  }

  /** The same in the delay slot of a branch. */
  public void exitInSlot(int excCode, int guestExcCode, int instruction, int branch) {
    port.cp0(CAUSE, 1 << 31 | excCode << 2);
    port.cp0(BAD_INSTR, instruction);
    port.cp0(BAD_INSTR_P, branch);
    raise(0x180, guestExcCode);
  }

  public void gpsi(int instruction) {
    exit(27, 0, instruction);
  }

  /** WAIT. */
  public void guestWaits() {
    gpsi(0x42000020);
  }

  /** LW $2 of a guest physical address through a TLB refill exception; the value loaded. */
  public int loadWord(int address) {
    port.gprs[running()][4] = address;
    miss(2, address, 0x8C820000);
    return port.gprs[(port.cp0(Cp0Register.SRS_CTL) >> 6) & 15][2];
  }

  /** SW $2 to a guest physical address. */
  public void storeWord(int address, int value) {
    port.gprs[running()][4] = address;
    port.gprs[running()][2] = value;
    miss(3, address, 0xAC820000);
  }

  /** A TLB refill exception. */
  public void miss(int excCode, int address, int instruction) {
    port.cp0(CAUSE, excCode << 2);
    port.cp0(BAD_INSTR, instruction);
    port.cp0(BAD_VADDR, address);
    port.cp0(ENTRY_HI, address & 0xFFFFE000);
    raise(0, 10);
  }

  /** The root takes an interrupt. */
  public void interrupt(int irq) {
    port.memory.put(IC + 0x20, irq);
    port.cp0(CAUSE, 0);
    raise(0x200, 0);
  }

  /** The UART sends what it has and asks for more until all is out; everything sent so far. */
  public String output() {
    int iec5 = IC + 0xC0 + 5 * 0x10;
    while ((port.memory.getOrDefault(iec5, 0) & 1 << 12) != 0) {
      port.fifo = 0;
      interrupt(172);
    }
    port.fifo = 0;
    return port.sent.toString();
  }

  /** Forgets what was sent. */
  public void clearOutput() {
    output();
    port.sent.setLength(0);
  }

  public void type(String text) {
    text.chars().forEach(port.received::add);
    while (!port.received.isEmpty()) {
      interrupt(171);
    }
  }

  /** Time passes, in counts of 10 ns; then the core timer's interrupt comes. */
  public void timer(long counts) {
    port.now += 2 * counts;
    interrupt(0);
  }

  private void raise(int vector, int guestExcCode) {
    port.cp0(STATUS, port.cp0(STATUS) | 2);
    port.cp0(GUEST_CTL0, (port.cp0(GUEST_CTL0) & ~0x7C) | guestExcCode << 2);
    int erets = port.erets;
    vp.exception(vector);
    if (port.erets != erets + 1) {
      throw new AssertionError("an exception must end with one ERET");
    }
    if (running() == 0) {
      vp.run();
    }
  }
}
