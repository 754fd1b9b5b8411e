package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.timing.CycleAccount;

/** Threads of the hypervisor in profiles and traces: owners as guests are. */
final class ThreadProfileTest {
  @TempDir Path folder;

  private static long sum(Supplier<List<String>> stacks, String beginning) {
    return stacks.get().stream()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void aThreadHasTheCyclesItHasUsed(TimingModel timing) throws Exception {
    TestBoard test =
        TestBoard.of(
            new Tasks()
                .demo()
                .thread(8, "mode = user", 0x00400000, "again: b again\naddiu $t0, $t0, 1\n")
                .thread(9, "", 0x9D100000, "again: wait\n.word 0x03C0000C\nb again\nnop\n")
                .layout(folder),
            timing);
    Supplier<List<String>> stacks = test.board.profile(1);
    test.run(0.05);

    long user = test.board.hart.usage.cycles(CycleAccount.THREADS + 8);
    long kernel = test.board.hart.usage.cycles(CycleAccount.THREADS + 9);
    assertThat(sum(stacks, "thread 8 (thread8);")).isEqualTo(user).isPositive();
    assertThat(sum(stacks, "thread 9 (thread9);")).isEqualTo(kernel).isPositive();
    assertThat(sum(stacks, "thread 9 (thread9);[idle]")).isPositive();
    assertThat(sum(stacks, "root;")).isEqualTo(test.board.hart.usage.cycles(0)).isPositive();
    assertThat(stacks.get()).noneMatch(line -> line.matches("thread.*modelled.*"));
    assertThat(stacks.get())
        .anyMatch(line -> line.matches("thread 8 \\(thread8\\);\\[0x0040000\\d] .*"));

    List<Image.Symbol> symbols = List.of(new Image.Symbol("spin", 0x00400000, 8, false));
    test.board.name(8, new Image("thread8", OptionalInt.empty(), List.of(), symbols));
    assertThat(sum(stacks, "thread 8 (thread8);spin ")).isEqualTo(user);
  }

  @Test
  void theHypervisorsOwnBodiesHaveTheirNames() throws Exception {
    TestBoard test = TestBoard.open(TestBoard.ROOT.resolve("configs/threads.config"));
    Supplier<List<String>> stacks = test.board.profile(1);
    test.run(0.01);
    assertThat(stacks.get()).filteredOn(line -> line.startsWith("thread 8")).hasSize(1);
    assertThat(sum(stacks, "thread 8 (loop);loop "))
        .isEqualTo(test.board.hart.usage.cycles(CycleAccount.THREADS + 8))
        .isPositive();
  }

  @Test
  void tracesSayWhichThreadItIs() throws Exception {
    TestBoard test = TestBoard.open(TestBoard.ROOT.resolve("configs/threads.config"));
    List<String> instructions = new ArrayList<>();
    List<String> exceptions = new ArrayList<>();
    List<String> cycles = new ArrayList<>();
    test.board.trace(TraceKind.INSTRUCTIONS, instructions::add);
    test.board.trace(TraceKind.EXCEPTIONS, exceptions::add);
    test.board.trace(TraceKind.CYCLES, cycles::add);
    test.run(0.003);
    assertThat(instructions).anyMatch(line -> line.contains(" thread 8 9d000800 03c0000c syscall"));
    assertThat(instructions).noneMatch(line -> line.contains(" root "));
    assertThat(exceptions).anyMatch(line -> line.contains(" thread 8 SYS taken by root"));
    assertThat(cycles).anyMatch(line -> line.contains(" thread 8 9d000800 03c0000c syscall"));
    assertThat(cycles).anyMatch(line -> line.contains(" root no instruction; modelled "));
  }
}
