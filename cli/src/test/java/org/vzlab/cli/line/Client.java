package org.vzlab.cli.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A client of a port on this computer. */
public final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLISECONDS = 30_000;

  private static final int MOST = 16_384;
  private static final int TOO_MUCH = 1_000_000;

  private final Socket socket;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

  public Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLISECONDS);
  }

  public void type(String text) throws IOException {
    type(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void type(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Everything so far, each byte a character. */
  public String seen() {
    return seen.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads until what comes has a match, and returns everything so far. */
  public String readUntil(String regex) throws IOException {
    Pattern pattern = Pattern.compile(regex);
    byte[] buffer = new byte[MOST / 4];
    String recent = seen();
    recent = recent.substring(Math.max(0, recent.length() - MOST));
    while (!pattern.matcher(recent).find()) {
      int length = socket.getInputStream().read(buffer);
      if (length < 0 || seen.size() > TOO_MUCH) {
        throw new AssertionError("no " + regex + " in " + recent);
      }
      seen.write(buffer, 0, length);
      recent += new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
      recent = recent.substring(Math.max(0, recent.length() - MOST));
    }
    return seen();
  }

  /** Reads so many bytes. */
  public byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  /** Reads until the other side closes, and returns everything. */
  public String readToEnd() throws IOException {
    InputStream input = socket.getInputStream();
    try {
      input.transferTo(seen);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("not closed: " + seen(), e);
    }
    return seen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
