/** Proofs that guests are isolated from each other. */
module org.vzlab.isolation {
  requires transitive org.vzlab.board;

  exports org.vzlab.isolation;
  exports org.vzlab.isolation.attack;
  exports org.vzlab.isolation.fault;
  exports org.vzlab.isolation.guarantee;
  exports org.vzlab.isolation.history;
  exports org.vzlab.isolation.monitor;
  exports org.vzlab.isolation.proof;
}
