package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight channels with anything in their registers do what {@link DmaModel} does. */
class DmaPropertyTest {
  /** Each channel has as much RAM for its source, and as much for its destination. */
  private static final int ROOM = 0x100;

  private static final int ROUNDS = 40;

  private final DmaBench dma = new DmaBench();
  private final TestChip board = dma.board;
  private final byte[] expected = new byte[0x4000];
  private final DmaModel[] models = new DmaModel[8];
  private int crcChannel;
  private int crcWidth;
  private int crcPolynomial;
  private boolean crcLowestFirst;
  private int crc;

  private void configure(int number, Random random) {
    boolean even = random.nextBoolean();
    int step = even ? 4 : 1;
    DmaModel model =
        new DmaModel(
            0x1000 + number * ROOM + random.nextInt(8) / step * step,
            0x2000 + number * ROOM + random.nextInt(8) / step * step,
            1 + random.nextInt(random.nextBoolean() ? 6 : 60),
            1 + random.nextInt(random.nextBoolean() ? 6 : 60),
            1 + random.nextInt(random.nextBoolean() ? 6 : 70),
            random.nextBoolean(),
            random.nextInt(3) == 0 ? random.nextInt(16) : -1);
    models[number] = model;
    DmaBench.Channel channel = dma.channel(number);
    channel.from(model.source, model.sourceSize).to(model.destination, model.destinationSize);
    channel.set("CSIZ", model.cell).set("DAT", Math.max(0, model.pattern));
    channel.set("CON", random.nextInt(4) | (model.automatic ? DmaBench.CHAEN : 0));
    channel.set("ECON", 0xFFFF00 | (model.pattern >= 0 ? DmaBench.PATEN : 0));
  }

  private void configureCrc(Random random) {
    crcChannel = random.nextInt(8);
    crcWidth = 1 + random.nextInt(32);
    int mask = -1 >>> (32 - crcWidth);
    crcPolynomial = random.nextInt() & mask;
    crcLowestFirst = random.nextBoolean();
    crc = random.nextInt() & mask;
    int order = crcLowestFirst ? 1 << 24 : 0;
    board.write("DCRCCON", order | (crcWidth - 1) << 8 | 1 << 7 | crcChannel);
    board.write("DCRCXOR", crcPolynomial);
    board.write("DCRCDATA", crc);
  }

  private void force(int number) {
    DmaModel model = models[number];
    if (!model.enabled) {
      dma.channel(number).enable();
      model.enabled = true;
    }
    dma.channel(number).force();
    byte[] moved = model.force(expected);
    if (number == crcChannel) {
      crc = DmaModel.remainder(crc, moved, crcLowestFirst, crcWidth, crcPolynomial);
    }
  }

  private void compare(String when) {
    assertThat(dma.ram(0, expected.length)).as(when).isEqualTo(expected);
    for (int i = 0; i < 8; i++) {
      String name = when + ", channel " + i;
      DmaBench.Channel channel = dma.channel(i);
      assertThat(channel.pointers()).as(name).isEqualTo(models[i].pointers());
      assertThat(channel.isEnabled()).as(name).isEqualTo(models[i].enabled);
      assertThat(channel.flags()).as(name).isEqualTo(models[i].flags);
      models[i].flags = 0;
    }
    assertThat(board.read("DCRCDATA")).as(when).isEqualTo(crc);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
  void channels_do_what_the_second_model_does(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) random.nextInt(16);
    }
    System.arraycopy(expected, 0, board.chip.ram().bytes(), 0, expected.length);
    for (int i = 0; i < 8; i++) {
      configure(i, random);
    }
    configureCrc(random);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 8; i++) {
        if (random.nextInt(3) > 0) {
          force(i);
          board.run(random.nextInt(12));
        }
      }
      board.run(10_000);
      compare("round " + round);
    }
    assertThat(board.unmodelled).isEmpty();
  }
}
