package org.hqueue.bench;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The figures of a run as JSON, to be compared with those of another. */
final class ResultFile {
  private static final String ROW = "| %-44s | %8s | %8s | %8s | %8s |%n";

  private ResultFile() {}

  /** Writes all rows; what a scenario does not measure (it is not finite) is left out. */
  static void write(Path file, String database, List<Measurement> rows) throws IOException {
    JsonArrayBuilder list = Json.createArrayBuilder();
    rows.forEach(row -> list.add(object(row)));
    JsonObject all = Json.createObjectBuilder().add("database", database).add("rows", list).build();
    try (JsonWriter writer = Json.createWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(all);
    }
  }

  private static JsonObjectBuilder object(Measurement row) {
    JsonObjectBuilder object =
        Json.createObjectBuilder().add("scenario", row.name()).add("pieces", row.pieces());
    add(object, "median", row.median());
    add(object, "p95", row.p95());
    add(object, "p99", row.p99());
    add(object, "perSecond", row.perSecond());
    add(object, "cpuPerPiece", row.cpuPerPiece());
    add(object, "busyCores", row.busyCores());
    add(object, "serverCpuMillis", row.serverCpuMillis());
    add(object, "databaseCpuMillis", row.databaseCpuMillis());
    add(object, "machineBusyMillis", row.machine().busyMillis());
    add(object, "machineDiskMillis", row.machine().diskMillis());
    add(object, "serverMebibytes", row.serverMebibytes());
    add(object, "databaseMebibytes", row.databaseMebibytes());
    return object.add("goal", row.goal().text()).add("reached", row.isGoalReached());
  }

  private static void add(JsonObjectBuilder object, String key, double value) {
    if (Double.isFinite(value)) {
      object.add(key, value);
    }
  }

  /** Prints, for each scenario that both have, the new figures divided by the old ones. */
  static void compare(Path old, List<Measurement> rows, PrintWriter out) throws IOException {
    JsonArray before;
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(old))) {
      before = reader.readObject().getJsonArray("rows");
    }
    out.printf("%nNew divided by old (%s):%n", old);
    out.printf(ROW, "scenario", "median", "p95", "per s", "CPU");
    for (Measurement row : rows) {
      for (JsonObject one : before.getValuesAs(JsonObject.class)) {
        if (one.getString("scenario").equals(row.name())) {
          out.printf(
              ROW,
              row.name(),
              ratio(row.median(), one, "median"),
              ratio(row.p95(), one, "p95"),
              ratio(row.perSecond(), one, "perSecond"),
              ratio(row.cpuPerPiece(), one, "cpuPerPiece"));
        }
      }
    }
    out.flush();
  }

  private static String ratio(double value, JsonObject old, String key) {
    if (!old.containsKey(key) || !Double.isFinite(value)) {
      return "";
    }
    double before = old.getJsonNumber(key).doubleValue();
    return before == 0 ? "" : String.format(Locale.ROOT, "%.2f", value / before);
  }
}
