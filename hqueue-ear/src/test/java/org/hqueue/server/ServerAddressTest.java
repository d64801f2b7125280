package org.hqueue.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {
  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  @TempDir Path folder;

  @Test
  void withoutAnyWordItIsPort5000OnTheLoopbackAddress() {
    assertEquals(
        new ServerAddress("127.0.0.1", 5000),
        ServerAddress.resolve(null, null, NO_ENVIRONMENT, settings("")));
  }

  @Test
  void theSettingsFileOverridesTheDefaults() {
    SettingsFile settings =
        settings(
            """
            [app:main]
            # hqserver.port = 1
            hqserver.port = 5700
            hqserver.host=0.0.0.0
            """);
    assertEquals(
        new ServerAddress("0.0.0.0", 5700),
        ServerAddress.resolve(null, null, NO_ENVIRONMENT, settings));
  }

  @Test
  void theEnvironmentOverridesTheSettingsFile() {
    SettingsFile settings = settings("hqserver.port = 5700\nhqserver.host = farm\n");
    Map<String, String> environment = Map.of("HQUEUE_PORT", "5800", "HQUEUE_HOST", "10.0.0.1");
    assertEquals(
        new ServerAddress("10.0.0.1", 5800),
        ServerAddress.resolve(null, null, environment, settings));
  }

  @Test
  void theCommandLineOverridesTheEnvironment() {
    Map<String, String> environment = Map.of("HQUEUE_PORT", "5800", "HQUEUE_HOST", "10.0.0.1");
    assertEquals(
        new ServerAddress("127.0.0.2", 5900),
        ServerAddress.resolve("127.0.0.2", "5900", environment, settings("")));
  }

  @Test
  void aPortThatIsNoPortIsRefused() {
    for (String port : new String[] {"0", "65536", "-1", "http", ""}) {
      assertThrows(
          StartRefusedException.class,
          () -> ServerAddress.resolve(null, port, NO_ENVIRONMENT, settings("")),
          port);
    }
  }

  @Test
  void anUnknownHostIsRefusedInWords() {
    ServerAddress address = new ServerAddress("no-such-host.invalid", 5000);
    StartRefusedException refusal = assertThrows(StartRefusedException.class, address::bindAddress);
    assertTrue(refusal.getMessage().contains("no-such-host.invalid"), refusal.getMessage());
  }

  @Test
  void theUrlOfAWildcardIsOneThatCanBeReached() {
    assertEquals("http://127.0.0.1:5000", new ServerAddress("0.0.0.0", 5000).url());
    assertEquals("http://[::1]:5000", new ServerAddress("::1", 5000).url());
  }

  private SettingsFile settings(String text) {
    try {
      return SettingsFile.read(Files.writeString(folder.resolve("hqserver.ini"), text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
