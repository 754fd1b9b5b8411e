package org.vzlab.isolation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RegisterWrite;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/**
 * What tasks reach by bus masters. A master does what is written into its registers: it belongs to
 * every task that can write any of them. CFGPG says which permission group it is in, and the system
 * bus arbiter what that may do (DS60001320, registers 34-11 and 4-2 to 4-10).
 */
public final class BusMasters {
  private static final String GROUPS = "CFGPG";

  /** A master, its field in CFGPG, and its registers. */
  private record Master(String name, String field, long first, long size) {
    boolean overlaps(long from, long end) {
      return from < first + size && first < end;
    }
  }

  /**
   * The masters that do what a program says, and which software can put into a group. The debugger
   * is not one of them.
   */
  private static final List<Master> MASTERS =
      List.of(
          new Master("DMA controller", "DMAPG", 0x1F81_1000L, 0x1000),
          new Master("flash controller", "FCPG", 0x1F80_0600L, 0x200),
          new Master("CAN1", "CAN1PG", 0x1F88_0000L, 0x1000),
          new Master("CAN2", "CAN2PG", 0x1F88_1000L, 0x1000),
          new Master("Ethernet controller", "ETHPG", 0x1F88_2000L, 0x400),
          new Master("SQI", "SQI1PG", 0x1F8E_2000L, 0x100),
          new Master("USB controller", "USBPG", 0x1F8E_3000L, 0x400));

  private BusMasters() {}

  /**
   * What the set-up list of some tables makes of it, on a part as after a reset. Its stores are to
   * the registers themselves, as those of tinyVP are.
   */
  public static List<Right> inTables(Layout layout, PartTable part) {
    Map<Integer, Integer> stored = new HashMap<>();
    for (RegisterWrite write : layout.setup()) {
      stored.put(write.address(), write.value());
    }
    return of(
        layout,
        part,
        address ->
            stored.getOrDefault(address, part.at(address).map(RegisterSpec::reset).orElse(0)));
  }

  /**
   * What all tasks reach by bus masters.
   *
   * @param register the value of the register at a physical address
   */
  public static List<Right> of(Layout layout, PartTable part, IntUnaryOperator register) {
    Arbiter arbiter = new Arbiter(part, register);
    RegisterSpec groups = part.register(GROUPS);
    int fields = register.applyAsInt(groups.address());
    List<Right> rights = new ArrayList<>();
    for (Master master : MASTERS) {
      for (FieldSpec field : groups.fields()) {
        if (field.name().equals(master.field)) {
          int group = fields >>> field.low() & (1 << field.width()) - 1;
          for (int task : owners(layout, master)) {
            rights.addAll(reach(task, master, group, arbiter));
          }
        }
      }
    }
    return List.copyOf(rights);
  }

  private static List<Right> reach(int task, Master master, int group, Arbiter arbiter) {
    List<Right> rights = new ArrayList<>();
    for (Arbiter.Permission permission : arbiter.of(group)) {
      EnumSet<Use> uses = EnumSet.noneOf(Use.class);
      if (permission.read()) {
        uses.add(Use.READ);
      }
      if (permission.write()) {
        uses.add(Use.WRITE);
      }
      rights.add(
          new Right(
              task,
              permission.first(),
              permission.size(),
              uses,
              Way.DMA,
              master.name,
              "CFGPG." + master.field + " = " + group + ", " + permission.source()));
    }
    return rights;
  }

  private static List<Integer> owners(Layout layout, Master master) {
    List<Integer> owners = new ArrayList<>();
    for (Partition guest : layout.partitions()) {
      boolean maps =
          TableRights.of(guest.id(), guest.pages(), List.of()).stream()
              .anyMatch(right -> controls(right, master));
      if (maps || isOpen(guest.windows(), master)) {
        owners.add(guest.id());
      }
    }
    for (RootThread thread : layout.threads()) {
      boolean maps =
          TableRights.of(thread.id(), thread.pages(), List.of()).stream()
              .anyMatch(right -> controls(right, master));
      if (thread.user() && (maps || isOpen(thread.windows(), master))) {
        owners.add(thread.id());
      }
    }
    return owners;
  }

  private static boolean controls(Right right, Master master) {
    return right.uses().contains(Use.WRITE) && master.overlaps(right.first(), right.end());
  }

  /** Whether stores of a task are carried out on the master's registers. */
  private static boolean isOpen(List<Window> windows, Master master) {
    for (Window window : windows) {
      long first = Integer.toUnsignedLong(window.physical());
      boolean real = window.emulator().isEmpty() && window.writable() && !window.ignoreWrites();
      if (real && master.overlaps(first, first + Integer.toUnsignedLong(window.size()))) {
        return true;
      }
    }
    return false;
  }
}
