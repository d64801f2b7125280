package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.vorburger.exec.ManagedProcessException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The EAR on Payara Server with MariaDB, set up by the administrator's script and nothing else. */
@Tag("servers")
@ExtendWith(LogsOnFailure.class)
class PayaraServerST {
  /** A start and a deployment on two cores that others use too have taken six minutes. */
  private static final long MINUTES = 20;

  /** Any is taken by the database of a test, but by Payara's store of passwords only a real one. */
  private static final String PASSWORD = "a b$c\\d\"e=f#g:h";

  @TempDir Path folder;

  @Test
  void theMainScenarioPassesOnPayaraServer()
      throws IOException, InterruptedException, ManagedProcessException {
    Path data = SharedFarm.folder("payara");
    int port = Farm.freePort();
    Path ear = folder.resolve("hqueue.ear");
    Files.copy(Path.of(Farm.property("hqueue.root"), "hqueue-ear", "target", "hqueue.ear"), ear);
    try (MariaDb database = MariaDb.start(folder)) {
      Path settings = settings(data, port, database, ear);
      try (Farm farm = Farm.of(data, port)) {
        String first = setup(data, settings);
        assertTrue(first.endsWith("ready " + farm.url() + "\n"), first);
        farm.startAgent("payara", 4);
        Python.run("parent_and_children.py", farm.url(), folder.toString());
        Python.run("job_from_inside.py", farm.url(), folder.toString());
        Python.run("compat.py", farm.url());
        assertEquals(200, statusOf(farm.url() + "/jobs/view/1"));
        assertArrayEquals(
            Files.readAllBytes(Path.of(Farm.property("hqueue.agent.jar"))),
            bodyOf(farm.url() + "/agent/hqueue-agent.jar"));
        String second = setup(data, settings);
        assertTrue(second.contains("nothing has changed"), second);
        change(ear);
        String third = setup(data, settings);
        assertTrue(third.contains("removing the application"), third);
        // Reads jobs by their entities, which an application in place of another once did not know.
        String again = Files.createDirectory(folder.resolve("again")).toString();
        Python.run("job_from_inside.py", farm.url(), again);
        assertEquals(200, statusOf(farm.url() + "/jobs/view/1"));
      } finally {
        setup(data, settings, "--stop");
      }
    }
  }

  private Path settings(Path data, int port, MariaDb database, Path ear) throws IOException {
    return Files.write(
        folder.resolve("settings"),
        List.of(
            "payara=" + Farm.property("hqueue.payara"),
            "domain=" + data.getFileName(),
            "ear=" + ear,
            "data=" + data.resolve("data"),
            "host=127.0.0.1",
            "port=" + port,
            "admin_port=" + Farm.freePort(),
            "database_url=" + database.url(),
            "database_user=hqueue",
            "database_password=" + PASSWORD));
  }

  /** Runs the script to its end, which must be a good one. */
  private String setup(Path data, Path settings, String... options)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(data, "setup-", ".out");
    List<String> command = new ArrayList<>();
    command.add(Farm.property("hqueue.root") + "/server-config/payara/setup");
    command.add(settings.toString());
    command.addAll(List.of(options));
    LoggedProcess script = LoggedProcess.start(log, Map.of(), command);
    assertTrue(script.process().waitFor(MINUTES, TimeUnit.MINUTES), "setup does not end");
    String output = script.output();
    assertEquals(0, script.process().exitValue(), output);
    return output;
  }

  /** Makes it another file with the same application in it. */
  private static void change(Path ear) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(ear)) {
      Files.writeString(archive.getPath("changed.txt"), "yes");
    }
  }

  private static int statusOf(String url) throws IOException, InterruptedException {
    return get(url).statusCode();
  }

  private static byte[] bodyOf(String url) throws IOException, InterruptedException {
    return get(url).body();
  }

  private static HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
