package org.hqueue.phrase;

import java.util.EnumSet;
import java.util.Set;

/** What tests hear the server say, which must be phrases: others stay English on every page. */
public final class Sayings {

  /** Those whose last value is the server's own as well. */
  private static final Set<Phrase> NESTED =
      EnumSet.of(
          Phrase.STATUS_BECAUSE,
          Phrase.ENDED,
          Phrase.ENDED_WITH_CODE,
          Phrase.WOULD_FIT,
          Phrase.WOULD_FIT_MORE);

  private Sayings() {}

  /** Whether a text is a phrase to its end. */
  public static boolean isPhrase(String text) {
    return Phrase.find(text)
        .map(
            found ->
                !NESTED.contains(found.phrase())
                    || isPhrase(found.values().get(found.values().size() - 1)))
        .orElse(false);
  }
}
