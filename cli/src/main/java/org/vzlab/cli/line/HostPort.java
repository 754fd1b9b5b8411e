package org.vzlab.cli.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vzlab.board.UserError;

/** A serial port of the host: 8 data bits, no parity, one stop bit, no flow control. */
public final class HostPort extends BufferedLine {
  private static final int READ_MILLISECONDS = 100;
  private static final int EACCES = 13;

  /**
   * A port that the host has.
   *
   * @param device what to open: {@code /dev/ttyUSB0}
   * @param description what the host calls it
   * @param location where it is plugged in
   */
  public record Found(String device, String description, String location) {}

  private final SerialPort port;

  private HostPort(SerialPort port, Consumer<String> notices) {
    super("serial", "the port is too slow; it misses what does not fit", notices);
    this.port = port;
    outbox.attach(this::write, outbox::detach);
    Threads.start("serial input", this::read);
  }

  /**
   * Opens a port.
   *
   * @param device its path or name
   * @param baud bits a second
   * @param notices hears what the user should know, from any thread
   * @throws UserError if there is no such port or it cannot be opened
   */
  public static HostPort open(String device, int baud, Consumer<String> notices) throws UserError {
    SerialPort port;
    try {
      port = SerialPort.getCommPort(device);
    } catch (SerialPortInvalidPortException e) {
      throw new UserError("serial: there is no port " + device + "; 'vzlab ports' lists them");
    } catch (LinkageError e) {
      throw unsupported(e);
    }
    port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(
        SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING,
        READ_MILLISECONDS,
        0);
    if (!port.openPort()) {
      int code = port.getLastErrorCode();
      throw new UserError(
          String.format(
              "serial: cannot open %s at %d baud: %s; 'vzlab ports' lists the ports",
              device, baud, code == EACCES ? "no permission" : "the host's error is " + code));
    }
    return new HostPort(port, notices);
  }

  /**
   * The ports that the host has.
   *
   * @throws UserError if they cannot be found out on this host
   */
  public static List<Found> list() throws UserError {
    try {
      List<Found> ports = new ArrayList<>();
      for (SerialPort port : SerialPort.getCommPorts()) {
        ports.add(
            new Found(port.getSystemPortPath(), port.getPortDescription(), port.getPortLocation()));
      }
      return ports;
    } catch (LinkageError e) {
      throw unsupported(e);
    }
  }

  private static UserError unsupported(LinkageError e) {
    return new UserError("serial: jSerialComm does not know this host: " + e.getMessage());
  }

  @Override
  public String where() {
    return "serial " + port.getSystemPortPath() + ", " + port.getBaudRate() + " 8N1";
  }

  private void read() {
    byte[] buffer = new byte[4096];
    while (!isClosed()) {
      int length = port.readBytes(buffer, buffer.length);
      if (length < 0) {
        outbox.detach();
        if (!isClosed()) {
          notices.accept("the port has gone");
        }
        return;
      }
      inbox.put(buffer, length);
    }
  }

  private void write(byte[] bytes, int length) {
    for (int sent = 0; sent < length && !isClosed(); ) {
      int now = port.writeBytes(bytes, length - sent, sent);
      if (now < 0) {
        return;
      }
      sent += now;
    }
  }

  @Override
  void release() {
    port.closePort();
  }
}
