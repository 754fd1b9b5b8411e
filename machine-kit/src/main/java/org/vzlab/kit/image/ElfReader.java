package org.vzlab.kit.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads linked ELF32 files for little-endian MIPS (System V ABI edition 4.1, MIPS supplement). The
 * program headers say what is loaded. The section headers give the symbols. What says that code is
 * microMIPS, in e_flags and in st_other of a symbol, is as in binutils' include/elf/mips.h.
 */
final class ElfReader {
  private static final int EHDR_SIZE = 52;
  private static final int PHDR_SIZE = 32;
  private static final int SHDR_SIZE = 40;
  private static final int SYM_SIZE = 16;

  private static final int ET_EXEC = 2;
  private static final int EM_MIPS = 8;
  private static final int PT_LOAD = 1;
  private static final int PF_X = 1;
  private static final int PF_W = 2;
  private static final int PF_R = 4;
  private static final int SHT_SYMTAB = 2;
  private static final int SHN_UNDEF = 0;
  private static final int STT_OBJECT = 1;
  private static final int STT_FUNC = 2;
  private static final int STB_GLOBAL = 1;
  private static final int EF_MIPS_ARCH_ASE_MICROMIPS = 0x02000000;

  /** How much longer than the file all names of symbols may be together. */
  private static final int LONGER_NAMES = 16;

  private static final int STO_MIPS_ISA = 0xC0;
  private static final int STO_MICROMIPS = 0x80;

  /** A symbol that has not been put in its place yet. */
  private record Entry(Image.Symbol symbol, int type, int binding) {
    /**
     * Of several symbols of an address the one first that objdump takes: a function, an object, the
     * larger one, a global one.
     */
    static final Comparator<Entry> ORDER =
        Comparator.comparingLong((Entry e) -> e.symbol.address() & 0xFFFFFFFFL)
            .thenComparing(e -> e.type != STT_FUNC)
            .thenComparing(e -> e.type != STT_OBJECT)
            .thenComparing(e -> -(e.symbol.size() & 0xFFFFFFFFL))
            .thenComparing(e -> e.binding != STB_GLOBAL)
            .thenComparing(e -> e.symbol.name());
  }

  private final String file;
  private final byte[] bytes;
  private final ByteBuffer elf;

  ElfReader(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static boolean isElf(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 0x7F
        && bytes[1] == 'E'
        && bytes[2] == 'L'
        && bytes[3] == 'F';
  }

  Image read() throws ImageException {
    header();
    int entry = elf.getInt(24);
    List<Segment> segments = segments();
    if (segments.isEmpty()) {
      throw new ImageException(file + ": found nothing to load, expected a PT_LOAD segment");
    }
    return new Image(
        file,
        entry == 0 ? OptionalInt.empty() : OptionalInt.of(entry),
        segments,
        symbols(),
        (elf.getInt(36) & EF_MIPS_ARCH_ASE_MICROMIPS) != 0);
  }

  private void header() throws ImageException {
    if (!isElf(bytes)) {
      throw error(0, "found no ELF header, expected 7F 45 4C 46");
    }
    within(0, EHDR_SIZE, "the ELF header");
    if (bytes[4] != 1) {
      throw error(4, bytes[4] == 2 ? "found a 64-bit file" : "found class " + bytes[4], "ELF32");
    }
    if (bytes[5] != 1) {
      String found = bytes[5] == 2 ? "found a big-endian file" : "found encoding " + bytes[5];
      throw error(5, found, "little-endian: build with -EL");
    }
    int machine = u16(18);
    if (machine != EM_MIPS) {
      throw error(18, "found a file for machine " + machine, "MIPS (8)");
    }
    int type = u16(16);
    if (type != ET_EXEC) {
      String found =
          switch (type) {
            case 1 -> "found an object file";
            case 3 -> "found a shared object or position-independent program";
            default -> "found file type " + type;
          };
      throw error(16, found, "a linked executable: link with -static -no-pie");
    }
    String level =
        switch (elf.getInt(36) >>> 28) {
          case 0, 1, 5, 7 -> null;
          case 2, 3, 4, 6, 8, 10 -> "found code for a 64-bit MIPS";
          case 9 -> "found code for MIPS32 release 6";
          default -> String.format("found e_flags 0x%08X", elf.getInt(36));
        };
    if (level != null) {
      throw error(36, level, "MIPS32 release 1 to 5: build with -march=mips32r2");
    }
  }

  /**
   * One segment for each PT_LOAD. Where bytes are loaded at another address than the program uses
   * them at (initialised data kept in flash), there are two: the bytes at the one, read-only, and
   * empty memory at the other.
   */
  private List<Segment> segments() throws ImageException {
    int table = elf.getInt(28);
    int count = u16(44);
    entries(42, count, PHDR_SIZE, "program header");
    within(table, (long) count * PHDR_SIZE, "the program headers");
    List<Segment> segments = new ArrayList<>();
    long loaded = 0;
    for (int at = table; at < table + count * PHDR_SIZE; at += PHDR_SIZE) {
      if (elf.getInt(at) == PT_LOAD && elf.getInt(at + 20) != 0) {
        load(at, segments);
        loaded += elf.getInt(at + 16);
        if (loaded > bytes.length) {
          String found = "found segments of " + loaded + " bytes together up to here";
          throw error(at + 16, found, "at most the " + bytes.length + " of the file, each once");
        }
      }
    }
    segments.sort(Comparator.comparingLong(s -> s.physicalAddress() & 0xFFFFFFFFL));
    return segments;
  }

  private void load(int header, List<Segment> segments) throws ImageException {
    int offset = elf.getInt(header + 4);
    int virtual = elf.getInt(header + 8);
    int physical = elf.getInt(header + 12);
    int fileSize = elf.getInt(header + 16);
    int memorySize = elf.getInt(header + 20);
    int flags = elf.getInt(header + 24);
    within(offset, fileSize & 0xFFFFFFFFL, "the segment of the program header at " + hex(header));
    if (Integer.compareUnsigned(fileSize, memorySize) > 0) {
      String found = "found p_filesz " + hex(fileSize);
      throw error(header + 16, found, "at most p_memsz " + hex(memorySize));
    }
    for (int address : new int[] {virtual, physical}) {
      if (memorySize < 0 || (address & 0xFFFFFFFFL) + memorySize > 1L << 32) {
        String found = "found " + hex(memorySize) + " bytes at " + hex(address);
        throw error(header + 8, found, "a segment below 4 GB");
      }
    }
    byte[] data = Arrays.copyOfRange(bytes, offset, offset + fileSize);
    boolean readable = (flags & PF_R) != 0;
    boolean writable = (flags & PF_W) != 0;
    boolean executable = (flags & PF_X) != 0;
    if (Image.physical(virtual) == Image.physical(physical)) {
      segments.add(new Segment(virtual, data, memorySize, readable, writable, executable));
    } else {
      if (fileSize > 0) {
        segments.add(new Segment(physical, data, fileSize, true, false, false));
      }
      segments.add(new Segment(virtual, new byte[0], memorySize, readable, writable, executable));
    }
  }

  private List<Image.Symbol> symbols() throws ImageException {
    int table = elf.getInt(32);
    int count = u16(48);
    entries(46, count, SHDR_SIZE, "section header");
    within(table, (long) count * SHDR_SIZE, "the section headers");
    List<Entry> symbols = new ArrayList<>();
    boolean found = false;
    for (int at = table; at < table + count * SHDR_SIZE; at += SHDR_SIZE) {
      if (elf.getInt(at + 4) == SHT_SYMTAB) {
        if (found) {
          throw error(at + 4, "found a second symbol table", "one");
        }
        found = true;
        int link = elf.getInt(at + 24);
        if (link < 0 || link >= count) {
          throw error(at + 24, "found string table " + link, "less than " + count);
        }
        symbols(at, table + link * SHDR_SIZE, symbols);
      }
    }
    return symbols.stream().sorted(Entry.ORDER).map(Entry::symbol).toList();
  }

  private void symbols(int symtab, int strtab, List<Entry> symbols) throws ImageException {
    int start = elf.getInt(symtab + 16);
    int size = elf.getInt(symtab + 20);
    int names = elf.getInt(strtab + 16);
    int namesSize = elf.getInt(strtab + 20);
    within(start, size & 0xFFFFFFFFL, "the symbol table");
    within(names, namesSize & 0xFFFFFFFFL, "the symbol names");
    // Linkers let names end alike share their ends, which does not make them much longer together.
    long most = LONGER_NAMES * (long) bytes.length;
    for (int at = start; at + SYM_SIZE <= start + size; at += SYM_SIZE) {
      int name = elf.getInt(at);
      if (Integer.compareUnsigned(name, namesSize) >= 0 && name != 0) {
        throw error(at, "found a name at " + hex(name), "one below " + hex(namesSize));
      }
      int type = bytes[at + 12] & 15;
      // Functions, objects, and labels, which have no type.
      if (type <= STT_FUNC && u16(at + 14) != SHN_UNDEF) {
        String text = text(names + name, names + namesSize);
        most -= text.length();
        if (most < 0) {
          throw error(at, "found names of more than " + LONGER_NAMES + " times the file", "fewer");
        }
        boolean compressed = (bytes[at + 13] & STO_MIPS_ISA) == STO_MICROMIPS;
        Image.Symbol symbol =
            new Image.Symbol(text, elf.getInt(at + 4), elf.getInt(at + 8), compressed);
        symbols.add(new Entry(symbol, type, bytes[at + 12] >> 4));
      }
    }
  }

  private String text(int from, int limit) {
    int end = from;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private int u16(int offset) {
    return elf.getShort(offset) & 0xFFFF;
  }

  private void entries(int offset, int count, int expected, String what) throws ImageException {
    int size = u16(offset);
    if (count > 0 && size != expected) {
      throw error(offset, "found " + what + "s of " + size + " bytes", "" + expected);
    }
  }

  private void within(int offset, long size, String what) throws ImageException {
    long start = offset & 0xFFFFFFFFL;
    if (start + size > bytes.length) {
      throw new ImageException(
          "%s: %s takes up the bytes 0x%X to 0x%X, but the file ends at 0x%X: it is truncated"
              .formatted(file, what, start, start + size - 1, bytes.length));
    }
  }

  private ImageException error(int offset, String found, String expected) {
    return error(offset, found + ", expected " + expected);
  }

  private ImageException error(int offset, String what) {
    return new ImageException(file + ": at offset " + hex(offset) + ": " + what);
  }

  private static String hex(int value) {
    return String.format("0x%X", value);
  }
}
