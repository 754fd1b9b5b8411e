/** The command line. */
module org.vzlab.cli {
  requires org.vzlab.board;
  requires info.picocli;
  requires org.jline.terminal;

  opens org.vzlab.cli to
      info.picocli;
}
