/**
 * What a UART of the board can lead to on the host: sockets, pseudo-terminals, serial ports. All of
 * it has threads of its own, and the board never waits for any of them.
 */
package org.vzlab.cli.line;
