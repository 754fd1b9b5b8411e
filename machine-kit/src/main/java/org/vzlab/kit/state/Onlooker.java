package org.vzlab.kit.state;

/**
 * Walks the state of a machine and leaves all of it as it is; who wants to see a kind of state
 * overrides it.
 */
public abstract class Onlooker implements StateVisitor {
  @Override
  public void enter(String name, Stateful part) {
    part.visit(this);
  }

  @Override
  public int int32(String name, int value) {
    return value;
  }

  @Override
  public long int64(String name, long value) {
    return value;
  }

  @Override
  public <T> T value(String name, T value) {
    return value;
  }

  @Override
  public void array(String name, int[] values) {}

  @Override
  public void array(String name, long[] values) {}

  @Override
  public void array(String name, byte[] values) {}
}
