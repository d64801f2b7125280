package org.hqueue.web.console;

import java.util.Map;
import java.util.StringJoiner;

/**
 * What a button did to the things asked for.
 *
 * @param taken how many it took
 * @param left how many it left alone, by the key of the reason
 */
public record Outcome(int taken, Map<String, Integer> left) {

  /** {@code 12 enabled, 3 left alone: already enabled}. */
  public FormAnswer.Told told(String key, Texts texts) {
    StringJoiner parts = new StringJoiner(texts.get("result.separator"));
    if (taken > 0 || left.isEmpty()) {
      parts.add(texts.get(key, taken));
    }
    left.forEach((reason, count) -> parts.add(texts.get("result.left", count, texts.get(reason))));
    return new FormAnswer.Told(taken > 0, parts.toString());
  }
}
