package org.vzlab.vp.layout;

import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.SourcePosition;

/** Refuses what the language can say and the model of the hypervisor cannot run. */
final class Unsupported {
  private Unsupported() {}

  static void refuse(Configuration configuration) throws ConfigException {
    for (Domain guest : configuration.guests()) {
      if (guest.user()) {
        throw refusal(guest.position(), "mode = user for " + guest.title(), "mode = kernel");
      }
      if (guest.stack().isPresent()) {
        throw refusal(
            guest.position(), "sp for " + guest.title(), "a guest that sets its stack pointer");
      }
      if (guest.dma().isPresent()) {
        throw refusal(guest.dma().get().position(), "a dma zone", "no DMA");
      }
      for (DeviceConfig device : guest.devices()) {
        if (device.dmaGroupPosition().isPresent()) {
          throw refusal(
              device.position(), "device " + device.name() + ", which does DMA", "no DMA");
        }
      }
    }
  }

  private static ConfigException refusal(SourcePosition position, String found, String expected) {
    return new ConfigException(
        position, found, expected, "this version of the hypervisor does not run it: take it out");
  }
}
