package org.hqueue.requirement;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * All that a job demands of a client. Jobs that demand the same share one requirement row, so that
 * a placement asks once for ten thousand frames.
 *
 * @param cpus from 1
 * @param conditions all must hold
 * @param singleTags the {@code single...} tags, which restrict what may run beside the job (jobs.md
 *     section 3)
 */
public record Demand(int cpus, List<Condition> conditions, List<String> singleTags) {

  /**
   * Kept, since each static method of the API looks the provider up anew, which takes longer than
   * JSON.
   */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** The form that is stored and digested: the same demand always gives the same text. */
  public String toText() {
    JsonObjectBuilder object = JSON.createObjectBuilder().add("cpus", cpus);
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (Condition condition : conditions) {
      list.add(
          JSON.createArrayBuilder()
              .add(condition.name())
              .add(condition.op().name())
              .add(condition.value()));
    }
    object.add("conditions", list);
    object.add("singleTags", JSON.createArrayBuilder(singleTags));
    return object.build().toString();
  }

  /** Reads what {@link #toText} wrote. */
  public static Demand ofText(String text) {
    JsonObject object;
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      object = reader.readObject();
    }
    List<Condition> conditions = new ArrayList<>();
    for (JsonArray condition : object.getJsonArray("conditions").getValuesAs(JsonArray.class)) {
      conditions.add(
          new Condition(
              condition.getString(0),
              Condition.Op.valueOf(condition.getString(1)),
              condition.getString(2)));
    }
    return new Demand(
        object.getInt("cpus"),
        List.copyOf(conditions),
        object.getJsonArray("singleTags").getValuesAs(JsonString::getString));
  }

  /** By which the row of this demand is found, 64 hex digits. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(toText().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
