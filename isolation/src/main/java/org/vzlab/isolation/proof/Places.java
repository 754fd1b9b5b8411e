package org.vzlab.isolation.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.layout.Grant;

/** What is where in the physical address space, and what of it is the hypervisor's own. */
final class Places {
  /**
   * Blocks with which whoever can write to them can undo the partitions: interrupt controller,
   * system bus arbiter, configuration with permission groups and module disables, flash controller,
   * clock and reset, debugger, prefetch.
   */
  private static final Set<String> CRITICAL =
      Set.of("INT", "SB", "CFG", "NVM", "CRU", "ICD", "PCACHE");

  /**
   * A place.
   *
   * @param memory whether it is memory and not registers
   * @param writable whether a store changes it
   * @param own whether it is the hypervisor's own
   */
  record Place(String name, long first, long end, boolean memory, boolean writable, boolean own) {
    boolean overlaps(long from, long to) {
      return first < to && from < end;
    }
  }

  private final PartTable part;
  private final Policy policy;
  private final List<Place> memories = new ArrayList<>();
  private final List<Place> blocks = new ArrayList<>();
  private final List<Place> hypervisor = new ArrayList<>();

  Places(Bench bench, Policy policy) {
    this.policy = policy;
    part = bench.chip().part();
    for (Region region : bench.bus().regions()) {
      if (region.memory() != null) {
        long first = Integer.toUnsignedLong(region.base());
        memories.add(
            new Place(
                region.memory().name(),
                first,
                first + region.size(),
                true,
                region.memory().writable(),
                false));
      }
    }
    String console = "UART" + bench.consoleUart();
    for (Block block : bench.chip().blocks()) {
      long first = Integer.toUnsignedLong(block.base());
      boolean own = CRITICAL.contains(block.name()) || block.name().equals(console);
      Place place = new Place(block.name(), first, first + block.size(), false, true, own);
      blocks.add(place);
      if (own) {
        hypervisor.add(place);
      }
    }
    blocks.sort((a, b) -> Long.compare(a.first, b.first));
    bench.boardFile().ifPresent(this::hypervisorMemory);
  }

  /** From vzcode to the flash for guests, and from vzdata to the end of RAM. */
  private void hypervisorMemory(BoardFile file) {
    own(file, "vzcode", Integer.toUnsignedLong(file.rom().start()), "the hypervisor's code");
    own(file, "vzdata", Long.MAX_VALUE, "the hypervisor's data");
  }

  private void own(BoardFile file, String key, long limit, String name) {
    if (file.number(key).isPresent()) {
      long first = Integer.toUnsignedLong(Image.physical(file.number(key).getAsInt()));
      for (Place memory : memories) {
        long end = Math.min(limit, memory.end);
        if (memory.overlaps(first, first + 1) && first < end) {
          hypervisor.add(new Place(name, first, end, true, memory.writable, true));
        }
      }
    }
  }

  /** Memories in the order of their addresses. */
  List<Place> memories() {
    return memories;
  }

  /** Blocks of registers in the order of their addresses. */
  List<Place> blocks() {
    return blocks;
  }

  /** What is the hypervisor's own. */
  List<Place> hypervisor() {
    return hypervisor;
  }

  /** What is at some addresses: memory, or blocks with their registers. */
  String at(long first, long end) {
    for (Place memory : memories) {
      if (memory.overlaps(first, end)) {
        return memory.name();
      }
    }
    List<String> names = new ArrayList<>();
    for (Place block : blocks) {
      if (block.overlaps(first, end)) {
        String registers = registers(Math.max(first, block.first), Math.min(end, block.end));
        names.add(registers.isEmpty() ? block.name() : block.name() + " " + registers);
      }
    }
    if (names.size() > 3) {
      return names.get(0) + " to " + names.get(names.size() - 1);
    }
    return names.isEmpty() ? "nothing modelled" : String.join(", ", names);
  }

  /** The same in a few words: memory, a block and what of its registers, or blocks. */
  String brief(long first, long end) {
    for (Place memory : memories) {
      if (memory.overlaps(first, end)) {
        return memory.name();
      }
    }
    List<Place> here = blocks.stream().filter(block -> block.overlaps(first, end)).toList();
    if (here.isEmpty()) {
      return "no registers";
    }
    Place one = here.get(0);
    Place last = here.get(here.size() - 1);
    if (here.size() > 1) {
      return one.name() + ".." + last.name();
    }
    boolean all = first <= one.first && one.end <= end;
    String some = registers(Math.max(first, one.first), Math.min(end, one.end));
    return all ? one.name() : one.name() + ": " + (some.isEmpty() ? "no registers" : some);
  }

  /** The registers of some addresses: {@code U4MODE..U4BRG}. */
  String registers(long first, long end) {
    Collection<RegisterSpec> specs = part.registers((int) first, (int) (end - first));
    if (specs.isEmpty()) {
      return "";
    }
    String from = "";
    String to = "";
    for (RegisterSpec spec : specs) {
      from = from.isEmpty() ? spec.name() : from;
      to = spec.name();
    }
    return from.equals(to) ? from : from + ".." + to;
  }

  /** Who is meant to have something at an address, other than a task: lines with their places. */
  List<String> owners(long address, int except) {
    List<String> owners = new ArrayList<>();
    for (int task : policy.tasks()) {
      if (task != except) {
        policy.lines(task, address).forEach(line -> owners.add(line(line)));
      }
    }
    for (Place place : hypervisor) {
      if (place.overlaps(address, address + 1)) {
        owners.add(place.memory ? place.name() : place.name() + " of the hypervisor");
      }
    }
    return owners;
  }

  /** A line of a configuration, with what it gives to whom. */
  static String line(Grant grant) {
    return grant.name() + " of " + grant.owner() + " (" + grant.position() + ")";
  }
}
