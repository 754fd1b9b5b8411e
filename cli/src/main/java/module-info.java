/** The command line. */
module org.vzlab.cli {
  requires org.vzlab.board;
  requires info.picocli;
  requires org.jline.terminal;
  requires org.jline.nativ;
  requires com.fazecast.jSerialComm;

  opens org.vzlab.cli to
      info.picocli;
  opens org.vzlab.cli.svm to
      info.picocli;
}
