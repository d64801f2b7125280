package org.hqueue.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hqueue.job.JobStatus;
import org.hqueue.phrase.Blank;
import org.hqueue.phrase.Phrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

  @Test
  void everyTextIsThereInEachLanguage() throws IOException {
    Properties english = read("texts.properties");
    Properties japanese = read("texts_ja.properties");
    assertTrue(english.size() > 200, "only " + english.size());
    assertEquals(
        new TreeSet<>(english.stringPropertyNames()),
        new TreeSet<>(japanese.stringPropertyNames()));
  }

  @Test
  void everyTextThatAPageAsksForIsThere() throws IOException {
    Pattern asked = Pattern.compile("(?:\\bt\\[|viewer\\.say\\()'([a-zA-Z0-9_.-]+)'");
    Set<String> known = read("texts.properties").stringPropertyNames();
    Set<String> missing = new TreeSet<>();
    int found = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/webapp"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".xhtml")).toList()) {
        Matcher matcher = asked.matcher(Files.readString(page));
        while (matcher.find()) {
          found++;
          if (!known.contains(matcher.group(1))) {
            missing.add(page.getFileName() + ": " + matcher.group(1));
          }
        }
      }
    }
    assertTrue(found > 200, "only " + found);
    assertEquals(Set.of(), missing);
  }

  @Test
  void aTextTakesTheSameValuesInEachLanguage() throws IOException {
    Properties english = read("texts.properties");
    Properties japanese = read("texts_ja.properties");
    for (String key : english.stringPropertyNames()) {
      assertEquals(
          new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex().length,
          new MessageFormat(japanese.getProperty(key)).getFormatsByArgumentIndex().length,
          key);
    }
  }

  @Test
  void everyStatusAndEveryLanguageHasItsWords() {
    for (Locale language : Texts.LANGUAGES) {
      for (JobStatus status : JobStatus.values()) {
        assertTrue(Texts.of(language).find("status." + status.word()).isPresent(), status.word());
      }
    }
    assertEquals("実行中", Texts.of(Locale.JAPANESE).get("status.running"));
    assertEquals("3 cancelled", Texts.of(Locale.ENGLISH).get("result.cancel", 3));
  }

  @Test
  void everythingThatTheServerSaysIsSaidInEachLanguage() throws IOException {
    Properties japanese = read("phrases_ja.properties");
    assertEquals(
        Arrays.stream(Phrase.values())
            .map(Phrase::name)
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(japanese.stringPropertyNames()));
    Texts texts = Texts.of(Locale.JAPANESE);
    for (Phrase phrase : Phrase.values()) {
      List<String> values = new ArrayList<>();
      List<String> said = new ArrayList<>();
      for (Blank blank : phrase.blanks()) {
        values.add(blank == Blank.STATUS ? "running" : "value" + values.size());
        said.add(blank == Blank.STATUS ? "実行中" : values.get(said.size()));
      }
      String english = phrase.with(values.toArray());
      String told = texts.told(english);
      assertTrue(told.codePoints().anyMatch(c -> c > 0x3000), english + " -> " + told);
      said.forEach(value -> assertEquals(2, told.split(value, -1).length, english + " -> " + told));
      assertFalse(told.contains("{"), told);
      assertEquals(english, Texts.of(Locale.ENGLISH).told(english));
    }
  }

  @Test
  void aReasonWithinAPhraseIsSaidInTheSameLanguage() {
    Texts texts = Texts.of(Locale.JAPANESE);
    assertEquals(
        "状態を「失敗」に変更: 終了コード 1: no licence",
        texts.told("setting status to failed: exit code 1: no licence"));
    assertEquals(
        "children[3].cpus: 整数が必要ですが、リスト でした",
        texts.refusal("children[3].cpus: expected int, got a list"));
    assertEquals("ask Ann", texts.told("ask Ann"));
  }

  @Test
  void aNoteIsSaidInAnotherLanguageOnlyWhereTheServerWroteIt() {
    Texts texts = Texts.of(Locale.JAPANESE);
    assertEquals("paused", texts.note("paused"));
    assertEquals("応答が途絶えました", texts.note("gone silent"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s, 0 秒",
    "59, 59 s, 59 秒",
    "60, 1 min 0 s, 1 分 0 秒",
    "3599, 59 min 59 s, 59 分 59 秒",
    "3661, 1 h 1 min, 1 時間 1 分",
    "90000, 1 d 1 h, 1 日 1 時間",
    "-5, 0 s, 0 秒"
  })
  void lengthsAreToldByTheirTwoLargestUnits(long seconds, String english, String japanese) {
    assertEquals(english, Texts.of(Locale.ENGLISH).length(Duration.ofSeconds(seconds)));
    assertEquals(japanese, Texts.of(Locale.JAPANESE).length(Duration.ofSeconds(seconds)));
    assertEquals("", Texts.of(Locale.JAPANESE).length(null));
  }

  @Test
  void aJobWithoutANameIsCalledByItsId() {
    assertEquals("job 1234", Texts.of(Locale.ENGLISH).job(" ", 1234));
    assertEquals("ジョブ 1234", Texts.of(Locale.JAPANESE).job("", 1234));
    assertEquals("shot 010", Texts.of(Locale.JAPANESE).job("shot 010", 1234));
  }

  @Test
  void theBrowsersFirstLanguageThatIsSpokenHereCounts() {
    assertEquals(
        Locale.JAPANESE, Viewer.ofBrowser(List.of(Locale.FRENCH, Locale.JAPAN, Locale.US)));
    assertEquals(Locale.ENGLISH, Viewer.ofBrowser(List.of(Locale.FRENCH)));
  }

  @Test
  void whatIsNoZoneIsUtc() {
    assertEquals("Z", Viewer.zoneOf("Mars/Base").getId());
    assertEquals("Z", Viewer.zoneOf(null).getId());
    assertEquals("Asia/Tokyo", Viewer.zoneOf("Asia/Tokyo").getId());
  }

  /** All of a bundle; fails at a key that is there twice. */
  private static Properties read(String name) throws IOException {
    Properties texts =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            assertFalse(containsKey(key), name + " has twice " + key);
            return super.put(key, value);
          }
        };
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Texts.class.getResourceAsStream(name)),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }
}
