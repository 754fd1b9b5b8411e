package org.vzlab.isolation.attack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.vzlab.board.Bench;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.mips.isa.Disassembler;
import org.vzlab.mips.isa.InstructionSet;
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
    InstructionSet set = encodings.instructionSet();
    int count = 0;
    for (List<Unit> units : List.of(body, finale)) {
      for (Unit unit : units) {
        for (Unit.Part part : unit.parts()) {
          count += lines(set, part, 0).size();
        }
      }
    }
    return count;
  }

  /** An image of it for a board on which the guest does not have it yet. */
  public Image image() {
    List<Segment> segments = new ArrayList<>();
    segments.add(new Segment(target.base(), bytes(), bytes.length, true, false, true));
    for (Place ram : target.ram()) {
      segments.add(
          new Segment(
              ram.kseg0(0), new byte[0], (int) ram.size(), true, true, ram.executable()));
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
    InstructionSet set = encodings.instructionSet();
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
    at = list(set, text, at, body);
    text.append("# finale\n");
    list(set, text, at + Frame.gap(manner), finale);
    return text.toString();
  }

  private int list(InstructionSet set, StringBuilder text, int start, List<Unit> units) {
    int at = start;
    for (Unit unit : units) {
      text.append('\n');
      for (Unit.Part part : unit.parts()) {
        byte[] placed = new byte[part.bytes().length];
        System.arraycopy(bytes, at, placed, 0, placed.length);
        for (String line : lines(set, new Unit.Part(part.isa(), placed), target.base() + at)) {
          text.append(line).append('\n');
        }
        at += placed.length;
      }
    }
    return at;
  }

  private static List<String> lines(InstructionSet set, Unit.Part part, int address) {
    Disassembler disassembler = new Disassembler(set, true);
    List<String> lines = new ArrayList<>();
    byte[] bytes = part.bytes();
    int at = 0;
    while (at < bytes.length) {
      boolean micromips = part.isa() == Isa.MICROMIPS;
      int first = half(bytes, at);
      int second = half(bytes, at + 2);
      int bits = micromips ? first << 16 | second : second << 16 | first;
      int length = micromips ? InstructionSet.length(first) : 4;
      int pc = address + at;
      lines.add(
          String.format(
              Locale.ROOT,
              "%08x: %s",
              pc,
              disassembler.disassemble(pc | (micromips ? 1 : 0), bits)));
      at += length;
    }
    return lines;
  }

  private static int half(byte[] bytes, int at) {
    return at + 1 < bytes.length ? bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 : 0;
  }
}
