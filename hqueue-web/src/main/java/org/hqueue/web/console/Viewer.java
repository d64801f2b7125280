package org.hqueue.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hqueue.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page: the language, the colours and the time zone. The browser says the first;
 * what the viewer chose instead, and the zone, are in cookies that the console's script writes, so
 * the server keeps nothing of it.
 */
@Named
@RequestScoped
public class Viewer {

  @Inject HttpServletRequest request;

  private @Nullable Texts texts;

  /** Of the texts and numbers. */
  public Locale getLocale() {
    String chosen = cookie("hqueue-language");
    for (Locale language : Texts.LANGUAGES) {
      if (language.getLanguage().equals(chosen)) {
        return language;
      }
    }
    return ofBrowser(Collections.list(request.getLocales()));
  }

  /** The first language of the list that the console speaks. */
  static Locale ofBrowser(List<Locale> wanted) {
    for (Locale locale : wanted) {
      for (Locale language : Texts.LANGUAGES) {
        if (language.getLanguage().equals(locale.getLanguage())) {
          return language;
        }
      }
    }
    return Texts.LANGUAGES.get(0);
  }

  /** As {@code <html lang>} says it. */
  public String getLanguage() {
    return getLocale().getLanguage();
  }

  /**
   * {@code light} or {@code dark} where the viewer chose, {@code auto} where the system decides.
   */
  public String getTheme() {
    String chosen = cookie("hqueue-theme");
    return "light".equals(chosen) || "dark".equals(chosen) ? chosen : "auto";
  }

  /** Where the viewer's dates begin; UTC until the script has told. */
  public ZoneId zone() {
    return zoneOf(cookie("hqueue-zone"));
  }

  /** UTC for what is no zone. */
  static ZoneId zoneOf(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }

  /** The texts in the viewer's language. */
  public Texts texts() {
    Texts known = texts;
    if (known == null) {
      known = Texts.of(getLocale());
      texts = known;
    }
    return known;
  }

  /** A whole number as the viewer writes it. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(getLocale()).format(number);
  }

  /** A length of time in the viewer's units; "" for none. */
  public String length(@Nullable Duration length) {
    return texts().length(length);
  }

  /** The word of a status. */
  public String status(JobStatus status) {
    return texts().get("status." + status.word());
  }

  /** The words of all statuses for scripts: {@code name=word|...}. */
  public String getStatusWords() {
    return Arrays.stream(JobStatus.values())
        .map(status -> status.word() + "=" + status(status))
        .collect(Collectors.joining("|"));
  }

  /** The word of a status, or of a group of them. */
  public String word(String statusOrGroup) {
    return texts()
        .find("status." + statusOrGroup)
        .or(() -> texts().find("group." + statusOrGroup))
        .orElse(statusOrGroup);
  }

  /** The word of a client's state. */
  public String client(String state) {
    return texts().get("client." + state);
  }

  /** A text with one value in it. */
  public String say(String key, Object value) {
    return texts().get(key, value);
  }

  /** A text with two values in it. */
  public String say(String key, Object first, Object second) {
    return texts().get(key, first, second);
  }

  /** What the server says about a job or a client, in the viewer's language. */
  public String told(String english) {
    return texts().told(english);
  }

  /** A note's text, in the viewer's language where the server wrote it. */
  public String note(String text) {
    return texts().note(text);
  }

  /** What a property of a specification is called; itself when it has no other name. */
  public String property(String name) {
    return texts().find("property." + name).orElse(name);
  }

  private @Nullable String cookie(String name) {
    Cookie[] cookies = Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]);
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name)) {
        return cookie.getValue();
      }
    }
    return null;
  }
}
