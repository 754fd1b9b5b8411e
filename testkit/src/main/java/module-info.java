/** What a user puts on the test class path. */
module org.vzlab.testkit {
  requires transitive org.vzlab.board;
}
