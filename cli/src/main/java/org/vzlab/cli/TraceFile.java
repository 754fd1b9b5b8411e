package org.vzlab.cli;

import java.nio.file.Path;
import org.vzlab.board.TraceKind;
import picocli.CommandLine.TypeConversionException;

/** A trace and the file it goes to: {@code tlb=tlb.txt}. */
record TraceFile(TraceKind kind, Path file) {
  static TraceFile parse(String option) {
    int equals = option.indexOf('=');
    if (equals < 0 || equals == option.length() - 1) {
      throw new TypeConversionException("'" + option + "' names no file; expected KIND=FILE");
    }
    TraceKind kind = Choice.of(TraceKind.class, option.substring(0, equals));
    return new TraceFile(kind, Path.of(option.substring(equals + 1)));
  }
}
