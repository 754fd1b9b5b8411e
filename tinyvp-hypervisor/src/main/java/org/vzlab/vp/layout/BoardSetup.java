package org.vzlab.vp.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;

/**
 * The registers the hypervisor writes when it starts, as tinyVP lists them: the guests' setup
 * lines; the system bus arbiter's regions, in which the CPU's permission group 0 has access to RAM
 * and to peripheral sets 2 to 4, and a guest's group to its DMA zone and to the sets of its
 * devices; the permission groups of the bus masters; power for owned modules only.
 */
final class BoardSetup {
  /** SBT0's registers; each of the arbiter's targets has 1 KB (DS60001320, system bus). */
  private static final int ARBITER = 0x1F8F8000;

  private static final int TARGET_SIZE = 0x400;
  private static final int REGION_0 = 0x40;
  private static final int REGION_SIZE = 0x20;
  private static final int READ = 0x10;
  private static final int WRITE = 0x18;

  /** RD and WR: group 0 only. */
  private static final int CPU_ONLY = 1;

  /** Targets without memory or devices of guests. */
  private static final int[] OTHER_TARGETS = {0, 1, 4, 5, 9, 10, 11, 12, 13};

  /** The second half of RAM, which is a target of its own. */
  private static final int UPPER_RAM = 0x0004_0000;

  private static final int CFGPG = 0x1F8000E0;
  private static final int PMD1 = 0x1F800040;

  private final List<RegisterWrite> writes = new ArrayList<>();

  private BoardSetup() {}

  /** The writes for the guests and the threads. */
  static List<RegisterWrite> of(List<Domain> domains, List<DmaGroup> groups, BoardFile board) {
    BoardSetup setup = new BoardSetup();
    List<Domain> byId = new ArrayList<>(domains);
    byId.sort(Comparator.comparingInt(Domain::id));
    for (Domain guest : byId) {
      guest.setup().forEach(write -> setup.add(Image.physical(write.address()), write.value()));
    }
    setup.arbiter(groups);
    setup.masters(groups);
    setup.power(byId, board.power());
    return List.copyOf(setup.writes);
  }

  /** Targets 2 and 3 are the halves of RAM, 6 to 8 the peripheral sets 2 to 4. */
  private void arbiter(List<DmaGroup> groups) {
    if (!groups.isEmpty()) {
      shutOthers();
    }
    region(2, 0, 0, 256, CPU_ONLY, CPU_ONLY);
    region(3, 0, UPPER_RAM, 256, CPU_ONLY, CPU_ONLY);
    groups.forEach(this::zone);
    for (int set = 2; set <= 4; set++) {
      int base = 0x1F80_0000 + (set - 1) * 0x2_0000;
      region(set + 4, 0, base, 64, CPU_ONLY, CPU_ONLY);
      int open = 0;
      for (DmaGroup group : groups) {
        open = group.sets().contains(set) ? 1 << group.number() : open;
      }
      region(set + 4, 1, base, open == 0 ? 0 : 64, CPU_ONLY | open, CPU_ONLY | open);
    }
  }

  /**
   * Nothing else is open to a guest's DMA either: flash with the other guests' code, set 1 with
   * CFGPG, and the arbiter's own registers, which it could open everything with. tinyVP leaves them
   * as after reset, when every group may do everything.
   */
  private void shutOthers() {
    for (int target : OTHER_TARGETS) {
      int address = ARBITER + target * TARGET_SIZE + REGION_0;
      add(address + READ, CPU_ONLY);
      add(address + WRITE, CPU_ONLY);
    }
  }

  /** A group's zone in one half of RAM; the other half, or both without a zone, stays shut. */
  private void zone(DmaGroup group) {
    int open = CPU_ONLY | 1 << group.number();
    int write = group.writable() ? open : CPU_ONLY;
    boolean upper = group.base() >= UPPER_RAM;
    for (int half = 0; half < 2; half++) {
      int target = 2 + half;
      if (group.reach() > 0 && upper == (half == 1)) {
        int kilobytes = (int) (group.reach() >>> 10);
        region(target, group.number(), (int) group.base(), kilobytes, open, write);
      } else {
        region(target, group.number(), half * UPPER_RAM, 0, CPU_ONLY, CPU_ONLY);
      }
    }
  }

  private void masters(List<DmaGroup> groups) {
    int fields = 0;
    for (DmaGroup group : groups) {
      for (int position : group.positions()) {
        fields |= group.number() << position;
      }
    }
    add(CFGPG, fields);
  }

  /** A region of a target: base, and in bits 7:3 0 for none or n for 2^(n-1) KB. */
  private void region(int target, int region, int base, int kilobytes, int read, int write) {
    int size = kilobytes == 0 ? 0 : Integer.numberOfTrailingZeros(kilobytes) + 1;
    int address = ARBITER + target * TARGET_SIZE + REGION_0 + region * REGION_SIZE;
    add(address, base | size << 3);
    add(address + READ, read);
    add(address + WRITE, write);
  }

  private void power(List<Domain> guests, List<Integer> base) {
    for (int i = 0; i < base.size(); i++) {
      int off = base.get(i);
      for (Domain guest : guests) {
        for (DeviceConfig device : guest.devices()) {
          for (DeviceConfig.PowerBit bit : device.power()) {
            off &= bit.register() == i + 1 ? ~(1 << bit.bit()) : -1;
          }
        }
      }
      add(PMD1 + i * 0x10, off);
    }
  }

  private void add(int address, int value) {
    writes.add(new RegisterWrite(address, value));
  }
}
