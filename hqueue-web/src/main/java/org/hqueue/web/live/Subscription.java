package org.hqueue.web.live;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a page wants to hear of.
 *
 * @param jobs jobs whose changes and output it shows
 * @param list whether it shows jobs in general, so that any change may matter
 * @param farm whether it shows what belongs to no job: clients, groups, resources, notes, errors
 * @param feed up to where it has seen changes
 */
record Subscription(Set<Integer> jobs, boolean list, boolean farm, long feed) {

  /** As many as a page shows, and more. */
  static final int MOST_JOBS = 1_000;

  /** Of a page's message; empty when it cannot be read. */
  static Optional<Subscription> parse(String message) {
    try (JsonReader reader = Json.createReader(new StringReader(message))) {
      JsonObject object = reader.readObject();
      Set<Integer> jobs = new HashSet<>();
      JsonArray ids = object.getJsonArray("jobs");
      if (ids != null) {
        if (ids.size() > MOST_JOBS) {
          return Optional.empty();
        }
        for (JsonValue id : ids) {
          jobs.add(((JsonNumber) id).intValueExact());
        }
      }
      JsonNumber feed = object.getJsonNumber("feed");
      return Optional.of(
          new Subscription(
              Set.copyOf(jobs),
              object.getBoolean("list", false),
              object.getBoolean("farm", false),
              feed == null ? -1 : feed.longValueExact()));
    } catch (JsonException | ClassCastException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }
}
