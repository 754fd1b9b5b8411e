/** The MIPS M5150 core. */
module org.vzlab.mips {
  requires transitive org.vzlab.kit;
  requires org.objectweb.asm;

  exports org.vzlab.mips.cp0;
  exports org.vzlab.mips.engine;
  exports org.vzlab.mips.fpu;
  exports org.vzlab.mips.hart;
  exports org.vzlab.mips.isa;
  exports org.vzlab.mips.mmu;
  exports org.vzlab.mips.port;
  exports org.vzlab.mips.timing;
}
