package org.vzlab.isolation.attack;

/**
 * {@link AttackClass#DMA}: channels that copy from everywhere to everywhere. If the guest has a DMA
 * controller, it is set up whole; if not, its registers are tried at the end.
 */
final class DmaAbuse implements Generator {
  private static final int T0 = 8;
  private static final int T1 = 9;
  private static final int ON = 1 << 15;

  /** DCHxCON: CHBUSY, CHEN, CHAEN, CHCHN, CHPRI and more; anything. */
  private static final int CON_BITS = 0x9FFF;

  private static final int CHEN = 1 << 7;

  /** DCHxECON: CFORCE, CABORT, PATEN, SIRQEN, AIRQEN. */
  private static final int CFORCE = 1 << 7;

  private static final int SIRQEN = 1 << 4;

  private final Devices others = new Devices();

  @Override
  public void add(Draft draft) {
    if (granted(draft) == null) {
      others.add(draft);
      return;
    }
    switch (draft.random.nextInt(4)) {
      case 0 -> anything(draft);
      default -> channel(draft);
    }
  }

  @Override
  public void end(Draft draft) {
    if (granted(draft) != null) {
      channel(draft);
    }
    UnitBuilder unit = draft.mips32();
    int register = draft.random.nextInt((Chip.DMA_END - Chip.DMA) / 4) * 4;
    unit.load(T0, Chip.kseg1(Chip.DMA)).load(T1, draft.number());
    unit.words(Words.memory(draft.oneIn(3) ? Words.LW : Words.SW, T1, T0, register));
    draft.add(unit);
  }

  /** The part of the controller that the guest has, or null. */
  private static Place granted(Draft draft) {
    return draft.target.devices().stream()
        .filter(place -> place.base() < Chip.DMA_END && Chip.DMA < place.end())
        .findFirst()
        .orElse(null);
  }

  private static void store(Draft draft, UnitBuilder unit, int register, int value) {
    if (granted(draft).contains(Chip.DMA + register)) {
      unit.load(T1, value).words(Words.memory(Words.SW, T1, T0, register));
    }
  }

  private static void anything(Draft draft) {
    UnitBuilder unit = draft.mips32().load(T0, Chip.kseg1(Chip.DMA));
    Place place = granted(draft);
    int offset = (int) (place.base() - Chip.DMA) + draft.random.nextInt((int) place.size()) / 4 * 4;
    store(draft, unit, offset, draft.number());
    store(draft, unit, Chip.DMACON, ON);
    store(draft, unit, Chip.DCRCCON, draft.number());
    store(draft, unit, draft.one(Chip.DCRCDATA, Chip.DCRCXOR), draft.number());
    draft.add(unit);
  }

  /** A transfer, started by hand or by an interrupt, of a channel that may start the next one. */
  private static void channel(Draft draft) {
    UnitBuilder unit = draft.mips32().load(T0, Chip.kseg1(Chip.DMA));
    Place place = granted(draft);
    int have = (int) Math.max(1, (place.end() - Chip.DMA - Chip.DCH0CON) / Chip.CHANNEL);
    int number = draft.random.nextInt(Math.min(have, Chip.CHANNELS));
    int channel = Chip.DCH0CON + number * Chip.CHANNEL;
    store(draft, unit, Chip.DMACON, ON);
    store(draft, unit, channel, 0);
    store(draft, unit, channel + Chip.INT, draft.number());
    store(draft, unit, channel + Chip.SSA, physical(draft));
    store(draft, unit, channel + Chip.DSA, physical(draft));
    store(draft, unit, channel + Chip.SSIZ, size(draft));
    store(draft, unit, channel + Chip.DSIZ, size(draft));
    store(draft, unit, channel + Chip.CSIZ, size(draft));
    store(draft, unit, channel + Chip.DAT, draft.random.nextInt(256));
    int irqs = draft.random.nextInt(1 << 16) << 8;
    store(draft, unit, channel, (draft.random.nextInt() & CON_BITS) | CHEN);
    store(draft, unit, channel + Chip.ECON, irqs | draft.one(0, SIRQEN, SIRQEN << 1, 0x38));
    store(draft, unit, channel + Chip.ECON + Chip.SET, CFORCE);
    draft.add(unit);
  }

  /** Anybody's memory and registers, at any alignment. */
  private static int physical(Draft draft) {
    int alignment = draft.one(1, 4, 4, 4);
    return switch (draft.random.nextInt(5)) {
      case 0 -> draft.ram(alignment) & 0x1FFFFFFF;
      case 1 -> draft.random.nextInt();
      case 2 -> edge(draft);
      default -> draft.foreign(alignment) & 0x1FFFFFFF;
    };
  }

  /** Just before the end of a place. */
  private static int edge(Draft draft) {
    Place place = draft.oneIn(2) ? draft.one(draft.target.foreign()) : draft.target.code();
    return (int) place.end() - draft.random.nextInt(1, 64);
  }

  private static int size(Draft draft) {
    return draft.oneIn(3) ? draft.random.nextInt(1 << 16) : draft.random.nextInt(1, 300);
  }
}
