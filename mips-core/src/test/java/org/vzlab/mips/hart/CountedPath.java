package org.vzlab.mips.hart;

import org.vzlab.mips.port.RootWork;

/** Some work of modelled root software. */
record CountedPath(String name, int instructions, int cycles) implements RootWork {
  @Override
  public String why() {
    return "counted";
  }
}
