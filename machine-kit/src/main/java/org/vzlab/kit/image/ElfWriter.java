package org.vzlab.kit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an image as a linked ELF32 file for little-endian MIPS32 release 2 (System V ABI edition
 * 4.1, MIPS supplement): a program header for each segment, and the symbols. The same image gives
 * the same bytes.
 */
public final class ElfWriter {
  private static final int EHDR_SIZE = 52;
  private static final int PHDR_SIZE = 32;
  private static final int SHDR_SIZE = 40;
  private static final int SYM_SIZE = 16;

  private static final int SECTIONS = 4;
  private static final int SHT_SYMTAB = 2;
  private static final int SHT_STRTAB = 3;
  private static final int SHN_ABS = 0xFFF1;

  private static final int STT_OBJECT = 1;
  private static final int STB_GLOBAL = 1 << 4;
  private static final int STO_MICROMIPS = 0x80;

  /** EF_MIPS_ARCH_32R2, EF_MIPS_ABI_O32. */
  private static final int MIPS32R2_O32 = 0x70001000;

  private static final int EF_MIPS_ARCH_ASE_MICROMIPS = 0x02000000;

  /** Names of the sections, which begin at 1, 9 and 17. */
  private static final byte[] SECTION_NAMES = names(List.of(".symtab", ".strtab", ".shstrtab"));

  private final Image image;

  private ElfWriter(Image image) {
    this.image = image;
  }

  /** The bytes of a file. Its segments have the addresses that the image gives them. */
  public static byte[] write(Image image) {
    return new ElfWriter(image).write();
  }

  private byte[] write() {
    List<Segment> segments = image.segments();
    List<Image.Symbol> symbols = image.symbols();
    byte[] names = names(symbols.stream().map(Image.Symbol::name).toList());
    int data = EHDR_SIZE + PHDR_SIZE * segments.size();
    int symtab = data + segments.stream().mapToInt(s -> aligned(s.data().length)).sum();
    int strtab = symtab + SYM_SIZE * (symbols.size() + 1);
    int sectionNames = strtab + aligned(names.length);
    int sections = sectionNames + aligned(SECTION_NAMES.length);
    ByteBuffer elf =
        ByteBuffer.allocate(sections + SECTIONS * SHDR_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    header(elf, sections);
    segments(elf, data);
    elf.position(symtab + SYM_SIZE);
    int name = 1;
    for (Image.Symbol symbol : symbols) {
      symbol(elf, symbol, name);
      name += symbol.name().getBytes(StandardCharsets.UTF_8).length + 1;
    }
    elf.put(names).position(sectionNames).put(SECTION_NAMES);
    elf.position(sections + SHDR_SIZE);
    section(elf, 1, SHT_SYMTAB, symtab, strtab - symtab, 2, SYM_SIZE);
    section(elf, 9, SHT_STRTAB, strtab, names.length, 0, 0);
    section(elf, 17, SHT_STRTAB, sectionNames, SECTION_NAMES.length, 0, 0);
    return elf.array();
  }

  private void header(ByteBuffer elf, int sections) {
    elf.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1}).position(16);
    elf.putShort((short) 2).putShort((short) 8).putInt(1);
    elf.putInt(image.entry().orElse(0)).putInt(EHDR_SIZE).putInt(sections);
    elf.putInt(MIPS32R2_O32 | (image.compressed() ? EF_MIPS_ARCH_ASE_MICROMIPS : 0));
    elf.putShort((short) EHDR_SIZE).putShort((short) PHDR_SIZE);
    elf.putShort((short) image.segments().size());
    elf.putShort((short) SHDR_SIZE).putShort((short) SECTIONS).putShort((short) (SECTIONS - 1));
  }

  private void segments(ByteBuffer elf, int start) {
    int offset = start;
    for (Segment segment : image.segments()) {
      int flags =
          (segment.readable() ? 4 : 0)
              | (segment.writable() ? 2 : 0)
              | (segment.executable() ? 1 : 0);
      elf.putInt(1).putInt(offset).putInt(segment.address()).putInt(segment.address());
      elf.putInt(segment.data().length).putInt(segment.memorySize()).putInt(flags).putInt(1);
      elf.duplicate().position(offset).put(segment.data());
      offset += aligned(segment.data().length);
    }
  }

  /** What the image does not say of a symbol: it is an object if it has a size, else a label. */
  private static void symbol(ByteBuffer elf, Image.Symbol symbol, int name) {
    elf.putInt(name).putInt(symbol.address()).putInt(symbol.size());
    elf.put((byte) (STB_GLOBAL | (symbol.size() == 0 ? 0 : STT_OBJECT)));
    elf.put((byte) (symbol.compressed() ? STO_MICROMIPS : 0)).putShort((short) SHN_ABS);
  }

  private static void section(
      ByteBuffer elf, int name, int type, int offset, int size, int link, int entry) {
    elf.putInt(name).putInt(type).putInt(0).putInt(0).putInt(offset).putInt(size);
    elf.putInt(link).putInt(type == SHT_SYMTAB ? 1 : 0).putInt(4).putInt(entry);
  }

  private static byte[] names(List<String> names) {
    List<byte[]> encoded = new ArrayList<>();
    names.forEach(name -> encoded.add(name.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer all =
        ByteBuffer.allocate(1 + encoded.stream().mapToInt(name -> name.length + 1).sum())
            .put((byte) 0);
    encoded.forEach(name -> all.put(name).put((byte) 0));
    return all.array();
  }

  private static int aligned(int size) {
    return (size + 3) & -4;
  }
}
