package org.vzlab.vp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.fake.FakeRootPort;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.Partition;

/**
 * What becomes of RAM at a start and at a restart. Guest 1 has 0x0000 to 0x7FFF in two large pages,
 * of which guest 2 reads the page at 0x3000; guest 2 has 0x8000 besides, and reads 0x9000.
 */
class TaskMemoryTest {
  private static final int RAM_END = 0xA000;
  private static final int FLASH = 0x1D01_1000;
  private static final int OLD = 0xA5A5A5A5;

  private final FakeRootPort port = new FakeRootPort();
  private final List<String> filled = new ArrayList<>();
  private final VpListener listener =
      new VpListener() {
        @Override
        public void filled(int task, int physical, int size) {
          filled.add(String.format("%d: %x %x", task, physical, size));
        }
      };

  private static int entryLo(int address, int bits) {
    return address >>> 6 | bits;
  }

  private static Partition guest(int id, List<Leaf> leaves, InitialData... data) {
    return new Partition(
        id,
        "guest",
        0,
        true,
        new PageTree(leaves),
        List.of(),
        new BitSet(),
        new BitSet(),
        List.of(data));
  }

  private TaskMemory memory(InitialData... data) {
    Leaf large = new Leaf(0, 0x6000, entryLo(0, 0x1F), entryLo(0x4000, 0x1F));
    Leaf look = new Leaf(0x1_0000, 0, entryLo(0x3000, 0x1B), entryLo(0x9000, 0x1B));
    Leaf own = new Leaf(0x2_0000, 0, entryLo(0x8000, 0x1F), 1);
    return new TaskMemory(
        port,
        new Layout(
            List.of(guest(1, List.of(large), data), guest(2, List.of(look, own))),
            List.of(),
            List.of(),
            List.of()),
        port::charge,
        listener);
  }

  @BeforeEach
  void fill() {
    for (int address = 0; address < RAM_END; address += 4) {
      port.memory.put(address, OLD);
      port.memory.put(FLASH + address, 0x01020304 * (address / 4 % 32 + 1));
    }
  }

  private int word(int address) {
    return port.load(address, 4);
  }

  private List<Integer> pages(int value) {
    return IntStream.range(0, RAM_END / 0x1000)
        .filter(page -> word(page * 0x1000) == value && word(page * 0x1000 + 0xFFC) == value)
        .boxed()
        .toList();
  }

  @Test
  void aRestartClearsWhatTheGuestCanWriteToAndNobodyElseHas() {
    TaskMemory memory = memory();
    memory.restart(1, List.of());
    assertThat(pages(0)).containsExactly(0, 1, 2, 4, 5, 6, 7);
    memory.restart(2, List.of());
    assertThat(pages(0)).containsExactly(0, 1, 2, 4, 5, 6, 7, 8);
    assertThat(pages(OLD)).as("looked at by both, and only read").containsExactly(3, 9);
  }

  @Test
  void eachWordIsChargedFor() {
    memory().restart(2, List.of());
    long cleared =
        0x400L * Work.CLEAR_WORD.instructions() + 0x100L * Work.DISCARD_LINE.instructions();
    assertThat(port.now()).isEqualTo(cleared);
    memory().restart(2, List.of(new InitialData(FLASH + 3, 0x8003, 10)));
    assertThat(port.now())
        .as("a byte, two words, a byte")
        .isEqualTo(2 * cleared + 4L * Work.COPY_WORD.instructions());
  }

  @Test
  void theCachesKeepNothingOfWhatIsClearedAndAllOfTheRest() {
    memory().restart(2, List.of());

    assertThat(port.discarded).hasSize(0x100).startsWith(0x8000, 0x8010).endsWith(0x8FF0);
  }

  @Test
  void dataIsCopiedOverTheZerosAndNotAByteMore() {
    InitialData data = new InitialData(FLASH + 3, 0x103, 10);
    memory(data).restart(1, List.of(data));

    assertThat(word(0x100)).isEqualTo(word(FLASH) & 0xFF000000);
    assertThat(word(0x104)).isEqualTo(word(FLASH + 4));
    assertThat(word(0x108)).isEqualTo(word(FLASH + 8));
    assertThat(word(0x10C)).isEqualTo(word(FLASH + 12) & 0xFF);
    assertThat(word(0x110)).isZero();
  }

  @Test
  void atTheStartOnlyWhoHasDataGetsIt() {
    memory(new InitialData(FLASH, 0x200, 4)).start();

    assertThat(word(0x200)).isEqualTo(word(FLASH));
    assertThat(word(0x204)).isZero();
    assertThat(pages(0)).containsExactly(0, 1, 2, 4, 5, 6, 7);
    assertThat(pages(OLD)).containsExactly(3, 8, 9);
  }

  @Test
  void withoutDataTheStartLeavesMemoryAloneAndTakesNoTime() {
    memory().start();

    assertThat(port.stores).isEmpty();
    assertThat(port.now()).isZero();
  }

  @Test
  void whoListensHearsOfEveryByteThatIsStored() {
    InitialData data = new InitialData(FLASH, 0x200, 6);
    memory(data).start();
    memory().restart(2, List.of());

    assertThat(filled)
        .containsExactly(
            "1: 0 1000",
            "1: 1000 1000",
            "1: 2000 1000",
            "1: 4000 1000",
            "1: 5000 1000",
            "1: 6000 1000",
            "1: 7000 1000",
            "1: 200 6",
            "2: 8000 1000");
  }
}
