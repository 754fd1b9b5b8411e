package org.vzlab.cli.line;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.nativ.CLibrary;
import org.jline.nativ.JLineLibrary;
import org.jline.nativ.JLineNativeLoader;
import org.vzlab.board.UserError;

/**
 * A pseudo-terminal: programs for serial ports open it by its path. It has a client while some
 * process has it open.
 */
public final class PtyLine extends BufferedLine {
  /** How often it is looked whether a client has come, and how long a look takes. */
  private static final int POLL_MILLISECONDS = 20;

  private final int descriptor;
  private final String name;
  private final Optional<Path> link;
  private final FileInputStream input;
  private final FileOutputStream output;
  private final Thread server;
  private boolean attached;

  private PtyLine(int descriptor, String name, Optional<Path> link, Consumer<String> notices) {
    super("pty", "the client does not read; it misses what does not fit", notices);
    this.descriptor = descriptor;
    this.name = name;
    this.link = link;
    FileDescriptor master = JLineLibrary.newFileDescriptor(descriptor);
    input = new FileInputStream(master);
    output = new FileOutputStream(master);
    server = Threads.start("pty input", this::serve);
  }

  /**
   * Opens a pseudo-terminal in raw mode.
   *
   * @param link a symbolic link to it that is made now and removed at the end
   * @param notices hears what the user should know, from any thread
   * @throws UserError if the host has none, or the link cannot be made
   */
  public static PtyLine open(Optional<Path> link, Consumer<String> notices) throws UserError {
    int[] master = new int[1];
    int[] slave = new int[1];
    byte[] path = new byte[64];
    try {
      if (!JLineNativeLoader.initialize()
          || CLibrary.openpty(master, slave, path, null, null) != 0) {
        throw new UserError("pty: this host gives no pseudo-terminal; use tcp:0 instead");
      }
    } catch (LinkageError | IllegalStateException e) {
      throw new UserError("pty: this host has no pseudo-terminals; use tcp:0 instead");
    }
    String name = name(path);
    makeRaw(slave[0]);
    try {
      // The terminal stays as long as the master is open. Only now that nobody has the other end
      // does it show when clients come and leave.
      close(slave[0]);
      if (link.isPresent()) {
        makeLink(link.get(), Path.of(name));
      }
      return new PtyLine(master[0], name, link, notices);
    } catch (IOException e) {
      close(master[0]);
      throw new UserError("pty: cannot make the link " + link.orElseThrow() + ": " + e);
    } catch (UserError e) {
      close(master[0]);
      throw e;
    }
  }

  /** The host tells nothing of use when it cannot. */
  private static void close(int descriptor) {
    try {
      new FileInputStream(JLineLibrary.newFileDescriptor(descriptor)).close();
    } catch (IOException e) {
      // The descriptor is gone all the same.
    }
  }

  private static String name(byte[] path) {
    int length = 0;
    while (length < path.length && path[length] != 0) {
      length++;
    }
    return new String(path, 0, length, StandardCharsets.US_ASCII);
  }

  /** No echo, no line editing, no signals, no translation: a client need not set anything. */
  private static void makeRaw(int slave) {
    CLibrary.Termios modes = new CLibrary.Termios();
    CLibrary.tcgetattr(slave, modes);
    modes.c_iflag = 0;
    modes.c_oflag = 0;
    modes.c_lflag = 0;
    CLibrary.tcsetattr(slave, CLibrary.TCSANOW, modes);
  }

  /** A link to a terminal, which a run that was killed has left, is replaced. */
  private static void makeLink(Path link, Path target) throws IOException, UserError {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).startsWith("/dev")) {
      Files.delete(link);
    } else if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserError(
          "pty: found " + link + ", expected a name that is free for the link to the terminal");
    }
    Files.createSymbolicLink(link, target);
  }

  @Override
  public String where() {
    return "pty " + name + link.map(path -> ", link " + path).orElse("");
  }

  /**
   * Without a client the terminal is ready at once and has nothing to read. It is never read then:
   * a client that comes meanwhile would have the thread wait for what it types.
   */
  private void serve() {
    byte[] buffer = new byte[4096];
    while (!isClosed()) {
      int ready = CLibrary.pollForInput(descriptor, POLL_MILLISECONDS);
      int length = ready > 0 ? read(buffer) : ready;
      if (ready != 0 && length <= 0) {
        if (attached) {
          attached = false;
          outbox.detach();
        }
        Threads.pause(POLL_MILLISECONDS);
      } else {
        if (!attached && !isClosed()) {
          attached = true;
          outbox.attach((bytes, count) -> output.write(bytes, 0, count), outbox::detach);
        }
        inbox.put(buffer, length);
      }
    }
  }

  /** Reads what there is without waiting; 0 if there is nothing. */
  private int read(byte[] buffer) {
    try {
      return input.available() > 0 ? input.read(buffer) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  void release() {
    try {
      if (link.isPresent()
          && Files.isSymbolicLink(link.get())
          && Files.readSymbolicLink(link.get()).toString().equals(name)) {
        Files.delete(link.get());
      }
      // The thread knows the descriptor by its number, which may soon be somebody else's.
      Threads.join(server);
      input.close();
    } catch (IOException e) {
      // It cannot be said better than by what is left.
    }
  }
}
