package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentMainTest {
  @TempDir Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEveryFlagAndKey() {
    assertEquals(0, execute("--help"));
    AgentSettings.KEYS.forEach(key -> assertTrue(out.toString().contains(key), key));
    assertTrue(out.toString().contains("--end-jobs-on-exit"));
  }

  @Test
  void aWrongFlagOrValueEndsTheStart() {
    assertEquals(2, execute("--no-such-flag"));
    assertEquals(2, execute("--cpus", "many"));
    assertTrue(err.toString().contains("--cpus: 'many'"), err.toString());
  }

  @Test
  void aWrongKeyInTheSettingsFileIsNamedWithItsLine() throws Exception {
    var file = Files.writeString(root.resolve("hqnode.ini"), "[main]\ncpu = 3\n");
    assertEquals(2, execute("--config", file.toString()));
    assertTrue(err.toString().contains("hqnode.ini line 2: there is no key 'cpu'"), err.toString());
  }

  @Test
  void aFolderInUseEndsTheStart() throws Exception {
    try (var taken = StateFolder.open(root.resolve("state"))) {
      assertEquals(3, execute("--folder", taken.path().toString()));
      assertTrue(err.toString().contains("Another agent"), err.toString());
    }
  }

  @Test
  void aFolderThatCannotBeMadeEndsTheStart() throws Exception {
    var file = Files.writeString(root.resolve("file"), "");
    assertEquals(1, execute("--folder", file.resolve("state").toString()));
  }

  @Test
  void installWritesAServiceFileAndUninstallDeletesIt() throws Exception {
    String[] where = {"--to", root.toString(), "--name", "b", "--config", "/etc/hqnode.ini"};
    assertEquals(0, execute(with("install", where)));
    assertTrue(out.toString().contains("systemctl enable --now hqueue-agent-b.service"));
    var unit = root.resolve("hqueue-agent-b.service");
    assertTrue(Files.readString(unit).contains("\"--config\" \"/etc/hqnode.ini\""));
    assertEquals(0, execute(with("uninstall", where)));
    assertTrue(Files.notExists(unit));
    assertTrue(out.toString().contains("Deleted: " + unit));
  }

  private static String[] with(String command, String[] flags) {
    return Stream.concat(Stream.of(command), Stream.of(flags)).toArray(String[]::new);
  }

  private int execute(String... arguments) {
    return AgentMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
