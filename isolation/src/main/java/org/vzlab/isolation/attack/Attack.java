package org.vzlab.isolation.attack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.vzlab.board.Bench;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.Isa;

/** A hostile program: what a seed makes for a guest of a board, whole or with parts left out. */
public final class Attack {
  private final Encodings encodings;
  private final long seed;
  private final AttackClass attackClass;
  private final Target target;
  private final Manner manner;
  private final List<Unit> body;
  private final List<Unit> finale;
  private final byte[] bytes;

  Attack(
      Encodings encodings,
      long seed,
      AttackClass attackClass,
      Target target,
      Manner manner,
      List<Unit> body,
      List<Unit> finale) {
    this.encodings = encodings;
    this.seed = seed;
    this.attackClass = attackClass;
    this.target = target;
    this.manner = manner;
    this.body = List.copyOf(body);
    this.finale = List.copyOf(finale);
    bytes = Frame.assemble(encodings.assembler(), target, manner, this.body, this.finale);
  }

  /** What it was made from. */
  public long seed() {
    return seed;
  }

  /** What kind it is of. */
  public AttackClass attackClass() {
    return attackClass;
  }

  /** Where it goes. */
  public Target target() {
    return target;
  }

  Manner manner() {
    return manner;
  }

  List<Unit> body() {
    return body;
  }

  List<Unit> finale() {
    return finale;
  }

  /** The same with other units. */
  Attack with(List<Unit> newBody, List<Unit> newFinale) {
    return new Attack(encodings, seed, attackClass, target, manner, newBody, newFinale);
  }

  /** The same run in another manner. */
  Attack with(Manner newManner) {
    return new Attack(encodings, seed, attackClass, target, newManner, body, finale);
  }

  /** The program, which begins at {@link Target#code}. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Instructions of its units: what is its own, without what is around all programs. */
  public int instructions() {
    return Stream.concat(body.stream(), finale.stream())
        .flatMap(unit -> unit.parts().stream())
        .mapToInt(Unit.Part::instructions)
        .sum();
  }

  /** An image of it for a board on which the guest does not have it yet. */
  public Image image() {
    List<Segment> segments = new ArrayList<>();
    segments.add(new Segment(target.base(), bytes(), bytes.length, true, false, true));
    for (Place ram : target.ram()) {
      segments.add(
          new Segment(ram.kseg0(0), new byte[0], (int) ram.size(), true, true, ram.executable()));
    }
    return new Image("attack-" + seed, OptionalInt.of(target.entry()), segments, List.of());
  }

  /** Puts it into the memory of a board, in the place of the guest's program. */
  public void load(Bench bench) {
    Region region = bench.bus().at(target.physical());
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes.length; at += 4) {
      region.memory().write(region.offsetInMemory(target.physical() + at), 4, words.getInt(at));
    }
  }

  /** Its own instructions as assembly text, with their addresses; a unit behind an empty line. */
  public String listing() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "# seed %d, %s, guest %d (%s): %s mode, %s, Status | 0x%08x, %d passes, interrupts: %s%n",
            seed,
            attackClass,
            target.guest(),
            target.name(),
            manner.mode(),
            manner.isa(),
            manner.status(),
            manner.passes(),
            manner.interrupts()));
    int at = Frame.BODY;
    at = list(text, at, body);
    text.append("# finale\n");
    list(text, at + Frame.gap(manner), finale);
    return text.toString();
  }

  private int list(StringBuilder text, int start, List<Unit> units) {
    int at = start;
    for (Unit unit : units) {
      text.append('\n');
      for (Unit.Part part : unit.parts()) {
        byte[] placed = new byte[part.bytes().length];
        System.arraycopy(bytes, at, placed, 0, placed.length);
        for (String line : lines(new Unit.Part(part.isa(), placed), target.base() + at)) {
          text.append(line).append('\n');
        }
        at += placed.length;
      }
    }
    return at;
  }

  private List<String> lines(Unit.Part part, int address) {
    Disassembler disassembler = encodings.disassembler();
    List<String> lines = new ArrayList<>();
    byte[] bytes = part.bytes();
    for (int at = 0; at < bytes.length; at += part.length(at)) {
      int pc = address + at;
      int mode = part.isa() == Isa.MICROMIPS ? 1 : 0;
      String text = disassembler.disassemble(pc | mode, part.bits(at));
      lines.add(String.format(Locale.ROOT, "%08x: %s", pc, text));
    }
    return lines;
  }
}
