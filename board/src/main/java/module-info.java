/** The composition root. */
module org.vzlab.board {
  requires transitive org.vzlab.kit;
  requires transitive org.vzlab.mips;
  requires transitive org.vzlab.soc;
  requires org.vzlab.svm;
  requires transitive org.vzlab.vp;
  requires com.google.common;

  exports org.vzlab.board;
}
