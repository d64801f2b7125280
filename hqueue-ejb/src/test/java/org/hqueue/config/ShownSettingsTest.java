package org.hqueue.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hqueue.config.ShownSetting.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownSettingsTest {

  @TempDir Path home;

  @Test
  void aSettingIsToldByItsOldAndItsNewName() {
    Settings settings = new Settings(home, Map.of("HQUEUE_ACTIVE_TIMEOUT", "7"));
    assertEquals(Optional.of("7"), settings.shown("hqserver.activeTimeout"));
    assertEquals(Optional.of("7"), settings.shown("activetimeout"));
    assertEquals(Optional.of("5"), settings.shown("killGrace"));
    assertEquals(Optional.empty(), settings.shown("nothing"));
    assertEquals(Optional.empty(), settings.shown(""));
  }

  @Test
  void patternsOfTheFarmAreReadAtStartAndABadOneIsNamed() {
    Settings settings =
        new Settings(home, Map.of("HQUEUE_ERROR_PATTERNS", "^Error: ;; licen[cs]e, (lost|none);;"));
    assertEquals(List.of("^Error:", "licen[cs]e, (lost|none)"), settings.errorPatterns());
    assertEquals(List.of(), settings.requeuePatterns());
    assertEquals(
        "setting hqserver.requeuePatterns: expected a regular expression, got \"(\": Unclosed group",
        refusal("a;;("));
    assertEquals(
        "setting hqserver.requeuePatterns: expected at most 32 regular expressions, got 33",
        refusal("a;;".repeat(33)));
    assertTrue(refusal("a".repeat(1001)).contains("at most 1000 characters"));
  }

  private String refusal(String patterns) {
    Map<String, String> variables = Map.of("HQUEUE_REQUEUE_PATTERNS", patterns);
    return assertThrows(IllegalArgumentException.class, () -> new Settings(home, variables))
        .getMessage();
  }

  @Test
  void everySettingOfTheDocumentIsTold() throws IOException {
    Settings settings = new Settings(home, Map.of());
    String document = Files.readString(Path.of("..", "docs", "settings.md"));
    Matcher keys = Pattern.compile("(?m)^\\| `(hqserver\\.[^`]+)` \\|").matcher(document);
    Set<String> missing = new TreeSet<>();
    int count = 0;
    for (; keys.find(); count++) {
      if (settings.shown(keys.group(1)).isEmpty()) {
        missing.add(keys.group(1));
      }
    }
    assertTrue(count > 10, "keys in the document: " + count);
    assertEquals(Set.of("hqserver.databasePassword"), missing);
  }

  @Test
  void aSettingOfTheFileThatNobodyKnowsIsToldToo() throws IOException {
    Files.writeString(home.resolve("hqserver.ini"), "hqserver.emailServer = mail\n");
    assertEquals(Optional.of("mail"), new Settings(home, Map.of()).shown("hqserver.emailServer"));
  }

  @Test
  void aPasswordIsNeverTold() throws IOException {
    Files.writeString(home.resolve("hqserver.ini"), "hqserver.mailPassword = secret\n");
    Settings settings =
        new Settings(
            home,
            Map.of(
                "HQUEUE_DATABASE_PASSWORD",
                "secret",
                "HQUEUE_DATABASE_URL",
                "jdbc:mariadb://db/hqueue?user=a&password=secret&x=1"));
    assertEquals(Optional.empty(), settings.shown("hqserver.databasePassword"));
    assertEquals(Optional.empty(), settings.shown("mailPassword"));
    assertEquals(
        Optional.of("jdbc:mariadb://db/hqueue?user=a&password=(hidden)&x=1"),
        settings.shown("databaseUrl"));
  }

  @Test
  void allSettingsAreToldWithWhereTheyComeFrom() throws IOException {
    Files.writeString(
        home.resolve("hqserver.ini"),
        "smtp_password = secret\nhqserver.killGrace = 9\nhqserver.kilGrace = 8\nsmtp_port = 26\n");
    Settings settings = new Settings(home, Map.of("HQUEUE_KILL_GRACE", "7"));
    Map<String, ShownSetting> all = new HashMap<>();
    settings.allShown().forEach(setting -> all.put(setting.key(), setting));
    assertEquals(
        new ShownSetting("hqserver.killGrace", "HQUEUE_KILL_GRACE", "7", Source.ENVIRONMENT),
        all.get("hqserver.killGrace"));
    assertEquals(
        new ShownSetting("smtp_port", "HQUEUE_SMTP_PORT", "26", Source.FILE), all.get("smtp_port"));
    assertEquals(
        new ShownSetting("smtp_password", "HQUEUE_SMTP_PASSWORD", "(hidden)", Source.FILE),
        all.get("smtp_password"));
    assertEquals(
        new ShownSetting(
            "hqserver.databasePassword", "HQUEUE_DATABASE_PASSWORD", "", Source.STANDARD),
        all.get("hqserver.databasePassword"));
    assertEquals(List.of("hqserver.kilgrace"), settings.unknownKeys());
  }

  @Test
  void everySettingOfTheDocumentIsAmongAll() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "settings.md"));
    Matcher variables = Pattern.compile("`(HQUEUE_[A-Z_]+)`").matcher(document);
    Set<String> documented = new TreeSet<>();
    while (variables.find()) {
      documented.add(variables.group(1));
    }
    Set<String> shown = new TreeSet<>();
    new Settings(home, Map.of()).allShown().forEach(setting -> shown.add(setting.variable()));
    assertEquals(documented, shown);
  }
}
