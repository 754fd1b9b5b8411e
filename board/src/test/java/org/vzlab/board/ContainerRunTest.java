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
  }

  private TestBoard open(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("t.config"), text);
    return TestBoard.timed(file.toString(), Setup.OWN_BOARD);
  }

  @Test
  void aContainerBlinks() throws Exception {
    TestBoard test =
        open(".vm\nid = 2\ncontainer = blink.svm\ndriver = led LD1\n.\n").run(0.205);

    assertThat(test.reports).isEmpty();
    assertThat(test.leds.stream().map(led -> led.substring(led.indexOf(' ') + 1)))
        .startsWith("LD1 on", "LD1 off", "LD1 on", "LD1 off")
        .hasSize(10);
  }

  @Test
  void aSupervisorHearsOfBeatsAndOfTraps() throws Exception {
    SvmPrograms.write(folder, "trap.svm", "LOADB 7\nFST\nSTOP\n");
    String text =
        """
        .vm
            id = 1
            container = %s
            driver = console
        .
        .vm
            id = 2
            container = blink.svm
            driver = supervisor 1
        .
        .supervision
            guest = 1
            supervisor = 2
            heartbeat = 10000
        .
        """;

    TestBoard beats = open(text.formatted("forward.svm").replace("console", "led LD1")).run(0.1);
    TestBoard trapped = open(text.formatted("trap.svm")).run(0.1);

    assertThat(beats.reports).isEmpty();
    assertThat(trapped.console()).contains("svm: trap bad-pointer at 0x0011 in context 0");
    assertThat(trapped.reports).first().asString().contains("guest 1 (trap.svm)");
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
    List<String> leds =
        test.leds.stream().map(led -> led.substring(led.indexOf(' ') + 1)).toList();
    assertThat(leds).startsWith("LD2 on", "LD2 off", "LD2 on", "LD2 off").hasSize(7);
  }
}
