/** The command line. */
module org.vzlab.cli {
  requires org.vzlab.board;
  requires org.vzlab.isolation;
  requires org.vzlab.svm;
  requires com.google.gson;
  requires info.picocli;
  requires org.jline.terminal;
  requires org.jline.nativ;
  requires com.fazecast.jSerialComm;

  opens org.vzlab.cli to
      info.picocli;
}
