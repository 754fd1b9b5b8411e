/** What a user puts on the test class path. */
module org.vzlab.testkit {
  requires transitive org.vzlab.board;
  requires transitive org.vzlab.isolation;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;

  exports org.vzlab.testkit;
}
