package org.vzlab.vp.config;

import java.nio.file.Path;

/**
 * The file that holds a guest.
 *
 * @param path relative paths of the configuration are relative to the configuration's folder
 * @param elf key {@code elf}: entry and extents come from the file too; otherwise {@code binary}
 */
public record GuestImage(SourcePosition position, Path path, boolean elf) {}
