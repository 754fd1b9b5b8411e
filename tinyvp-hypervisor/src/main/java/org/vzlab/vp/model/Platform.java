package org.vzlab.vp.model;

import java.util.List;
import org.vzlab.vp.layout.RegisterWrite;

/**
 * What a build of tinyVP knows of its board beyond the configuration.
 *
 * @param consoleUart the UART of the console
 * @param exceptionBase virtual address of its exception vectors
 * @param started what it stores when it has started: the board's LEDs
 */
public record Platform(int consoleUart, int exceptionBase, List<RegisterWrite> started) {
  /** Behind a boot loader, from program flash on, as on the chipKIT WiFire. */
  private static final int PROGRAM_FLASH = 0x9D000000;

  /** A board with a boot loader, whose LEDs are left to the guests. */
  public static Platform withConsole(int uart) {
    return new Platform(uart, PROGRAM_FLASH, List.of());
  }

  /** The same with its console at another UART. */
  public Platform withConsoleAt(int uart) {
    return new Platform(uart, exceptionBase, started);
  }
}
