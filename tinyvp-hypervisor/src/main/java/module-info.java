/** tinyVP: configuration, layout and model. */
module org.vzlab.vp {
  requires transitive org.vzlab.kit;
  requires org.vzlab.mips;

  exports org.vzlab.vp.config;
  exports org.vzlab.vp.cost;
  exports org.vzlab.vp.image;
  exports org.vzlab.vp.layout;
  exports org.vzlab.vp.model;
}
