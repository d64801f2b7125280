package org.hqueue.requirement;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stored form of a demand. What is not demanded is left out, so that a new kind of demand does
 * not change the digests of the rows that are there. For many threads.
 */
final class DemandText {

  /**
   * Kept, since each static method of the API looks the provider up anew, which takes longer than
   * JSON.
   */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Names of conditions in rows that an earlier version wrote. */
  private static final Map<String, String> OLD_NAMES =
      Map.of("HOSTNAME", Condition.HOSTNAME, "LABEL", Condition.LABEL, "GROUP", Condition.GROUP);

  private DemandText() {}

  static String write(Demand demand) {
    JsonObjectBuilder object = JSON.createObjectBuilder().add("cpus", demand.room().cpus());
    putUnless(object, "memory", demand.room().memory(), 0);
    putUnless(object, "gpus", demand.room().gpus(), 0);
    putUnless(object, "minHosts", demand.hosts().min(), 1);
    putUnless(object, "maxHosts", demand.hosts().max(), 1);
    JsonArrayBuilder conditions = JSON.createArrayBuilder();
    for (Condition condition : demand.conditions()) {
      conditions.add(
          JSON.createArrayBuilder()
              .add(condition.name())
              .add(condition.op().name())
              .add(condition.value()));
    }
    object.add("conditions", conditions);
    object.add("singleTags", JSON.createArrayBuilder(demand.singleTags()));
    if (!demand.resources().isEmpty()) {
      JsonObjectBuilder resources = JSON.createObjectBuilder();
      new TreeMap<>(demand.resources()).forEach(resources::add);
      object.add("resources", resources);
    }
    if (!demand.limits().isEmpty()) {
      object.add("limits", JSON.createArrayBuilder(demand.limits()));
    }
    if (!demand.share().isEmpty()) {
      object.add("share", demand.share());
    }
    if (!demand.avoided().isEmpty()) {
      JsonArrayBuilder avoided = JSON.createArrayBuilder();
      for (Demand.Avoided one : demand.avoided()) {
        Instant until = one.until();
        avoided.add(
            JSON.createArrayBuilder()
                .add(one.clientId())
                .add(until == null ? 0 : until.toEpochMilli()));
      }
      object.add("avoided", avoided);
    }
    return object.build().toString();
  }

  private static void putUnless(JsonObjectBuilder object, String key, int value, int usual) {
    if (value != usual) {
      object.add(key, value);
    }
  }

  static Demand read(String text) {
    JsonObject object;
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      object = reader.readObject();
    }
    Map<String, Integer> resources = new TreeMap<>();
    if (object.containsKey("resources")) {
      JsonObject named = object.getJsonObject("resources");
      named.keySet().forEach(name -> resources.put(name, named.getInt(name)));
    }
    return new Demand(
        new Demand.Room(
            object.getInt("cpus"), object.getInt("memory", 0), object.getInt("gpus", 0)),
        new Demand.Hosts(object.getInt("minHosts", 1), object.getInt("maxHosts", 1)),
        conditions(object.getJsonArray("conditions")),
        object.getJsonArray("singleTags").getValuesAs(JsonString::getString),
        resources,
        numbers(object, "limits"),
        object.getString("share", ""),
        avoided(object));
  }

  private static List<Condition> conditions(JsonArray array) {
    List<Condition> conditions = new ArrayList<>();
    for (JsonArray condition : array.getValuesAs(JsonArray.class)) {
      String name = condition.getString(0);
      conditions.add(
          new Condition(
              OLD_NAMES.getOrDefault(name, name),
              Condition.Op.valueOf(condition.getString(1)),
              condition.getString(2)));
    }
    return List.copyOf(conditions);
  }

  private static List<Integer> numbers(JsonObject object, String key) {
    return object.containsKey(key)
        ? object.getJsonArray(key).getValuesAs(JsonNumber::intValue)
        : List.of();
  }

  private static List<Demand.Avoided> avoided(JsonObject object) {
    List<Demand.Avoided> avoided = new ArrayList<>();
    if (object.containsKey("avoided")) {
      for (JsonArray one : object.getJsonArray("avoided").getValuesAs(JsonArray.class)) {
        long until = one.getJsonNumber(1).longValue();
        avoided.add(
            new Demand.Avoided(one.getInt(0), until == 0 ? null : Instant.ofEpochMilli(until)));
      }
    }
    return avoided;
  }
}
