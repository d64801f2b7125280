package org.hqueue.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * java -cp hqueue-server.jar:hqueue-agent.jar org.hqueue.server.SampleJob URL run [--terminal]
 * </pre>
 */
public final class SampleJob {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int FRAMES = 4;

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
      } else if (!sample.run(List.of(arguments).contains("--terminal"))) {
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
   * Submits the job and shows how it goes.
   *
   * @param onTerminal whether what was shown can be drawn over
   * @return whether it succeeded
   */
  private boolean run(boolean onTerminal) throws XmlRpcFault, IOException, InterruptedException {
    List<?> ids = (List<?>) server.call("newjob", CALL, specification());
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
        return status.equals("succeeded");
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** A job that runs after a container of four frames. */
  private static Map<String, Object> specification() {
    List<Map<String, Object>> frames = new ArrayList<>();
    for (int frame = 1; frame <= FRAMES; frame++) {
      frames.add(
          Map.of(
              "name", "Frame " + frame,
              "command", frameCommand(),
              "environment", Map.of("FRAME", Integer.toString(frame))));
    }
    Map<String, Object> container = Map.of("name", "Frames", "children", frames);
    return Map.of(
        "name", "Sample: contact sheet",
        "description", "Four frames in a container, and a job that runs after them",
        "command", "echo \"all frames are there\"; echo \"PROGRESS: 100%\"",
        "submittedBy", System.getProperty("user.name", ""),
        "children", List.of(container));
  }

  private static String frameCommand() {
    return "echo \"rendering frame $FRAME as job $JOBID\"; "
        + "for step in 1 2 3 4 5 6 7 8 9 10; do sleep 0.25; echo \"PROGRESS: $step/10\"; done";
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
