package org.vzlab.svm.driver;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * A simulated world: devices made of drivers, and a clock that is told by the instructions that
 * were executed and by the sleep between them.
 */
public final class Devices implements Outside {
  /** Instructions that the simulated machine executes in a microsecond. */
  public static final long STEPS_PER_MICROSECOND = 5;

  private final List<Driver> drivers;
  private final Sleep sleep;
  private LongSupplier steps = () -> 0;

  /** Devices by their numbers, which are made ready, at the time 0. */
  public Devices(List<Driver> drivers, Sleep sleep) {
    this.drivers = List.copyOf(drivers);
    this.sleep = sleep;
    this.drivers.forEach(Driver::init);
  }

  /** Lets the clock follow the steps of a machine. */
  public void follow(LongSupplier machineSteps) {
    steps = machineSteps;
  }

  @Override
  public boolean gives(int device) {
    return isDevice(device) && drivers.get(device).gives();
  }

  @Override
  public boolean takes(int device) {
    return isDevice(device) && drivers.get(device).takes();
  }

  @Override
  public long clock() {
    return steps.getAsLong() / STEPS_PER_MICROSECOND + sleep.slept();
  }

  @Override
  public boolean canReceive(int device) {
    return upToDate(device).readyToSend();
  }

  @Override
  public boolean canSend(int device) {
    return upToDate(device).readyToReceive();
  }

  @Override
  public int receive(int device, Arrays arrays) {
    return upToDate(device).send(arrays);
  }

  @Override
  public void send(int device, int word) {
    upToDate(device).receive(word);
  }

  @Override
  public boolean idle(long until) {
    long now = clock();
    long news = NEVER;
    for (Driver driver : drivers) {
      driver.advance(now);
      if (Long.compareUnsigned(driver.nextNews(), news) < 0) {
        news = driver.nextNews();
      }
    }
    return sleep.from(now, until, news) != Sleep.Wake.NOTHING;
  }

  @Override
  public boolean streams(int device) {
    return isDevice(device) && drivers.get(device).streams();
  }

  @Override
  public void fill(int device, int array) {
    drivers.get(device).fill(array);
  }

  @Override
  public void watchdog() {
    // A simulated machine has no watchdog that could bite.
  }

  private boolean isDevice(int device) {
    return device >= 0 && device < drivers.size();
  }

  private Driver upToDate(int device) {
    Driver driver = drivers.get(device);
    driver.advance(clock());
    return driver;
  }
}
