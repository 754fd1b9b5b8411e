package org.vzlab.soc.peripheral;

import java.util.function.Consumer;
import java.util.function.Function;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * DCRCCON, DCRCDATA and DCRCXOR: what a channel moves can pass a CRC generator on its way (PIC32
 * family reference manual section 31, "Special function module mode").
 *
 * <p>LFSR: a register of PLEN + 1 bits shifts data in at its lowest bit, and DCRCXOR is applied
 * when a one has left it at the top. So the data must be followed by as many zeros as it has bits,
 * and the seed is the "non-direct" one; Microchip's Harmony example gets the CRC-32 from it in this
 * way. BITO says whether each byte begins with its lowest bit. IP checksum: the one's complement of
 * the one's complement sum of halfwords, as memory has them; DCRCDATA takes the sum and shows its
 * complement.
 *
 * <p>BYTO reorders the bytes of a word before they are taken in, and WBO writes them in that order;
 * of a shorter transaction the bytes it has are reordered. With CRCAPP nothing is written but the
 * result, at the end of the block, to the destination's first address. Its length is a choice: the
 * bytes that hold PLEN + 1 bits, rounded up to 1, 2 or 4, and 2 of an IP checksum. BITO with the IP
 * checksum is not modelled.
 */
final class DmaCrc implements Stateful {
  private static final int HALFWORD = 0xFFFF;

  private final Register data;
  private final Register xor;
  private final Field crcch;
  private final Field crctyp;
  private final Field crcapp;
  private final Field crcen;
  private final Field plen;
  private final Field bito;
  private final Field wbo;
  private final Field byto;

  /** Whether the next byte of an IP checksum is the upper one of its halfword. */
  private boolean odd;

  /**
   * Claims the registers.
   *
   * @param report hears of what is selected and not modelled
   */
  DmaCrc(Function<String, Register> register, Consumer<String> report) {
    Register con = register.apply("DCRCCON");
    crcch = con.field("CRCCH");
    crctyp = con.field("CRCTYP");
    crcapp = con.field("CRCAPP");
    crcen = con.field("CRCEN");
    plen = con.field("PLEN");
    bito = con.field("BITO");
    wbo = con.field("WBO");
    byto = con.field("BYTO");
    con.onWrite(
        (before, after) -> {
          if (before != after && bito.isSet() && crctyp.isSet()) {
            report.accept("DCRCCON.BITO");
          }
        });
    data = register.apply("DCRCDATA").shows(this::result).onWrite((before, after) -> odd = false);
    xor = register.apply("DCRCXOR");
  }

  void reset() {
    odd = false;
  }

  /** Whether what a channel moves passes the generator. */
  boolean serves(int channel) {
    return crcen.isSet() && crcch.get() == channel;
  }

  /** Whether only the result is written, at the end of the block. */
  boolean isAppended() {
    return crcapp.isSet();
  }

  /** The result as DCRCDATA shows it. */
  int result() {
    return crctyp.isSet() ? ~data.get() & HALFWORD : data.get() & mask();
  }

  /** Bytes of the result. */
  int resultSize() {
    if (crctyp.isSet()) {
      return 2;
    }
    int bytes = plen.get() / 8 + 1;
    return bytes == 3 ? 4 : bytes;
  }

  private int mask() {
    return -1 >>> (31 - plen.get());
  }

  /**
   * Takes in what a transaction has read.
   *
   * @param bytes 1, 2 or 4
   * @return what it shall write
   */
  int take(int value, int bytes) {
    int ordered = reordered(value, bytes);
    for (int i = 0; i < bytes; i++) {
      int next = (ordered >>> (8 * i)) & 0xFF;
      data.set(crctyp.isSet() ? summed(next) : shifted(next));
    }
    return wbo.isSet() ? ordered : value;
  }

  private int reordered(int value, int bytes) {
    return switch (byto.get()) {
      case 1 -> Integer.reverseBytes(value) >>> (32 - 8 * bytes);
      case 2 -> bytes == 4 ? Integer.rotateLeft(value, 16) : value;
      case 3 -> bytes == 1 ? value : swappedInHalfwords(value);
      default -> value;
    };
  }

  private static int swappedInHalfwords(int value) {
    return ((value & 0x00FF_00FF) << 8) | ((value >>> 8) & 0x00FF_00FF);
  }

  private int shifted(int next) {
    int first = bito.isSet() ? next : Integer.reverse(next) >>> 24;
    int crc = data.get();
    for (int i = 0; i < 8; i++) {
      boolean out = ((crc >>> plen.get()) & 1) != 0;
      crc = (crc << 1) | ((first >>> i) & 1);
      crc ^= out ? xor.get() : 0;
    }
    return crc & mask();
  }

  private int summed(int next) {
    int sum = (data.get() & HALFWORD) + (odd ? next << 8 : next);
    odd = !odd;
    return (sum & HALFWORD) + (sum >>> 16);
  }

  @Override
  public void visit(StateVisitor visitor) {
    odd = visitor.flag("odd", odd);
  }
}
