package org.vzlab.benchmarks;

import java.nio.file.Path;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.engine.Interpreter;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/**
 * A processor with the PIC32MZ2048EFG100's RAM and flash and nothing else, in one of the endless
 * loops of an image. No interrupt, device or hypervisor adds to what is measured.
 */
final class LoopMachine {
  private static final int RAM_SIZE = 512 * 1024;
  private static final int FLASH = 0x1D000000;
  private static final int FLASH_SIZE = 2 * 1024 * 1024;

  /** Config.K0: KSEG0 is cached, and stores stay in the cache. */
  private static final int CACHED = 3;

  private final Scheduler time = new Scheduler();
  private final Hart hart;
  private final Interpreter engine;
  private final IdentityRoot root = new IdentityRoot();

  private LoopMachine(Image image, String loop, Isa isa, Model model) {
    Memory ram = Memory.ram("RAM", RAM_SIZE);
    Memory flash = Memory.flash("flash", FLASH_SIZE);
    Bus bus = new Bus(Unmodelled.QUIET);
    bus.map(0, ram);
    bus.map(FLASH, flash);
    hart = new Hart(time, bus, Unmodelled.QUIET, model.timing(time));
    engine = new Interpreter(hart, InstructionSet.m5150());
    for (Segment segment : image.segments()) {
      if (segment.data().length > 0) {
        System.arraycopy(
            segment.data(),
            0,
            flash.bytes(),
            segment.physicalAddress() - FLASH,
            segment.data().length);
      }
    }
    hart.registers.write(Cp0Register.STATUS, Status.CU1 | Status.FR, Accessor.ROOT);
    hart.registers.write(Cp0Register.CONFIG, CACHED, Accessor.ROOT);
    hart.registers.write(Cp0Register.CONFIG, CACHED, Accessor.ROOT_FOR_GUEST);
    hart.registers.write(Cp0Register.STATUS, Status.CU1 | Status.FR, Accessor.ROOT_FOR_GUEST);
    hart.pc = isa == Isa.MIPS32 ? address(image, loop) : address(image, loop + "_micromips") | 1;
  }

  /**
   * A processor about to execute a loop in root mode, untranslated.
   *
   * @param file path of the image
   * @param loop symbol of the loop's first instruction, without what it has for microMIPS
   */
  static LoopMachine bare(String file, String loop, Isa isa, Model model) {
    return new LoopMachine(read(file), loop, isa, model);
  }

  /** The same in guest mode, behind root's TLB; {@link IdentityRoot} answers the exits. */
  static LoopMachine guest(String file, String loop, Isa isa, Model model) {
    LoopMachine machine = bare(file, loop, isa, model);
    machine.root.enterGuestAt(machine.hart.pc);
    machine.hart.install(machine.root);
    return machine;
  }

  private static Image read(String file) {
    try {
      return ImageFile.load(Path.of(file));
    } catch (ImageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static int address(Image image, String loop) {
    return image.symbols().stream()
        .filter(symbol -> symbol.name().equals(loop))
        .mapToInt(Image.Symbol::address)
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(image.name() + " has no " + loop));
  }

  /** Executes that many instructions, or some more: as many as there are in the cycles left. */
  void execute(int instructions) {
    long until = hart.instructions + instructions;
    while (hart.instructions < until) {
      time.beginSlice(time.now() + until - hart.instructions);
      engine.run();
      time.fireDue();
    }
  }

  /** Executes until that many more exits have been answered. */
  void executeExits(int exits) {
    long until = root.exits() + exits;
    while (root.exits() < until) {
      time.beginSlice(Scheduler.NEVER);
      engine.run();
      time.fireDue();
    }
  }

  /** Instructions executed so far. */
  long instructions() {
    return hart.instructions;
  }

  /** Whether guest code executes. */
  boolean inGuest() {
    return hart.inGuest();
  }

  /** Exits answered so far. */
  long exits() {
    return root.exits();
  }
}
