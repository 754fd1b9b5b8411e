package org.vzlab.kit.trace;

import java.util.function.Consumer;

/**
 * A stream of typed trace records that is off until somebody listens. Whoever emits asks {@link
 * #isOn} first, so that nothing is made when nobody listens.
 */
public final class TraceChannel<R> {
  private Consumer<? super R> listener;

  /** Whether somebody listens. */
  public boolean isOn() {
    return listener != null;
  }

  /** Adds a listener. */
  public void listen(Consumer<? super R> next) {
    Consumer<? super R> first = listener;
    listener =
        first == null
            ? next
            : r -> {
              first.accept(r);
              next.accept(r);
            };
  }

  /** Sends a record to whoever listens. */
  public void emit(R traceRecord) {
    if (listener != null) {
      listener.accept(traceRecord);
    }
  }
}
