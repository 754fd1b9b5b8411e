package org.vzlab.vp.config;

/** A register that is written once at the start: {@code setup} and {@code .setup}. */
public record SetupWrite(SourcePosition position, int address, int value) {}
