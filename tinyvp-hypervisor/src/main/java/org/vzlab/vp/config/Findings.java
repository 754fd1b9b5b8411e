package org.vzlab.vp.config;

import java.util.ArrayList;
import java.util.List;

/** What the checks of a configuration have found, in the order in which they did. */
public final class Findings {
  /**
   * What is allowed but probably not meant.
   *
   * @param check the check that has found it
   */
  public record Warning(Check check, SourcePosition position, String text) {
    @Override
    public String toString() {
      return position + ": " + text;
    }
  }

  /** A part of the checks that ends at the first mistake. */
  @FunctionalInterface
  public interface Step {
    /** Does all of it, or ends with a mistake. */
    void run() throws ConfigException;
  }

  private final List<Warning> warnings = new ArrayList<>();
  private final List<ConfigException> mistakes = new ArrayList<>();

  /** Adds a warning. */
  public void warn(Check check, SourcePosition position, String text) {
    warnings.add(new Warning(check, position, text));
  }

  /** Adds a mistake. */
  public void add(ConfigException mistake) {
    mistakes.add(mistake);
  }

  /** Runs a step and keeps its mistake; whether there was none. */
  public boolean attempt(Step step) {
    try {
      step.run();
      return true;
    } catch (ConfigException e) {
      add(e);
      return false;
    }
  }

  /** All warnings. */
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /** All mistakes. */
  public List<ConfigException> mistakes() {
    return List.copyOf(mistakes);
  }

  /**
   * Ends the use of a configuration that has a mistake.
   *
   * @throws ConfigException the first mistake, if there is one
   */
  public void throwFirst() throws ConfigException {
    if (!mistakes.isEmpty()) {
      throw mistakes.get(0);
    }
  }
}
