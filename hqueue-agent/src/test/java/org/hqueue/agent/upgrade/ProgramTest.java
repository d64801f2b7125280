package org.hqueue.agent.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

  private static final String HASH_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path root;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer http;
  private URI address;
  private Path jar;
  private volatile byte[] served = "abc".getBytes(StandardCharsets.US_ASCII);
  private volatile int status = 200;

  @BeforeEach
  void serve() throws Exception {
    jar = Files.writeString(root.resolve("agent.jar"), "old");
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          try (exchange) {
            exchange.sendResponseHeaders(status, served.length);
            exchange.getResponseBody().write(served);
          }
        });
    http.start();
    address = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/a.jar");
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  @Test
  void anotherHashChangesNothing() throws Exception {
    served = "abd".getBytes(StandardCharsets.US_ASCII);
    assertRefused("has the hash", 1000);
  }

  @Test
  void aCutOrOverlongProgramChangesNothing() throws Exception {
    assertRefused("more than 2 bytes", 2);
    status = 404;
    assertRefused("answers 404", 1000);
  }

  @Test
  void whatDoesNotStartChangesNothing() throws Exception {
    assertRefused("does not start", 1000);
  }

  @Test
  void aServerThatIsAwayChangesNothing() throws Exception {
    http.stop(0);
    assertRefused("cannot be replaced", 1000);
  }

  @Test
  void whatIsThereAlreadyIsNotFetched() throws Exception {
    Files.writeString(jar, "abc");
    Program.of(jar, 1000).replace(address, HASH_OF_ABC);
    assertEquals(0, asked.get());
  }

  @Test
  void aFolderOfClassesCannotBeReplaced() {
    var program = Program.of(root, 1000);
    assertEquals("", program.hash());
    assertThrows(UpgradeException.class, () -> program.replace(address, HASH_OF_ABC));
  }

  private void assertRefused(String why, long mostBytes) throws Exception {
    var program = Program.of(jar, mostBytes);
    var fault = assertThrows(UpgradeException.class, () -> program.replace(address, HASH_OF_ABC));
    assertTrue(String.valueOf(fault.getMessage()).contains(why), fault.getMessage());
    assertEquals("old", Files.readString(jar));
    try (var left = Files.list(root)) {
      assertEquals(List.of(jar), left.toList());
    }
  }
}
