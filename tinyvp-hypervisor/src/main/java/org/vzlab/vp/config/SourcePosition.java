package org.vzlab.vp.config;

/**
 * Where something stands in a file.
 *
 * @param file the file as messages name it
 * @param line the line, from 1; 0 is the file as a whole
 */
public record SourcePosition(String file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
