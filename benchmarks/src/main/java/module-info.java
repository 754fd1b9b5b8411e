/** What the emulator costs the host; run from the shaded jar, on the class path. */
module org.vzlab.benchmarks {
  requires jmh.core;
  requires org.vzlab.board;
  requires org.vzlab.isolation;
  requires org.vzlab.kit;
  requires org.vzlab.mips;
  requires org.vzlab.svm;

  exports org.vzlab.benchmarks;
}
