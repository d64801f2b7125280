package org.hqueue.web.console;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The console's texts in one language. Pages name them as {@code #{t['key']}}; this is for what
 * beans and servlets say. For many threads.
 */
public final class Texts {

  /** The languages that the console speaks, the first one to whoever asks for none of them. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.JAPANESE);

  private static final String BUNDLE = "org.hqueue.web.console.texts";

  private final Locale locale;
  private final ResourceBundle bundle;

  private Texts(Locale locale) {
    this.locale = locale;
    this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
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

  /** A text that there may be; empty when there is none. */
  public Optional<String> find(String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }
}
