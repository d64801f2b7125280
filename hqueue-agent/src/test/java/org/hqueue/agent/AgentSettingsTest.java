package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSettingsTest {
  @TempDir Path folder;

  @Test
  void nothingWrittenGivesTheDefaults() throws SettingsException {
    var settings = AgentSettings.of(IniFile.empty());
    assertEquals(URI.create("http://127.0.0.1:5000"), settings.server());
    assertEquals("", settings.name());
    assertEquals(MachineFacts.hostname(), settings.hostname());
    assertEquals(Runtime.getRuntime().availableProcessors(), settings.cpus());
    assertEquals(5001, settings.listenPort());
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
    assertEquals(server, of(Map.of("server", flag(written))).server());
  }

  @ParameterizedTest
  @CsvSource({
    "server, ftp://farm",
    "server, http://farm/path",
    "server, http://user:secret@farm",
    "cpus, 0",
    "cpus, many",
    "port, 65536",
    "port, 0",
    "listen_port, 65536",
    "sharedNetwork.mount, mnt",
    "auto_upgrade, perhaps",
    "name, a/b",
    "hostname, 'a b'",
    "endJobsOnExit, perhaps"
  })
  void aValueThatIsNotPossibleIsNamedWithItsOrigin(String key, String value) {
    var written = Map.of(key, new Setting(value, "hqnode.ini line 3"));
    var e = assertThrows(SettingsException.class, () -> of(written));
    assertTrue(e.getMessage().startsWith("hqnode.ini line 3: '" + value + "'"), e.getMessage());
  }

  @Test
  void aNamedAgentHasItsOwnFolder() throws SettingsException {
    var settings = of(Map.of("name", flag("b"), "hostname", flag("node7")));
    assertTrue(settings.folder().endsWith(".hqueue/agent-b"));
    assertEquals("node7:b", settings.label());
  }

  @Test
  void anIniFileIsReadAndFlagsCountMore() throws Exception {
    var file = ini("# our farm\n[main]\nserver = farm:5700\n\n; node\ncpus=3\n");
    var written = IniFile.read(file, AgentSettings.KEYS);
    written.main().put("cpus", flag("2"));
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

  @Test
  void anIniFileOfHqueueIsUnderstood() throws Exception {
    var file =
        ini(
            """
            [main]
            server = farm
            port = 5123
            auto_upgrade = 1
            sharedNetwork.mount = /mnt/hq
            [job_environment]
            # as every job of this farm wants it
            HOUDINI_PATH = /opt/a;/opt/b = &
            lower =
            [attributes]
            gpu = a100
            """);
    var settings = AgentSettings.of(IniFile.read(file, AgentSettings.KEYS));
    assertEquals(URI.create("http://farm:5123"), settings.server());
    assertEquals(5001, settings.listenPort());
    assertEquals(
        Map.of("HOUDINI_PATH", "/opt/a;/opt/b = &", "lower", "", "HQROOT", "/mnt/hq"),
        settings.jobEnvironment());
    assertEquals(List.of(Path.of("/mnt/hq")), settings.node().mounts());
    assertEquals(Map.of("gpu", "a100"), settings.node().attributes());
  }

  @ParameterizedTest
  @CsvSource({"farm:1, http://farm:1", "https://farm:2, https://farm:2", "farm, http://farm:9"})
  void thePortIsTheServersWhereThatNamesNone(String written, URI server) throws Exception {
    assertEquals(server, of(Map.of("server", flag(written), "port", flag("9"))).server());
  }

  private static AgentSettings of(Map<String, Setting> written) throws SettingsException {
    return AgentSettings.of(new IniFile(written, new LinkedHashMap<>(), new LinkedHashMap<>()));
  }

  private Path ini(String text) throws IOException {
    return Files.writeString(folder.resolve("hqnode.ini"), text);
  }

  private static Setting flag(String value) {
    return new Setting(value, "--flag");
  }
}
