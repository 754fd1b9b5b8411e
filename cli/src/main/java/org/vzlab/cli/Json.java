package org.vzlab.cli;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes maps, records, lists, strings, numbers, booleans and null as JSON (RFC 8259). What is
 * optional and not there is no member of its record.
 */
final class Json {
  private final StringBuilder text = new StringBuilder();
  private final boolean indented;

  private Json(boolean indented) {
    this.indented = indented;
  }

  static String of(Map<String, ?> object) {
    Json json = new Json(true);
    json.value(object, "\n");
    return json.text.append('\n').toString();
  }

  /** The same in one line, without its end. */
  static String line(Map<String, ?> object) {
    Json json = new Json(false);
    json.value(object, "");
    return json.text.toString();
  }

  /** What a record's JSON object has, in the order of its components. */
  static Map<String, Object> members(Record record) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(record);
        if (!Optional.empty().equals(value) && !OptionalLong.empty().equals(value)) {
          members.put(component.getName(), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(component + " cannot be read", e);
      }
    }
    return members;
  }

  private void value(Object value, String line) {
    if (value == null) {
      text.append("null");
    } else if (value instanceof Map<?, ?> map) {
      List<Runnable> members = new ArrayList<>();
      map.forEach(
          (key, member) ->
              members.add(
                  () -> {
                    string(key.toString());
                    text.append(indented ? ": " : ":");
                    value(member, line + step());
                  }));
      block('{', members, '}', line);
    } else if (value instanceof Record record) {
      value(members(record), line);
    } else if (value instanceof List<?> list) {
      List<Runnable> members = new ArrayList<>();
      list.forEach(member -> members.add(() -> value(member, line + step())));
      block('[', members, ']', line);
    } else if (value instanceof Optional<?> optional) {
      value(optional.orElseThrow(), line);
    } else if (value instanceof OptionalLong optional) {
      text.append(optional.orElseThrow());
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Enum<?> constant) {
      string(Choice.word(constant));
    } else {
      string(value.toString());
    }
  }

  private void block(char open, List<Runnable> members, char close, String line) {
    text.append(open);
    String separator = line + step();
    for (Runnable member : members) {
      text.append(separator);
      member.run();
      separator = "," + line + step();
    }
    text.append(members.isEmpty() ? "" : line).append(close);
  }

  private String step() {
    return indented ? "  " : "";
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
