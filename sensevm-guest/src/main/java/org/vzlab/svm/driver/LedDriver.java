package org.vzlab.svm.driver;

/** A LED: bit 0 of what it receives is whether it is on. */
public final class LedDriver implements Driver {
  /** Hears what a LED is told. */
  @FunctionalInterface
  public interface Listener {
    /** The LED was told to be on or off. */
    void lit(boolean on);
  }

  private final Listener listener;

  /** A LED that is off. */
  public LedDriver(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void init() {
    // It is off.
  }

  @Override
  public boolean gives() {
    return false;
  }

  @Override
  public boolean takes() {
    return true;
  }

  @Override
  public void advance(long now) {
    // A LED does nothing of its own accord.
  }

  @Override
  public long nextNews() {
    return Outside.NEVER;
  }

  @Override
  public boolean readyToReceive() {
    return true;
  }

  @Override
  public boolean readyToSend() {
    return false;
  }

  @Override
  public void receive(int word) {
    listener.lit((word & 1) != 0);
  }

  @Override
  public int send(Outside.Arrays arrays) {
    throw new IllegalStateException("a LED has nothing to send");
  }
}
