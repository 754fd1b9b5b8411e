package org.vzlab.board;

import java.util.List;
import org.vzlab.vp.config.Configuration;

/**
 * A supervision as a {@link ConfigurationMap} tells of it.
 *
 * @param guest id of the guest that is watched
 * @param supervisor id of the guest that is told, and may restart it
 * @param heartbeat microseconds within which the guest has to report; 0 if it need not
 * @param restarts how many there may be in an interval
 * @param interval microseconds
 * @param interrupt the supervisor's
 * @param address guest physical address of the registers in both guests
 */
public record SupervisionMap(
    int guest,
    int supervisor,
    int heartbeat,
    int restarts,
    int interval,
    int interrupt,
    long address) {
  /** The supervisions of a configuration that have no mistake, in their order. */
  static List<SupervisionMap> of(Configuration configuration) {
    return configuration.supervisions().stream()
        .map(
            supervision ->
                new SupervisionMap(
                    supervision.guest(),
                    supervision.supervisor(),
                    supervision.heartbeat(),
                    supervision.restarts(),
                    supervision.interval(),
                    supervision.irq(),
                    Integer.toUnsignedLong(supervision.registers())))
        .toList();
  }
}
