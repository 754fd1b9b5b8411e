package org.vzlab.vp.image;

import static org.vzlab.vp.image.Block.error;
import static org.vzlab.vp.image.Block.hex;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.image.ImageException;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;
import org.vzlab.vp.layout.RamOwners;

/**
 * Reads what is copied from flash into RAM. The hypervisor copies without looking, so nothing may
 * go where it is not its task's, or come from where no image is.
 */
final class DataTable {
  private static final int OWNER = 0;
  private static final int FLASH = 1;
  private static final int RAM = 2;
  private static final int SIZE = 3;

  private final Block block;

  DataTable(Block block) {
    this.block = block;
  }

  /** What is copied for a guest or thread, unchecked. */
  List<InitialData> of(int task) {
    List<InitialData> data = new ArrayList<>();
    for (int i = 0; i < block.count(Table.DATA); i++) {
      if (word(i, OWNER) == task) {
        data.add(new InitialData(word(i, FLASH), word(i, RAM), word(i, SIZE)));
      }
    }
    return List.copyOf(data);
  }

  /** Checks all entries against the tasks' pages and the bytes in flash. */
  void check(Layout layout) throws ImageException {
    RamOwners owners = new RamOwners(layout.partitions(), layout.threads());
    for (int i = 0; i < block.count(Table.DATA); i++) {
      String who = Table.DATA.title() + ", entry " + (i + 1);
      int task = word(i, OWNER);
      String owner = owner(task, layout);
      if (owner.isEmpty()) {
        throw error(who, "task " + Integer.toUnsignedString(task), "the id of a guest or a thread");
      }
      int flash = word(i, FLASH);
      int ram = word(i, RAM);
      int size = word(i, SIZE);
      String bytes = Integer.toUnsignedString(size) + " bytes ";
      if (layout.loads().stream().noneMatch(load -> holds(load, flash, size))) {
        throw error(who, bytes + "at " + hex(flash), "bytes of one entry of guests' bytes");
      }
      if (!owners.owns(task, ram, size)) {
        throw error(
            who, bytes + "for " + hex(ram), "pages of RAM that %s alone maps".formatted(owner));
      }
      if ((flash - ram) % 4 != 0) {
        throw error(
            who,
            "%s to be copied to %s".formatted(hex(flash), hex(ram)),
            "both at the same place in their words");
      }
    }
  }

  private static boolean holds(Load load, int address, int size) {
    long offset = Integer.toUnsignedLong(address) - Integer.toUnsignedLong(load.address());
    return offset >= 0 && size > 0 && offset + size <= load.data().length;
  }

  private static String owner(int id, Layout layout) {
    if (layout.partitions().stream().anyMatch(guest -> guest.id() == id)) {
      return "guest " + id;
    }
    boolean thread = layout.threads().stream().anyMatch(t -> t.id() == id);
    return thread ? "thread " + id : "";
  }

  private int word(int entry, int number) {
    return block.word(Table.DATA, entry, number);
  }
}
