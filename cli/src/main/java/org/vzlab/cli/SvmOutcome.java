package org.vzlab.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.svm.machine.End;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Trap;

/** What came of a Sense-VM program, for people and as JSON. */
final class SvmOutcome {
  private SvmOutcome() {}

  /** A program that has run, in a line of text. */
  static String text(Path file, Machine machine, End end) {
    String what = machine.trap().map(trap -> end.title() + " " + trap.title()).orElse(end.title());
    String where =
        machine.blamedContext() < 0
            ? ""
            : String.format(
                " at 0x%04X in context %d", machine.blamedPc(), machine.blamedContext());
    return String.format(
        "%s: %s%s after %d steps, value %s, %d allocations, %d collections",
        file,
        what,
        where,
        machine.steps(),
        machine.value(),
        machine.heap().allocations(),
        machine.heap().collections());
  }

  /** A program that has run, by a machine with a trace. */
  static Map<String, Object> members(Path file, Machine machine, End end) {
    boolean blamed = machine.blamedContext() >= 0;
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file);
    members.put("end", end.title());
    members.put("trap", machine.trap().map(Trap::title).orElse(null));
    members.put("steps", machine.steps());
    members.put("value", machine.value());
    members.put("allocations", machine.heap().allocations());
    members.put("collections", machine.heap().collections());
    members.put("trace", String.format("%08x", machine.trace()));
    members.put("context", blamed ? machine.blamedContext() : null);
    members.put("pc", blamed ? machine.blamedPc() : null);
    members.put("missed", machine.missed());
    return members;
  }

  /** A file that has not run: the same members, with nothing in them, and why. */
  static Map<String, Object> members(Path file, String end, String error) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file);
    members.put("end", end);
    members.put("trap", null);
    members.put("steps", 0);
    members.put("value", null);
    members.put("allocations", 0);
    members.put("collections", 0);
    members.put("trace", null);
    members.put("context", null);
    members.put("pc", null);
    members.put("missed", 0);
    members.put("error", error);
    return members;
  }
}
