/** Sense-VM. */
module org.vzlab.svm {
  requires org.vzlab.kit;

  exports org.vzlab.svm.driver;
  exports org.vzlab.svm.format;
  exports org.vzlab.svm.machine;
}
