package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {
  @TempDir Path folder;

  @Test
  void nothingWrittenGivesTheDefaults() throws SettingsException {
    var settings = AgentSettings.of(Map.of());
    assertEquals(URI.create("http://127.0.0.1:5000"), settings.server());
    assertEquals("", settings.name());
    assertEquals(MachineFacts.hostname(), settings.hostname());
    assertEquals(Runtime.getRuntime().availableProcessors(), settings.cpus());
    assertEquals(5001, settings.port());
    assertEquals("127.0.0.1", settings.listenHost());
    assertTrue(settings.folder().endsWith(".hqueue/agent"));
  }

  @ParameterizedTest
  @CsvSource({
    "farm,                   http://farm:5000",
    "farm:5700,              http://farm:5700",
    "http://farm:5700/,      http://farm:5700",
    "https://farm.example,   https://farm.example:5000",
    "[::1]:5700,             http://[::1]:5700"
  })
  void aServerMayBeWrittenInSeveralWays(String written, URI server) throws SettingsException {
    assertEquals(server, AgentSettings.of(Map.of("server", flag(written))).server());
  }

  @ParameterizedTest
  @CsvSource({
    "server, ftp://farm",
    "server, http://farm/path",
    "server, http://user:secret@farm",
    "cpus, 0",
    "cpus, many",
    "port, 65536",
    "name, a/b",
    "hostname, 'a b'",
    "endJobsOnExit, yes"
  })
  void aValueThatIsNotPossibleIsNamedWithItsOrigin(String key, String value) {
    var written = Map.of(key, new Setting(value, "hqnode.ini line 3"));
    var e = assertThrows(SettingsException.class, () -> AgentSettings.of(written));
    assertTrue(e.getMessage().startsWith("hqnode.ini line 3: '" + value + "'"), e.getMessage());
  }

  @Test
  void aNamedAgentHasItsOwnFolder() throws SettingsException {
    var settings = AgentSettings.of(Map.of("name", flag("b"), "hostname", flag("node7")));
    assertTrue(settings.folder().endsWith(".hqueue/agent-b"));
    assertEquals("node7:b", settings.label());
  }

  @Test
  void anIniFileIsReadAndFlagsCountMore() throws Exception {
    var file = ini("# our farm\n[main]\nserver = farm:5700\n\n; node\ncpus=3\n");
    var written = new HashMap<>(IniFile.read(file, AgentSettings.KEYS));
    written.put("cpus", flag("2"));
    var settings = AgentSettings.of(written);
    assertEquals(URI.create("http://farm:5700"), settings.server());
    assertEquals(2, settings.cpus());
  }

  @ParameterizedTest
  @CsvSource({"serverr = farm", "just words", "[jobs]", "cpus = 4"})
  void aWrongLineIsNamed(String line) throws IOException {
    var file = ini("cpus = 3\n" + line + "\n");
    var e = assertThrows(SettingsException.class, () -> IniFile.read(file, AgentSettings.KEYS));
    assertTrue(e.getMessage().contains("hqnode.ini line 2"), e.getMessage());
  }

  private Path ini(String text) throws IOException {
    return Files.writeString(folder.resolve("hqnode.ini"), text);
  }

  private static Setting flag(String value) {
    return new Setting(value, "--flag");
  }
}
