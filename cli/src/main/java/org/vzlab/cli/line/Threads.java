package org.vzlab.cli.line;

/** Threads that end with the program. */
final class Threads {
  private Threads() {}

  static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until a thread has ended that has been told to. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits on a monitor that the caller holds.
   *
   * @param milliseconds how long at most; 0 is for ever
   * @return false if the thread is to end
   */
  @SuppressWarnings("WaitNotInLoop") // The callers loop.
  static boolean await(Object monitor, long milliseconds) {
    try {
      monitor.wait(milliseconds);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits. */
  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
