package org.hqueue.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.xmlrpc.XmlRpcClient;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bin/farm} asks of a running server, over XML-RPC like everybody else: waiting for the
 * agents, and a small job to look at. Needs the codec, which is in {@code hqueue-agent.jar}: it is
 * kept out of the server's jar, where it would stand in front of the web application's own.
 *
 * <pre>
 * java -cp hqueue-server.jar:hqueue-agent.jar org.hqueue.server.SampleJob URL agents SECONDS NAME...
 * java -cp hqueue-server.jar:hqueue-agent.jar org.hqueue.server.SampleJob URL run JAR FOLDER [--terminal]
 * </pre>
 */
public final class SampleJob {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int FRAMES = 9;
  private static final String RENDER =
      "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true"
          + " -cp \"$SAMPLE_JAR\" org.hqueue.sample.SampleRender";

  private final XmlRpcClient server;
  private final String url;

  private SampleJob(String url) {
    this.url = url;
    this.server = new XmlRpcClient(URI.create(url), CONNECT);
  }

  /** Carries out one of the two commands above; exit code 1 with a sentence if it fails. */
  public static void main(String[] arguments) throws InterruptedException {
    String url = arguments[0];
    SampleJob sample = new SampleJob(url);
    try {
      if (arguments[1].equals("agents")) {
        sample.awaitAgents(
            Long.parseLong(arguments[2]), List.of(arguments).subList(3, arguments.length));
      } else if (!sample.run(
          Path.of(arguments[2]),
          Path.of(arguments[3]),
          List.of(arguments).contains("--terminal"))) {
        System.exit(1);
      }
    } catch (IOException | XmlRpcFault e) {
      errors().println("farm: the server at " + url + " answers " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Returns when the server has heard, since the given time, of an agent with each of the names.
   *
   * @param since seconds since 1970
   */
  private void awaitAgents(long since, List<String> names)
      throws XmlRpcFault, IOException, InterruptedException {
    while (!heardSince(since).containsAll(names)) {
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private List<String> heardSince(long since)
      throws XmlRpcFault, IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    List<String> attributes = List.of("name", "online", "lastHeartbeat");
    for (Map<?, ?> client : structs(server.call("getClients", CALL, null, attributes))) {
      if (Boolean.TRUE.equals(client.get("online"))
          && client.get("lastHeartbeat") instanceof Instant heard
          && heard.getEpochSecond() >= since) {
        names.add(String.valueOf(client.get("name")));
      }
    }
    return names;
  }

  /**
   * Submits the job, shows how it goes, and says where its sheet is.
   *
   * @param jar {@code hqueue-sample.jar}, which the jobs run; the agents must see it there
   * @param folder where the pictures go
   * @param onTerminal whether what was shown can be drawn over
   * @return whether it succeeded
   */
  private boolean run(Path jar, Path folder, boolean onTerminal)
      throws XmlRpcFault, IOException, InterruptedException {
    List<?> ids = (List<?>) server.call("newjob", CALL, specification(jar, folder));
    if (ids == null) {
      throw new IOException("nil where ids were expected");
    }
    terminal().println("sample job " + ids.get(0) + ": " + url + "/jobs/view/" + ids.get(0));
    SampleDisplay display = new SampleDisplay(terminal(), onTerminal);
    List<String> attributes = List.of("id", "name", "status", "progress", "clients");
    while (true) {
      List<Map<?, ?>> jobs = structs(server.call("getJobs", CALL, ids, attributes));
      display.show(jobs);
      String status = jobs.isEmpty() ? "deleted" : String.valueOf(jobs.get(0).get("status"));
      if (List.of("succeeded", "failed", "cancelled", "deleted").contains(status)) {
        terminal().println("sample job " + ids.get(0) + " " + status);
        if (status.equals("succeeded")) {
          terminal().println("its sheet: " + folder.resolve("sheet.png"));
        }
        return status.equals("succeeded");
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** A job that puts frames together, which runs after a container of them. */
  private static Map<String, Object> specification(Path jar, Path folder) {
    List<Map<String, Object>> frames = new ArrayList<>();
    for (int frame = 1; frame <= FRAMES; frame++) {
      frames.add(
          job(
              "Frame " + frame,
              "frame " + frame + " " + FRAMES,
              jar,
              folder,
              Map.of("cpus", 1, "description", "One picture of a zoom into the Mandelbrot set")));
    }
    Map<String, Object> container = Map.of("name", "Frames", "children", frames);
    return job(
        "Sample: contact sheet",
        "sheet " + FRAMES,
        jar,
        folder,
        Map.of(
            "description", "Frames in a container, and a job that runs after them",
            "submittedBy", System.getProperty("user.name", ""),
            "children", List.of(container)));
  }

  /** Paths go into the environment, where blanks and quotes in them do no harm. */
  private static Map<String, Object> job(
      String name, String arguments, Path jar, Path folder, Map<String, Object> more) {
    Map<String, Object> job = new HashMap<>(more);
    job.put("name", name);
    job.put("command", "\"$SAMPLE_JAVA\" " + RENDER + " " + arguments + " \"$SAMPLE_FOLDER\"");
    job.put(
        "environment",
        Map.of(
            "SAMPLE_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "SAMPLE_JAR", jar.toString(),
            "SAMPLE_FOLDER", folder.toString()));
    return job;
  }

  private static List<Map<?, ?>> structs(@Nullable Object answer) throws IOException {
    List<Map<?, ?>> structs = new ArrayList<>();
    if (answer instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> struct) {
          structs.add(struct);
        }
      }
      return structs;
    }
    throw new IOException("what is not a list: " + answer);
  }

  @SuppressWarnings("SystemOut") // the command speaks to a person at a terminal
  private static PrintStream terminal() {
    return System.out;
  }

  @SuppressWarnings("SystemOut") // as above
  private static PrintStream errors() {
    return System.err;
  }
}
