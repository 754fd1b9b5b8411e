package org.vzlab.soc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A chip whose DMA controller is on, and what tests do with its channels. */
final class DmaBench {
  static final int ON = 0x8000;
  static final int SUSPEND = 0x1000;
  static final int BUSY = 0x800;

  /** DCHxCON. */
  static final int CHEDET = 0x4;

  static final int CHAEN = 0x10;
  static final int CHCHN = 0x20;
  static final int CHAED = 0x40;
  static final int CHEN = 0x80;
  static final int CHCHNS = 0x100;
  static final int CHPATLEN = 0x800;
  static final int CHPIGNEN = 0x2000;
  static final int CHBUSY = 0x8000;

  /** DCHxECON. */
  static final int AIRQEN = 0x8;

  static final int SIRQEN = 0x10;
  static final int PATEN = 0x20;
  static final int CABORT = 0x40;
  static final int CFORCE = 0x80;

  /** Flags in DCHxINT; their enables are 16 bits further up. */
  static final int ER = 0x1;

  static final int TA = 0x2;
  static final int CC = 0x4;
  static final int BC = 0x8;
  static final int DH = 0x10;
  static final int DD = 0x20;
  static final int SH = 0x40;
  static final int SD = 0x80;

  /** What a transaction between two places in RAM takes. */
  static final int TRANSACTION = 5;

  /** Longer than any transfer here. */
  static final int LONG = 2_000_000;

  static final int SOURCE = 0x1000;
  static final int DESTINATION = 0x2000;

  final TestChip board = new TestChip();

  DmaBench() {
    board.write("DMACON", ON);
  }

  Channel channel(int number) {
    return new Channel(board, number);
  }

  byte[] ram(int address, int size) {
    byte[] bytes = new byte[size];
    System.arraycopy(board.chip.ram().bytes(), address, bytes, 0, size);
    return bytes;
  }

  String text(int address, int size) {
    return new String(ram(address, size), StandardCharsets.ISO_8859_1);
  }

  void store(int address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, board.chip.ram().bytes(), address, bytes.length);
  }

  void fill(int address, int size, int value) {
    Arrays.fill(board.chip.ram().bytes(), address, address + size, (byte) value);
  }

  /** Different bytes at SOURCE. */
  void count(int size) {
    for (int i = 0; i < size; i++) {
      board.chip.ram().bytes()[SOURCE + i] = (byte) (i * 7 + 1);
    }
  }

  /** The registers of a channel. */
  record Channel(TestChip board, int number) {
    private String name(String register) {
      return "DCH" + number + register;
    }

    int get(String register) {
      return board.read(name(register));
    }

    Channel set(String register, int value) {
      board.write(name(register), value);
      return this;
    }

    Channel from(int address, int size) {
      return set("SSA", address).set("SSIZ", size);
    }

    Channel to(int address, int size) {
      return set("DSA", address).set("DSIZ", size);
    }

    /** From SOURCE to DESTINATION. */
    Channel copies(int size, int cell) {
      return from(SOURCE, size).to(DESTINATION, size).set("CSIZ", cell);
    }

    /** Starts a cell at every event of an interrupt. */
    Channel startsBy(int irq) {
      return set("ECON", 0xFF0000 | irq << 8 | SIRQEN);
    }

    Channel enable() {
      board.set(name("CON"), CHEN);
      return this;
    }

    Channel force() {
      board.set(name("ECON"), CFORCE);
      return this;
    }

    Channel abort() {
      board.set(name("ECON"), CABORT);
      return this;
    }

    /** Forces a cell and waits for its end. */
    Channel cell() {
      force();
      board.run(LONG);
      return this;
    }

    boolean isEnabled() {
      return (get("CON") & CHEN) != 0;
    }

    boolean isBusy() {
      return (get("CON") & CHBUSY) != 0;
    }

    /** The flags, which are cleared. */
    int flags() {
      int flags = get("INT") & 0xFF;
      board.clear(name("INT"), 0xFF);
      return flags;
    }

    /** SPTR, DPTR and CPTR. */
    String pointers() {
      return get("SPTR") + " " + get("DPTR") + " " + get("CPTR");
    }
  }
}
