package org.vzlab.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.board.UserError;
import org.vzlab.isolation.attack.AttackClass;
import org.vzlab.isolation.attack.AttackResult;
import org.vzlab.isolation.attack.Campaign;
import org.vzlab.isolation.attack.Finding;
import org.vzlab.isolation.attack.TrapRow;

/**
 * Results of attacks as lines of JSON, which shards of a campaign write and which are put together.
 */
final class AttackLines {
  private AttackLines() {}

  /** A result as a line. */
  static String line(AttackResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seed", result.seed());
    members.put("class", result.attackClass());
    members.put("guest", result.guest());
    members.put("holds", result.holds());
    members.put("end", result.end());
    members.put("reason", result.reason());
    members.put("stoppedBy", result.stoppedBy());
    members.put("instructions", result.instructions());
    members.put("exits", result.exits());
    members.put("exceptions", result.exceptions());
    Map<String, Long> traps = new TreeMap<>();
    result.traps().forEach((row, count) -> traps.put(Choice.word(row), count));
    members.put("traps", traps);
    members.put("findings", result.findings());
    return Json.line(members);
  }

  /**
   * Adds the results of a file to a campaign.
   *
   * @throws UserError if the file cannot be read or a line of it is no result
   */
  static void read(Path file, Campaign campaign) throws UserError {
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        campaign.add(result(JsonParser.parseString(line).getAsJsonObject()));
      }
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file; expected lines that attack --json has written");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage());
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | UnsupportedOperationException e) {
      throw new UserError(
          file + ":" + number + ": expected the result of an attack, as attack --json writes it");
    }
  }

  private static AttackResult result(JsonObject line) {
    List<Finding> findings = new ArrayList<>();
    for (JsonElement each : line.getAsJsonArray("findings")) {
      JsonObject finding = each.getAsJsonObject();
      findings.add(
          new Finding(
              constant(Finding.Kind.class, finding.get("kind").getAsString()),
              finding.get("text").getAsString()));
    }
    Map<TrapRow, Long> traps = new EnumMap<>(TrapRow.class);
    counts(line, "traps").forEach((word, count) -> traps.put(constant(TrapRow.class, word), count));
    return new AttackResult(
        line.get("seed").getAsLong(),
        constant(AttackClass.class, line.get("class").getAsString()),
        line.get("guest").getAsInt(),
        List.copyOf(findings),
        line.get("end").getAsString(),
        line.get("reason").getAsString(),
        line.get("stoppedBy").getAsString(),
        line.get("instructions").getAsLong(),
        counts(line, "exits"),
        counts(line, "exceptions"),
        traps);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static Map<String, Long> counts(JsonObject line, String member) {
    Map<String, Long> counts = new TreeMap<>();
    line.getAsJsonObject(member)
        .entrySet()
        .forEach(each -> counts.put(each.getKey(), each.getValue().getAsLong()));
    return counts;
  }
}
