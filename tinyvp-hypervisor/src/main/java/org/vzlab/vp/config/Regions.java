package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.List;

/** Lines of the form {@code address size [flags [address or alignment]]}, alone or in a block. */
final class Regions {
  private static final String EXPECTED = "address size [flags [physical address]]";

  private Regions() {}

  /** The lines of a key: the value itself, or the block that follows an empty value. */
  static List<Value> lines(Lines lines, Value value) {
    if (!value.text().isEmpty()) {
      return List.of(value);
    }
    List<Value> block = new ArrayList<>();
    String title = "the " + value.key() + " block";
    for (Lines.Line line = lines.nextIn(title, value.position());
        line != null;
        line = lines.nextIn(title, value.position())) {
      block.add(new Value(line.position(), value.key(), line.text()));
    }
    return block;
  }

  static MemoryRegion memory(Value line, MemoryRegion.Kind kind, Findings findings)
      throws ConfigException {
    RegisterBlock region = block(line, kind.defaults(), findings);
    if (!kind.placed()) {
      return new MemoryRegion(
          line.position(),
          kind,
          region.address(),
          region.size(),
          region.flags(),
          region.physical(),
          0);
    }
    boolean given = line.words().size() == 4;
    int alignment = given ? region.physical() : 0x1000;
    if (Integer.bitCount(alignment) != 1) {
      throw line.error(
          "alignment " + line.words().get(3), "a power of two", "write 0x1000 for pages of 4 KB");
    }
    return new MemoryRegion(
        line.position(), kind, region.address(), region.size(), region.flags(), 0, alignment);
  }

  static RegisterBlock block(Value line, String defaults, Findings findings)
      throws ConfigException {
    List<String> words = line.words();
    if (words.size() < 2 || words.size() > 4) {
      throw line.error("\"" + line.text() + "\"", EXPECTED, "for example 0x1f860000 0x1000 rwu");
    }
    int address = line.number(words.get(0), "an address");
    int size = line.number(words.get(1), "a size");
    Flags flags = Flags.of(line, words.size() > 2 ? words.get(2) : "", defaults, findings);
    int physical = words.size() > 3 ? line.number(words.get(3), "an address") : address;
    if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(size) > 1L << 32) {
      throw line.error(
          "\"" + line.text() + "\"", "a region that ends within 4 GB", "reduce the size");
    }
    return new RegisterBlock(line.position(), address, size, flags, physical);
  }
}
