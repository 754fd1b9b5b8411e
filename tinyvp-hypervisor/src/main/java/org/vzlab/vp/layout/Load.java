package org.vzlab.vp.layout;

/**
 * Bytes that must be in memory before anything runs.
 *
 * @param address physical address
 * @param owner whose they are, for messages: {@code guest 1}, {@code board}
 */
@SuppressWarnings("ArrayRecordComponent") // an image's bytes, too many for a list
public record Load(int address, byte[] data, String owner) {}
