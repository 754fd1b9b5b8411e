package org.vzlab.kit.bus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * RAM or flash: bytes, little-endian. Accesses are aligned to their size, and whoever calls has
 * checked the offset.
 */
public final class Memory implements Stateful {
  /** Bytes in a page, the unit of watching and of an engine's fast path. */
  public static final int PAGE = 4096;

  /** A 32-bit view of a byte array, little-endian. */
  public static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** A 16-bit view of a byte array, little-endian. */
  public static final VarHandle HALVES =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final byte[] bytes;
  private final boolean writable;
  private final StoreListener[] watchers;

  /** Hears of stores into a watched page, after the bytes have changed. */
  @FunctionalInterface
  public interface StoreListener {
    /** Bytes {@code offset} to {@code offset + size - 1} have changed. */
    void stored(int offset, int size);
  }

  private Memory(String name, int size, boolean writable) {
    this.name = name;
    this.bytes = new byte[size];
    this.writable = writable;
    this.watchers = new StoreListener[(size + PAGE - 1) / PAGE];
  }

  /** Memory that the processor can write, zero at first. */
  public static Memory ram(String name, int size) {
    return new Memory(name, size, true);
  }

  /** Memory that the processor cannot write, erased (all ones) at first. */
  public static Memory flash(String name, int size) {
    Memory flash = new Memory(name, size, false);
    Arrays.fill(flash.bytes, (byte) 0xFF);
    return flash;
  }

  /** What the memory map calls it. */
  public String name() {
    return name;
  }

  /** Bytes. */
  public int size() {
    return bytes.length;
  }

  /** Whether a processor's store changes it. */
  public boolean writable() {
    return writable;
  }

  /** The bytes themselves, for an engine's fast path and for loaders. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether stores into the page around {@code offset} must go through {@link #write}. */
  public boolean isWatched(int offset) {
    return watchers[offset / PAGE] != null;
  }

  /** Sends every {@link #write} into the page around {@code offset} to a listener from now on. */
  public void watch(int offset, StoreListener listener) {
    watchers[offset / PAGE] = listener;
  }

  /** Reads 1, 2 or 4 bytes, zero-extended. */
  public int read(int offset, int size) {
    return switch (size) {
      case 1 -> bytes[offset] & 0xFF;
      case 2 -> (short) HALVES.get(bytes, offset) & 0xFFFF;
      default -> (int) WORDS.get(bytes, offset);
    };
  }

  /** Writes 1, 2 or 4 bytes, whether writable or not: also the way flash is programmed. */
  public void write(int offset, int size, int value) {
    switch (size) {
      case 1 -> bytes[offset] = (byte) value;
      case 2 -> HALVES.set(bytes, offset, (short) value);
      default -> WORDS.set(bytes, offset, value);
    }
    StoreListener watcher = watchers[offset / PAGE];
    if (watcher != null) {
      watcher.stored(offset, size);
    }
  }

  /** Whoever watches a page hears of all of it, if restoring has changed it. */
  @Override
  public void visit(StateVisitor visitor) {
    visitor.pages("bytes", bytes, PAGE, this::replaced);
  }

  private void replaced(int offset) {
    StoreListener watcher = watchers[offset / PAGE];
    if (watcher != null) {
      watcher.stored(offset, Math.min(PAGE, bytes.length - offset));
    }
  }
}
