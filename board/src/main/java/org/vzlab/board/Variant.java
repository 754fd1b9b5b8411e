package org.vzlab.board;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.port.RootSoftware;
import org.vzlab.vp.layout.Layout;

/**
 * What is different from a configuration on a board that a test makes of it: other programs in its
 * guests, or a mistake on purpose that the proofs of isolation have to find.
 *
 * @param images images that take the place of guests' own, by the guests' ids
 * @param layout changes the tables that the hypervisor runs from
 * @param software stands between the processor and the hypervisor
 */
public record Variant(
    Map<Integer, Image> images,
    UnaryOperator<Layout> layout,
    UnaryOperator<RootSoftware> software) {
  /** The configuration as it is. */
  public static final Variant NONE =
      new Variant(Map.of(), UnaryOperator.identity(), UnaryOperator.identity());

  /** The same with another image in a guest. */
  public Variant withImage(int guest, Image image) {
    Map<Integer, Image> more = new TreeMap<>(images);
    more.put(guest, image);
    return new Variant(Map.copyOf(more), layout, software);
  }

  /** The same with a further change of the tables. */
  public Variant withLayout(UnaryOperator<Layout> change) {
    return new Variant(images, tables -> change.apply(layout.apply(tables)), software);
  }

  /** The same with something more in front of the hypervisor. */
  public Variant withSoftware(UnaryOperator<RootSoftware> wrapper) {
    return new Variant(images, layout, inner -> wrapper.apply(software.apply(inner)));
  }
}
