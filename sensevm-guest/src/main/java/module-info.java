/** Sense-VM. */
module org.vzlab.svm {
  requires transitive org.vzlab.kit;

  exports org.vzlab.svm.container;
  exports org.vzlab.svm.driver;
  exports org.vzlab.svm.format;
  exports org.vzlab.svm.generate;
  exports org.vzlab.svm.machine;
}
