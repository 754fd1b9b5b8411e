package org.vzlab.svm.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.vzlab.svm.format.Crc16;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.Resources;

/**
 * A program with all that it has when it runs as a guest.
 *
 * @param devices its devices in the order of their numbers
 * @param checkpoints whether beats come from checkpoints of the program
 * @param watchdog whether the watchdog is the container's
 * @param supervision its end of a supervision, if somebody supervises it
 */
public record Container(
    Program program,
    Resources resources,
    List<Device> devices,
    boolean checkpoints,
    boolean watchdog,
    Supervision supervision) {
  /**
   * How a container is supervised.
   *
   * @param heartbeat microseconds between heartbeats, 0 for none
   * @param registers physical address of its end, 0 for none
   */
  public record Supervision(int heartbeat, int registers) {
    /** Nobody supervises it. */
    public static final Supervision NONE = new Supervision(0, 0);
  }

  /** {@code SVMC}, as the first byte is the lowest of the word. */
  private static final int MAGIC = 0x434D5653;

  private static final int VERSION = 1;
  private static final int HEADER = 0x30;
  private static final int DEVICE = 16;
  private static final int CHECKPOINTS = 1;
  private static final int WATCHDOG = 2;

  /** Bytes of RAM that the runtime needs for it from {@code _arena} on. */
  public int arenaBytes() {
    return Arena.of(resources).size();
  }

  /** The container block: docs/sense-vm-guest.md. */
  public byte[] block() {
    byte[] image = program.image();
    int at = HEADER + DEVICE * devices.size();
    ByteBuffer block = ByteBuffer.allocate(at + image.length).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(MAGIC).putInt(VERSION);
    block.putShort((short) resources.heapCells()).putShort((short) resources.stackEntries());
    block.putShort((short) resources.contexts()).putShort((short) resources.channels());
    block.putInt(resources.arrayBytes()).putInt(arenaBytes());
    block.putInt(at).putInt(image.length);
    block.putShort((short) Crc16.of(image, image.length)).putShort((short) flags());
    block.putInt(supervision.heartbeat()).putInt(supervision.registers());
    block.putInt(devices.size());
    for (Device device : devices) {
      block.put((byte) device.kind().code()).put((byte) device.interrupt()).putShort((short) 0);
      block.putInt(device.registers()).putInt(device.mask()).putInt(device.activeLow() ? 1 : 0);
    }
    return block.put(image).array();
  }

  private int flags() {
    return (checkpoints ? CHECKPOINTS : 0) | (watchdog ? WATCHDOG : 0);
  }
}
