/** Time, bus, registers, interrupt lines, state, trace and image loaders of an emulated machine. */
module org.vzlab.kit {
  exports org.vzlab.kit.bus;
  exports org.vzlab.kit.image;
  exports org.vzlab.kit.irq;
  exports org.vzlab.kit.reg;
  exports org.vzlab.kit.state;
  exports org.vzlab.kit.time;
  exports org.vzlab.kit.timing;
  exports org.vzlab.kit.trace;
}
