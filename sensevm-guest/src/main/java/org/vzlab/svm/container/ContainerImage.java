package org.vzlab.svm.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;

/** The runtime with a container behind it: what a guest runs. */
public final class ContainerImage {
  /** Where the block goes. */
  static final String CONTAINER = "_container";

  /** Where the arena begins, behind all else in RAM. */
  static final String ARENA = "_arena";

  private static final String RUNTIME = "sensevm.elf";

  private ContainerImage() {}

  /** The runtime that comes with vzlab: firmware/sensevm. */
  public static Image runtime() {
    try (InputStream in = ContainerImage.class.getResourceAsStream(RUNTIME)) {
      if (in == null) {
        throw new IllegalStateException(RUNTIME + " is not in the jar");
      }
      return ImageFile.elf(RUNTIME, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ImageException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The runtime with a container: its block at the symbol {@code _container}, and room for its
   * arena from {@code _arena} on.
   *
   * @param name what messages call the image
   * @throws IllegalArgumentException if the runtime has not the symbols where they should be
   */
  public static Image of(Image runtime, Container container, String name) {
    int block = address(runtime, CONTAINER);
    int arena = address(runtime, ARENA);
    List<Segment> segments = new ArrayList<>(runtime.segments());
    replace(segments, block, segment -> withBlock(segment, block, container.block()));
    replace(segments, arena, segment -> withRoom(segment, arena, container.arenaBytes()));
    return new Image(
        name, runtime.entry(), List.copyOf(segments), runtime.symbols(), runtime.compressed());
  }

  private static int address(Image runtime, String symbol) {
    return runtime.symbols().stream()
        .filter(s -> s.name().equals(symbol))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(runtime.name() + " has no symbol " + symbol))
        .address();
  }

  /** Replaces the segment that an address belongs to, which nothing may follow before the next. */
  private static void replace(List<Segment> segments, int address, UnaryOperator<Segment> change) {
    for (int i = segments.size() - 1; i >= 0; i--) {
      long offset = offset(segments.get(i), address);
      if (offset >= 0) {
        segments.set(i, change.apply(segments.get(i)));
        return;
      }
    }
    throw new IllegalArgumentException("no segment before 0x%08X".formatted(address));
  }

  private static long offset(Segment segment, int address) {
    return Integer.toUnsignedLong(Image.physical(address))
        - Integer.toUnsignedLong(segment.physicalAddress());
  }

  private static Segment withBlock(Segment segment, int address, byte[] block) {
    int offset = Math.toIntExact(offset(segment, address));
    byte[] data = Arrays.copyOf(segment.data(), offset + block.length);
    System.arraycopy(block, 0, data, offset, block.length);
    return resized(segment, data, data.length);
  }

  private static Segment withRoom(Segment segment, int address, int bytes) {
    int size = Math.toIntExact(offset(segment, address)) + bytes;
    return resized(segment, segment.data(), size);
  }

  private static Segment resized(Segment segment, byte[] data, int size) {
    return new Segment(
        segment.address(),
        data,
        size,
        segment.readable(),
        segment.writable(),
        segment.executable());
  }
}
