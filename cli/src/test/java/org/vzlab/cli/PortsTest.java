package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.cli.line.HostPort.Found;
import picocli.CommandLine;

class PortsTest {
  private static final List<Found> PORTS =
      List.of(new Found("/dev/ttyUSB0", "FT232R", "1-2"), new Found("/dev/ttyS0", "ttyS0", ""));

  private final FakeHost host = new FakeHost();

  private void print(List<Found> ports, String... options) {
    Ports command = new Ports();
    new CommandLine(command).parseArgs(options);
    command.print(ports, host);
  }

  @Test
  void aPortIsALine() {
    print(PORTS);

    assertThat(host.outText()).isEqualTo("/dev/ttyUSB0  FT232R, 1-2\n/dev/ttyS0    ttyS0\n");
  }

  @Test
  void forScriptsTheyAreJson() {
    print(PORTS.subList(0, 1), "--json");

    assertThat(host.outText())
        .isEqualTo(
            """
            {
              "ports": [
                {
                  "device": "/dev/ttyUSB0",
                  "description": "FT232R",
                  "location": "1-2"
                }
              ]
            }
            """);
  }

  @Test
  void thatThereIsNoneIsSaidBesideAnEmptyList() {
    print(List.of());

    assertThat(host.outText()).isEmpty();
    assertThat(host.errText()).isEqualTo("vzlab: this computer has no serial ports\n");
  }

  @Test
  void theCommandAsksTheHost() {
    int status = new Vzlab(host, setup -> new FakeSession()).execute("ports", "--json");

    // On a host that jSerialComm does not know it is an error that says so.
    assertThat(status).isIn(0, 2);
    if (status == 0) {
      assertThat(host.outText()).startsWith("{\n  \"ports\": [");
    } else {
      assertThat(host.errText()).contains("jSerialComm does not know this host");
    }
  }
}
