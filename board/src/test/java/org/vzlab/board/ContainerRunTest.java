package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers at work on the board, under the hypervisor and the timing that users have. */
final class ContainerRunTest {
  @TempDir private Path folder;

  @BeforeEach
  void programs() throws Exception {
    SvmPrograms.write(folder, "blink.svm", SvmPrograms.BLINK);
    SvmPrograms.write(folder, "forward.svm", SvmPrograms.FORWARD);
    SvmPrograms.write(folder, "sleep.svm", SvmPrograms.SLEEP);
    SvmPrograms.write(folder, "trap.svm", SvmPrograms.TRAP);
  }

  private TestBoard open(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("t.config"), text);
    return TestBoard.timed(file.toString(), Setup.OWN_BOARD);
  }

  @Test
  void aContainerBlinks() throws Exception {
    TestBoard test = open(".vm\nid = 2\ncontainer = blink.svm\ndriver = led LD1\n.\n").run(0.205);

    assertThat(test.reports).isEmpty();
    assertThat(test.leds.stream().map(led -> led.substring(led.indexOf(' ') + 1)))
        .startsWith("LD1 on", "LD1 off", "LD1 on", "LD1 off")
        .hasSize(10);
  }

  /** A container that is to report every 10 ms, and one that supervises it. */
  private TestBoard supervised(String watched, String supervisor) throws Exception {
    String text =
        """
        .vm
            id = 1
            container = %s
            driver = console
        .
        .vm
            id = 2
            container = %s
            driver = supervisor 1
        .
        .supervision
            guest = 1
            supervisor = 2
            heartbeat = 10000
        .
        """;
    return open(text.formatted(watched.replace("~", "\n    "), supervisor));
  }

  @Test
  void beatsOfAContainerComeByThemselves() throws Exception {
    assertThat(supervised("sleep.svm", "sleep.svm").run(0.045).reports).isEmpty();
  }

  @Test
  void beatsThatAreCheckpointsDoNotComeByThemselves() throws Exception {
    TestBoard test = supervised("sleep.svm~beats = checkpoints", "sleep.svm").run(0.1);

    assertThat(test.reports)
        .containsExactly("guest 1 (sleep.svm) failed: no heartbeat in 10000 us");
  }

  @Test
  void aContainerRestartsAnotherThatHasTrapped() throws Exception {
    TestBoard test = supervised("trap.svm", "blink.svm").run(0.145);

    assertThat(test.console()).contains("svm: trap bad-pointer at 0x0011 in context 0");
    assertThat(test.reports.get(0)).contains("the verifier refuses");
    assertThat(test.reports)
        .startsWith(
            test.reports.get(0),
            "guest 1 (trap.svm) failed: it declares failure 4",
            "guest 1 restarted by guest 2 (1 of 3)");
  }

  @Test
  void aMessageOfAContainerReachesAnother() throws Exception {
    String text =
        """
        .vm
            id = 1
            priority = 5
            budget = 2000
            period = 10000
            container = blink.svm
            driver = mailbox samples
        .
        .vm
            id = 2
            priority = 3
            container = forward.svm
            driver = mailbox samples
            driver = led LD2
            driver = console
        .
        .mailbox
            name = samples
            from = 1
            to = 2
            size = 4
            depth = 4
        .
        """;
    TestBoard test = open(text).run(0.145);

    assertThat(test.reports).isEmpty();
    assertThat(test.console()).contains("1010101");
    List<String> leds = test.leds.stream().map(led -> led.substring(led.indexOf(' ') + 1)).toList();
    assertThat(leds).startsWith("LD2 on", "LD2 off", "LD2 on", "LD2 off").hasSize(7);
  }
}
