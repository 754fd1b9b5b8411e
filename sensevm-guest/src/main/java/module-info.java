/** Sense-VM. */
module org.vzlab.svm {
  requires org.vzlab.kit;
}
