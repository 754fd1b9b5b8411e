package org.vzlab.vp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeviceLibraryTest {
  @Test
  void theStandardLibraryHasTheDevicesOfTinyVp() throws ConfigException {
    assertThat(DeviceLibrary.standard().devices().keySet())
        .containsExactlyInAnyOrder(
            "console",
            "console1",
            "console2",
            "uart1",
            "watchdog",
            "deadman",
            "ic",
            "sw0",
            "sw1",
            "portA",
            "portB",
            "portC",
            "portD",
            "portE",
            "portF",
            "portG",
            "portH",
            "portJ",
            "portK",
            "PPS-in",
            "PPS-out",
            "ports",
            "devcfg",
            "syscontroller",
            "oscillator");
  }

  @Test
  void aNameStandsOnce() {
    assertThatThrownBy(
            () -> DeviceLibrary.parse(Path.of("l"), ".device\nname = a\n.\n.device\nname = a\n."))
        .hasMessage(
            "l:4: found \".device\", expected each name once in the library; rename one of the"
                + " devices a");
  }

  @Test
  void aDeviceHasAName() {
    assertThatThrownBy(() -> DeviceLibrary.parse(Path.of("l"), ".device\nirq = 1\n."))
        .hasMessageStartingWith("l:1: found \".device\", expected a device with a name;");
  }

  @Test
  void aLibraryHoldsDevicesOnly() {
    assertThatThrownBy(() -> DeviceLibrary.parse(Path.of("l"), "\n.vm\n."))
        .hasMessageStartingWith("l:2: found \".vm\", expected a .device block;");
  }
}
