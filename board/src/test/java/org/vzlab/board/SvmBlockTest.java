package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.svm.container.Container;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.svm.container.Device;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.Resources;

/** Container blocks with something wrong in them, on the bare board. */
final class SvmBlockTest {
  private static final int BADFORMAT = 5;
  private static final int TRAPPED = 2;
  private static final int STOPPED = 1;
  private static final int BAD_CHECKSUM = 19;
  private static final double SECONDS = 0.01;

  private Image image;

  /** Runs a block with some of its bytes overwritten; the end of the machine on the board. */
  private TestBoard run(int offset, int bytes, long value) throws Exception {
    Program program = SvmLockSteps.assembled("LOADI 9/STOP");
    List<Device> devices = StandardDevices.of(board());
    Container container =
        new Container(
            program, Resources.STANDARD, devices, false, false, Container.Supervision.NONE);
    Image whole = ContainerImage.of(ContainerImage.runtime(), container, "test");
    int block = SvmLockStep.symbol(whole, "_container");
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : whole.segments()) {
      int at = Image.physical(block) - segment.physicalAddress();
      if (at >= 0 && at < segment.data().length) {
        ByteBuffer data = ByteBuffer.wrap(segment.data()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes; i++) {
          data.put(at + offset + i, (byte) (value >> (8 * i)));
        }
      }
      segments.add(segment);
    }
    image = new Image("test", whole.entry(), segments, whole.symbols(), whole.compressed());
    return TestBoard.bare(new Wifire(), image).run(SECONDS);
  }

  private static Board board() throws UserError {
    return Boards.empty(Boards.boardFile(Setup.OWN_BOARD, Optional.empty()));
  }

  private int state(TestBoard test, int offset) {
    int machine = SvmLockStep.symbol(image, "svm_machine");
    return new GuestRam(test.board.bus, machine, Image.physical(machine)).word(machine + offset);
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, 4, 0x434D5652, another kind",
    "0x04, 4, 2, another version",
    "0x0C, 2, 17, contexts",
    "0x0C, 2, 0xFFFF, contexts",
    "0x0E, 2, 101, channels",
    "0x0E, 2, 0xFFFF, channels",
    "0x08, 2, 0xFFFF, an arena too small for the heap",
    "0x0A, 2, 0xFFFF, an arena too small for the stacks",
    "0x10, 4, 1, an arena too small for the arrays",
    "0x10, 4, 0x7FFFFFFF, an arena too small for the arrays",
    "0x10, 4, 0x10000, more than there can be of arrays",
    "0x10, 4, 0xFFFFFFFF, an arena too small for the arrays",
    "0x10, 4, 0xFFFFF000, an arena too small for the arrays",
    "0x14, 4, 0, no arena",
    "0x14, 4, 5000, a small arena",
    "0x18, 4, 0, a program that is none",
    "0x18, 4, 0x30, a program that is none",
    "0x1C, 4, 0, no program",
    "0x1C, 4, 4, a program that ends in its magic number",
    "0x1C, 4, 12, a program that ends in its pools",
    "0x1C, 4, 22, a program that ends in its code",
    "0x1C, 4, 24, a byte behind the code",
    "0x1C, 4, 27, four bytes behind the code that are no checksum",
    "0x2C, 4, 17, devices",
    "0x2C, 4, 0xFFFFFFFF, devices",
    "0xB0, 4, 0, a program with another magic number",
    "0xB5, 2, 0xFFFF, more integers than there are bytes",
    "0xBB, 2, 0xFFFF, more strings than there are bytes",
    "0xBD, 2, 0xFFFF, more natives than there are bytes",
    "0xBF, 4, 0xFFFFFFFF, a code length that is too large",
    "0xBF, 4, 0x05000000, a code length that is too large"
  })
  void aBlockThatIsNoneIsRefused(String offset, int bytes, String value, String what)
      throws Exception {
    TestBoard test = run(Integer.decode(offset), bytes, Long.decode(value));

    assertThat(state(test, 4)).as(what).isEqualTo(BADFORMAT);
    assertThat(test.faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0x20, 2, 0", "0xBA, 1, 8"})
  void aWrongChecksumIsFoundWhenTheProgramIsCheckedNext(String offset, int bytes, String value)
      throws Exception {
    TestBoard test = run(Integer.decode(offset), bytes, Long.decode(value));

    assertThat(state(test, 4)).isEqualTo(TRAPPED);
    assertThat(state(test, 8)).isEqualTo(BAD_CHECKSUM);
    assertThat(state(test, 12)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "0x22, 2, 0xFFFC",
    "0x24, 4, 1",
    "0x24, 4, 0xFFFFFFFF",
    "0x30, 1, 0xFF",
    "0x30, 1, 0"
  })
  void whatIsBelievedHarmsNothing(String offset, int bytes, String value) throws Exception {
    TestBoard test = run(Integer.decode(offset), bytes, Long.decode(value));

    assertThat(state(test, 4)).isEqualTo(STOPPED);
  }
}
