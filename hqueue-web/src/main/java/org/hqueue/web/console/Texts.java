package org.hqueue.web.console;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hqueue.database.HqueueException;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * The console's texts in one language. Pages name them as {@code #{t['key']}}; this is for what
 * beans and servlets say. For many threads.
 */
public final class Texts {

  /** The languages that the console speaks, the first one to whoever asks for none of them. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.JAPANESE);

  private static final String BUNDLE = "org.hqueue.web.console.texts";
  private static final String PHRASES = "org.hqueue.web.console.phrases";

  /** What the server notes about clients and jobs. */
  private static final Set<Phrase> NOTES =
      EnumSet.of(
          Phrase.GETS_NO_JOBS,
          Phrase.ABANDONED,
          Phrase.GONE_SILENT,
          Phrase.GONE_SILENT_WITH,
          Phrase.GONE_SILENT_WITH_MORE);

  private static final Pattern BLANK = Pattern.compile("\\{(\\d)}");
  private static final Pattern REFUSED = Pattern.compile("([\\w.\\[\\]]+: )(.+)", Pattern.DOTALL);

  private final Locale locale;
  private final ResourceBundle bundle;
  private final @Nullable ResourceBundle phrases;

  private Texts(Locale locale) {
    this.locale = locale;
    this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
    this.phrases = locale.equals(Locale.ENGLISH) ? null : ResourceBundle.getBundle(PHRASES, locale);
  }

  /** In one of {@link #LANGUAGES}. */
  public static Texts of(Locale locale) {
    return new Texts(locale);
  }

  /** A text as it stands. */
  public String get(String key) {
    return bundle.getString(key);
  }

  /** A text with values in it, as {@link MessageFormat} puts them. */
  public String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** A length of time by its two largest units; "" for none. */
  public String length(@Nullable Duration length) {
    if (length == null) {
      return "";
    }
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return get("length.seconds", seconds);
    }
    if (seconds < 3_600) {
      return get("length.minutes", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return get("length.hours", seconds / 3_600, seconds % 3_600 / 60);
    }
    return get("length.days", seconds / 86_400, seconds % 86_400 / 3_600);
  }

  /** What a job is called: its name, or its id where it was submitted without one. */
  public String job(String name, int id) {
    return name.isBlank() ? get("job.unnamed", Integer.toString(id)) : name;
  }

  /** A text that there may be; empty when there is none. */
  public Optional<String> find(String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }

  /**
   * What the server says, in this language: why a job waits or failed, a line of its log, a
   * refusal. What it has from users and processes stays as it is.
   */
  public String told(String english) {
    ResourceBundle known = phrases;
    if (known == null) {
      return english;
    }
    return Phrase.find(english).map(found -> say(known, found)).orElse(english);
  }

  /** A note's text: the server's own in this language, people's as they wrote it. */
  public String note(String text) {
    return Phrase.find(text)
        .map(found -> NOTES.contains(found.phrase()) ? told(text) : text)
        .orElse(text);
  }

  /** Why something was refused, in this language; the name of what is refused stays before it. */
  public String refusal(HqueueException refused) {
    return refusal(String.valueOf(refused.getMessage()));
  }

  /** The same of its message. */
  public String refusal(String english) {
    Matcher named = REFUSED.matcher(english);
    return named.matches() ? named.group(1) + told(named.group(2)) : told(english);
  }

  private String say(ResourceBundle known, Phrase.Found found) {
    return BLANK
        .matcher(known.getString(found.phrase().name()))
        .replaceAll(
            blank -> Matcher.quoteReplacement(value(found, Integer.parseInt(blank.group(1)))));
  }

  private String value(Phrase.Found found, int blank) {
    String value = found.values().get(blank);
    return switch (found.phrase().blanks().get(blank)) {
      case TEXT -> value;
      case PHRASE -> told(value);
      case STATUS -> find("status." + value).orElse(value);
    };
  }
}
