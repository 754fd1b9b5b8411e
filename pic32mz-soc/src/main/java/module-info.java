/** The PIC32MZ-EF system on chip. */
module org.vzlab.soc {
  requires transitive org.vzlab.kit;
}
