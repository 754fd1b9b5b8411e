package org.vzlab.testkit;

import java.util.function.BooleanSupplier;

/**
 * Something that may happen on a board, for {@link RunningBoard#runUntil}.
 *
 * @param text what it is, behind the word <i>until</i>
 * @param happened whether it has
 */
public record Awaited(String text, BooleanSupplier happened) {}
