package org.vzlab.cli.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vzlab.board.UserError;

/** A port that one client at a time connects to, raw or with the telnet protocol. */
public final class TcpLine extends BufferedLine {
  private static final int REFUSED_MILLISECONDS = 1000;

  /** What somebody who is refused can have on its way; who sends more does not listen. */
  private static final int REFUSED_BYTES = 1 << 16;

  /** How many are told why they are refused at once; more are refused without a word. */
  private static final int MOST_REFUSALS = 8;

  private static final String REFUSAL =
      "vzlab: another client is connected; this line takes one at a time\r\n";

  private final String protocol;
  private final Supplier<Wire> wires;
  private final ServerSocket server;
  private final Semaphore refusals = new Semaphore(MOST_REFUSALS);
  private Socket client;

  private TcpLine(
      String protocol, Supplier<Wire> wires, ServerSocket server, Consumer<String> notices) {
    super(protocol, "the client does not read; it misses what does not fit", notices);
    this.protocol = protocol;
    this.wires = wires;
    this.server = server;
    Threads.start(protocol + " port", this::listen);
  }

  /**
   * A port whose bytes are the UART's characters.
   *
   * @param host the address that it listens on; empty is the loopback address
   * @param port 0 is any that is free
   * @param notices hears what the user should know, from any thread
   * @throws UserError if the host does not let us
   */
  public static TcpLine raw(String host, int port, Consumer<String> notices) throws UserError {
    return new TcpLine("tcp", () -> Wire.RAW, listenAt("tcp", host, port), notices);
  }

  /** A port for telnet clients; otherwise as {@link #raw}. */
  public static TcpLine telnet(String host, int port, Consumer<String> notices) throws UserError {
    return new TcpLine("telnet", Telnet::new, listenAt("telnet", host, port), notices);
  }

  private static ServerSocket listenAt(String protocol, String host, int port) throws UserError {
    try {
      InetAddress address =
          host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
      ServerSocket server = new ServerSocket();
      try {
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(address, port), 8);
        return server;
      } catch (IOException e) {
        server.close();
        throw e;
      }
    } catch (UnknownHostException e) {
      throw new UserError(
          protocol
              + ": found host '"
              + host
              + "', expected an address of this computer; leave it out for the loopback address");
    } catch (IOException e) {
      throw new UserError(
          String.format(
              "%s: cannot listen on %s port %d: %s; take another port, or 0 for any",
              protocol, host.isEmpty() ? "loopback" : host, port, e.getMessage()));
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public String where() {
    return protocol + " " + server.getInetAddress().getHostAddress() + ":" + port();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = server.accept();
        if (accept(socket)) {
          Threads.start(protocol + " input", () -> serve(socket));
        } else if (refusals.tryAcquire()) {
          Threads.start(protocol + " refusal", () -> refuse(socket));
        } else {
          end(socket);
        }
      }
    } catch (IOException e) {
      // The port is closed: the run is over.
    }
  }

  private synchronized boolean accept(Socket socket) {
    if (client != null || isClosed()) {
      return false;
    }
    client = socket;
    return true;
  }

  /** Says why, and waits until it has been read: closing at once could take it back. */
  private void refuse(Socket socket) {
    try (socket) {
      socket.setSoTimeout(REFUSED_MILLISECONDS);
      socket.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().skipNBytes(REFUSED_BYTES);
    } catch (IOException e) {
      // It has gone.
    } finally {
      refusals.release();
    }
  }

  private void serve(Socket socket) {
    notices.accept("client " + socket.getRemoteSocketAddress() + " has come");
    Wire wire = wires.get();
    try (socket) {
      socket.setTcpNoDelay(true);
      OutputStream output = socket.getOutputStream();
      InputStream input = socket.getInputStream();
      output.write(wire.greeting());
      outbox.attach(
          (bytes, length) -> write(output, wire.outgoing(bytes, length)), () -> end(socket));
      byte[] buffer = new byte[4096];
      for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
        Wire.Incoming incoming = wire.incoming(buffer, length);
        write(output, incoming.reply());
        inbox.put(incoming.typed(), incoming.typed().length);
      }
    } catch (IOException e) {
      // It has gone, and that is said below.
    }
    leave(socket);
  }

  private static void write(OutputStream output, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      synchronized (output) {
        output.write(bytes);
      }
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }

  private synchronized void leave(Socket socket) {
    outbox.detach();
    client = null;
    notices.accept("client " + socket.getRemoteSocketAddress() + " has gone");
  }

  @Override
  void release() {
    try {
      server.close();
    } catch (IOException e) {
      // Nobody can come any more either way.
    }
    synchronized (this) {
      if (client != null) {
        try {
          client.shutdownOutput();
        } catch (IOException e) {
          // It has gone.
        }
        end(client);
      }
    }
  }
}
