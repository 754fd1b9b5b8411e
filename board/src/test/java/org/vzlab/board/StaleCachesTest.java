package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** {@code --stale-caches}: what software must not notice, and what it must. */
final class StaleCachesTest {
  private static final int V0 = 2;
  private static final int V1 = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configs/two-guests.config",
        "firmware/guest1/guest1.elf",
        "firmware/guest2/guest2.elf"
      })
  void softwareThatKeepsItsDataUncachedDoesTheSame(String target) throws UserError {
    Path path = TestBoard.ROOT.resolve(target);
    TestBoard coherent = TestBoard.open(path).type(1.5, "^E1=").run(3);
    TestBoard stale = TestBoard.openWithStaleCaches(path.toString()).type(1.5, "^E1=").run(3);
    assertThat(stale.console()).isEqualTo(coherent.console());
    assertThat(stale.leds).isEqualTo(coherent.leds);
    assertThat(stale.board.summary()).isEqualTo(coherent.board.summary());
  }

  /** The bootloader leaves KSEG0 cached, write-back. */
  @Test
  void whatIsStoredThroughKseg0IsNotInMemoryUntilItIsWrittenBack() throws UserError, IOException {
    Path image = folder.resolve("stale.bin");
    byte[] code =
        new Assembler(InstructionSet.m5150(), Isa.MIPS32)
            .bytes(
                0x9D001000,
                """
                lui a0, 0x8001
                lui a1, 0xA001
                li t0, 7
                sw t0, 0(a0)
                lw v0, 0(a1)
                cache 0x19, 0(a0)
                lw v1, 0(a1)
                end: b end
                nop""");
    Files.write(image, code);
    String target = image + "@0x9D001000";
    TestBoard stale = TestBoard.openWithStaleCaches(target).run(0.001);
    assertThat(stale.board.hart.gpr[V0]).isZero();
    assertThat(stale.board.hart.gpr[V1]).isEqualTo(7);
    TestBoard coherent = TestBoard.open(target, Optional.empty()).run(0.001);
    assertThat(coherent.board.hart.gpr[V0]).isEqualTo(7);
    assertThat(coherent.board.hart.gpr[V1]).isEqualTo(7);
  }
}
