package org.vzlab.svm.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pools of a program that is being assembled. */
final class Pools {
  private final List<Integer> integers = new ArrayList<>();
  private final Map<Integer, Integer> byValue = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final List<NativeEntry> natives = new ArrayList<>();
  private final Map<NativeEntry, Integer> byEntry = new HashMap<>();

  /** A new integer at the end. */
  void add(int value) {
    byValue.putIfAbsent(value, integers.size());
    integers.add(value);
  }

  /** Names the last integer; false if the name is taken. */
  boolean name(String name) {
    return byName.putIfAbsent(name, integers.size() - 1) == null;
  }

  /** A new native function at the end. */
  void add(NativeEntry entry) {
    byEntry.putIfAbsent(entry, natives.size());
    natives.add(entry);
  }

  /** More bytes of strings. */
  void add(byte[] string) {
    strings.writeBytes(string);
  }

  /** The index of a value, which is added if it is not there. */
  int index(int value) {
    if (!byValue.containsKey(value)) {
      add(value);
    }
    return byValue.get(value);
  }

  /** The index of a name, -1 if there is no such. */
  int index(String name) {
    return byName.getOrDefault(name, -1);
  }

  /** The index of a native function, which is added if it is not there. */
  int index(NativeEntry entry) {
    if (!byEntry.containsKey(entry)) {
      add(entry);
    }
    return byEntry.get(entry);
  }

  /** Whether a pool has more than a file can say. */
  boolean full() {
    int most = Math.max(integers.size(), Math.max(strings.size(), natives.size()));
    return most > ProgramWriter.POOL;
  }

  /** The program with this code. */
  Program program(int version, byte[] code) {
    int[] values = integers.stream().mapToInt(Integer::intValue).toArray();
    return ProgramWriter.program(version, values, strings.toByteArray(), natives, code);
  }

  /** Bytes before the code. */
  int header() {
    return ProgramWriter.header(integers.size(), strings.size(), natives.size());
  }
}
