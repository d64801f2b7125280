package org.hqueue.job;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values (maps, lists, text, numbers, truth values, null) and back. For many threads.
 */
final class JsonValues {

  /**
   * Kept, since each static method of the API looks the provider up anew, which takes longer than
   * JSON.
   */
  private static final JsonProvider JSON = JsonProvider.provider();

  private JsonValues() {}

  /**
   * Reads a JSON text.
   *
   * @throws JsonException when it is not JSON
   */
  static @Nullable Object read(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return plain(reader.readValue());
    }
  }

  /** Writes values as JSON; bytes become base64 text, whatever else is unknown its own text. */
  static String write(@Nullable Object value) {
    return json(value).toString();
  }

  private static @Nullable Object plain(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        value.asJsonObject().forEach((key, member) -> map.put(key, plain(member)));
        yield map;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        value.asJsonArray().forEach(member -> list.add(plain(member)));
        yield list;
      }
      case STRING -> ((JsonString) value).getString();
      case NUMBER -> number((JsonNumber) value);
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
    };
  }

  private static Object number(JsonNumber number) {
    if (!number.isIntegral()) {
      return number.doubleValue();
    }
    long value = number.longValue();
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  private static JsonValue json(@Nullable Object value) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (value instanceof Map<?, ?> map) {
      JsonObjectBuilder object = JSON.createObjectBuilder();
      map.forEach((key, member) -> object.add(String.valueOf(key), json(member)));
      return object.build();
    }
    if (value instanceof Iterable<?> list) {
      JsonArrayBuilder array = JSON.createArrayBuilder();
      list.forEach(member -> array.add(json(member)));
      return array.build();
    }
    if (value instanceof Boolean truth) {
      return truth ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof Integer number) {
      return JSON.createValue(number);
    }
    if (value instanceof Long number) {
      return JSON.createValue(number);
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return JSON.createValue(number);
    }
    if (value instanceof byte[] bytes) {
      return JSON.createValue(Base64.getEncoder().encodeToString(bytes));
    }
    return JSON.createValue(value.toString());
  }
}
