/** The composition root. */
module org.vzlab.board {
  requires transitive org.vzlab.kit;
  requires org.vzlab.mips;
  requires org.vzlab.soc;
  requires org.vzlab.svm;
  requires org.vzlab.vp;
  requires com.google.common;

  exports org.vzlab.board;
}
