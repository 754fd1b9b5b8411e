package org.vzlab.testkit;

import org.vzlab.kit.image.Image;

/** Makes a program for a guest: the same one each time. */
@FunctionalInterface
public interface ProgramSource {
  /** The program, with its entry. {@link Assembly} is a way to one. */
  Image program();
}
