/** The PIC32MZ-EF system on chip. */
module org.vzlab.soc {
  requires transitive org.vzlab.kit;

  exports org.vzlab.soc;
  exports org.vzlab.soc.chip;
  exports org.vzlab.soc.intc;
  exports org.vzlab.soc.peripheral;
}
