package org.hqueue.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.hqueue.xmlrpc.XmlRpcLimits;
import org.hqueue.xmlrpc.XmlRpcReader;
import org.hqueue.xmlrpc.XmlRpcWriter;
import org.jspecify.annotations.Nullable;

/** The server's side of docs/agent-protocol.md, with the failures that a test wants. */
final class FakeServer implements AutoCloseable {
  private final XmlRpcReader reader = new XmlRpcReader(XmlRpcLimits.DEFAULT);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int port;
  private HttpServer http;
  private boolean up;

  private final Map<Integer, Map<String, Object>> offers = new LinkedHashMap<>();
  private final Set<Integer> started = new HashSet<>();
  private final Set<Integer> ended = new HashSet<>();
  private final Set<Integer> stops = new HashSet<>();
  private final Set<Integer> pauses = new HashSet<>();
  private final Map<Integer, Map<String, Object>> callbacks = new HashMap<>();
  private final Map<Integer, ByteArrayOutputStream> output = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Map<?, ?>> reports = new ArrayList<>();
  private int lastId = 100;
  private int calls;
  private int answersToLose;
  private boolean repeatOffers;
  private int wishNumber;
  private Map<String, Object> wish = Map.of();
  private boolean acknowledge = true;
  private int unacceptedUploads;
  private int refusingStatus;
  private @Nullable String refusal;

  static {
    // Otherwise each answer is 40 ms late: its body waits for the other side to have its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  FakeServer() throws IOException {
    http = listen(0);
    port = http.getAddress().getPort();
    up = true;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  synchronized int offer(String command) {
    return offer(command, "/bin/sh", 1);
  }

  synchronized int offer(String command, String shell, int killGrace) {
    int id = ++lastId;
    offers.put(
        id,
        Map.of(
            "id", id,
            "jobId", 1000 + id,
            "command", command,
            "shell", shell,
            "environment", Map.of("JOBID", String.valueOf(1000 + id)),
            "killGrace", killGrace));
    notifyAll();
    return id;
  }

  /** An offer with further keys. */
  synchronized int offer(String command, Map<String, Object> further) {
    int id = offer(command);
    var offer = new HashMap<>(Map.copyOf(offers.get(id)));
    offer.putAll(further);
    offers.put(id, offer);
    return id;
  }

  /** An offer with callbacks that run for so many seconds: name, command, name, command. */
  synchronized int offerFollowed(String command, int timeout, String... namesAndCommands) {
    int id = offer(command);
    var run = new ArrayList<Object>();
    for (int i = 0; i < namesAndCommands.length; i += 2) {
      run.add(Map.of("name", namesAndCommands[i], "command", namesAndCommands[i + 1]));
    }
    callbacks.put(id, Map.of("id", id, "timeout", timeout, "run", run));
    return id;
  }

  /** How the callbacks of an assignment ended; empty while they have not. */
  List<?> callbackEnds(int id) {
    return reported(id).get("callbacks") instanceof List<?> ends ? ends : List.of();
  }

  synchronized void stop(int id) {
    stops.add(id);
    notifyAll();
  }

  /** Wants an assignment stopped that the agent has not heard of. */
  synchronized int withdraw() {
    int id = ++lastId;
    stops.add(id);
    notifyAll();
    return id;
  }

  /** Offers the withdrawn assignment after all, as an answer does that comes late. */
  synchronized void offerLate(int id, String command) {
    int later = offer(command);
    var offer = new HashMap<>(Map.copyOf(offers.remove(later)));
    offer.put("id", id);
    offers.put(id, offer);
  }

  synchronized void pause(int id) {
    pauses.add(id);
    notifyAll();
  }

  synchronized void resume(int id) {
    pauses.remove(id);
    notifyAll();
  }

  /** Takes the next reports, but closes the connection instead of answering. */
  synchronized void loseAnswers(int count) {
    answersToLose = count;
    notifyAll();
  }

  synchronized int answersToLose() {
    return answersToLose;
  }

  /** Offers an assignment again and again, although it was reported. */
  synchronized void repeatOffers() {
    repeatOffers = true;
  }

  synchronized void acknowledge(boolean yes) {
    acknowledge = yes;
    notifyAll();
  }

  /** Answers the next uploads with that status and takes nothing of them. */
  synchronized void refuseUploads(int status, int count) {
    refusingStatus = status;
    unacceptedUploads = count;
  }

  /** Wants something of the agent itself, until it says that it has heard of it. */
  synchronized void wish(int number, Map<String, Object> what) {
    wishNumber = number;
    wish = what;
    notifyAll();
  }

  /** Refuses every agent; null = none. */
  synchronized void refuse(@Nullable String why) {
    refusal = why;
    notifyAll();
  }

  void down() {
    synchronized (this) {
      up = false;
      notifyAll();
    }
    http.stop(0);
  }

  synchronized void up() throws IOException {
    http = listen(port);
    up = true;
  }

  /** The distinct states that an assignment was reported in, in order. */
  synchronized List<String> states(int id) {
    var states = new ArrayList<String>();
    for (var report : reports) {
      for (Object each : (List<?>) report.get("assignments")) {
        var entry = (Map<?, ?>) each;
        String state = String.valueOf(entry.get("state"));
        boolean same = !states.isEmpty() && states.get(states.size() - 1).equals(state);
        if (entry.get("id").equals(id) && !same) {
          states.add(state);
        }
      }
    }
    return states;
  }

  /** The last thing said about an assignment; empty if nothing was. */
  synchronized Map<?, ?> reported(int id) {
    Map<?, ?> last = Map.of();
    for (var report : reports) {
      for (Object each : (List<?>) report.get("assignments")) {
        last = ((Map<?, ?>) each).get("id").equals(id) ? (Map<?, ?>) each : last;
      }
    }
    return last;
  }

  /** How an assignment ended; empty while it has not. */
  Map<?, ?> end(int id) {
    return reported(id).get("end") instanceof Map<?, ?> end ? end : Map.of();
  }

  synchronized String output(int id) {
    return output.getOrDefault(id, new ByteArrayOutputStream()).toString(StandardCharsets.UTF_8);
  }

  synchronized List<Map<?, ?>> reports() {
    return List.copyOf(reports);
  }

  @Override
  public void close() {
    down();
    threads.shutdownNow();
  }

  private HttpServer listen(int onPort) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
    server.setExecutor(threads);
    server.createContext("/RPC2", this::heartbeat);
    server.createContext("/agent/log/", this::upload);
    server.start();
    return server;
  }

  private void heartbeat(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new ByteArrayOutputStream();
      try {
        var call = reader.readCall(exchange.getRequestBody());
        var answer = answer((Map<?, ?>) call.params().get(0));
        if (answer == null) {
          return;
        }
        XmlRpcWriter.writeResult(body, answer);
      } catch (XmlRpcFault fault) {
        XmlRpcWriter.writeFault(body, fault.code(), String.valueOf(fault.getMessage()));
      } catch (InterruptedException e) {
        return;
      }
      exchange.sendResponseHeaders(200, body.size());
      body.writeTo(exchange.getResponseBody());
    }
  }

  private synchronized @Nullable Map<String, Object> answer(Map<?, ?> report)
      throws InterruptedException {
    int number = (Integer) report.get("number");
    String session = String.valueOf(report.get("session"));
    if (number <= numbers.getOrDefault(session, 0)) {
      return Map.of("interval", 10); // overtaken by a later one, so it changes nothing
    }
    numbers.put(session, number);
    int call = ++calls;
    reports.add(report);
    notifyAll();
    var known = new HashMap<Integer, String>();
    for (Object each : (List<?>) report.get("assignments")) {
      var entry = (Map<?, ?>) each;
      String state = String.valueOf(entry.get("state"));
      known.put((Integer) entry.get("id"), entry.containsKey("callbacks") ? "called back" : state);
    }
    started.addAll(known.keySet());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos((Integer) report.get("hold"));
    while (true) {
      var answer = wanted(known);
      Object heeding = report.get("heeding");
      if (wishNumber > (heeding instanceof Integer heard ? heard : 0)) {
        answer.putAll(wish);
        answer.put("wish", wishNumber);
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (!up) {
        return null;
      }
      if (answersToLose > 0) {
        answersToLose--;
        return null;
      }
      if (answer.size() > 1 || left <= 0 || call != calls) {
        return answer;
      }
      wait(left);
    }
  }

  private Map<String, Object> wanted(Map<Integer, String> known) {
    if (refusal != null) {
      return new HashMap<>(Map.of("refused", refusal, "retryAfter", 1));
    }
    var answer = new HashMap<String, Object>();
    answer.put("interval", 10);
    var start =
        offers.keySet().stream().filter(id -> repeatOffers || !started.contains(id)).toList();
    put(answer, "start", start.stream().map(id -> (Object) offers.get(id)).toList());
    var forget = new ArrayList<Object>();
    var stop = new ArrayList<Object>();
    var pause = new ArrayList<Object>();
    var resume = new ArrayList<Object>();
    var follow = new ArrayList<Object>();
    known.forEach(
        (id, state) -> {
          boolean follows = callbacks.containsKey(id);
          if (follows && (state.equals("ended") || (repeatOffers && state.equals("callback")))) {
            follow.add(callbacks.get(id));
          }
          if ((state.equals("ended") && !follows) || state.equals("called back")) {
            ended.add(id);
            forget.add(id);
          } else if (stops.contains(id)) {
            stop.add(Map.of("id", id, "grace", 1));
          } else if (pauses.contains(id) && !state.equals("paused")) {
            pause.add(id);
          } else if (!pauses.contains(id) && state.equals("paused")) {
            resume.add(id);
          }
        });
    stops.stream()
        .filter(id -> !started.contains(id))
        .forEach(id -> stop.add(Map.of("id", id, "grace", 1)));
    put(answer, "forget", acknowledge ? forget : List.of());
    put(answer, "stop", stop);
    put(answer, "pause", pause);
    put(answer, "resume", resume);
    put(answer, "callbacks", follow);
    return answer;
  }

  private static void put(Map<String, Object> answer, String key, List<Object> values) {
    if (!values.isEmpty()) {
      answer.put(key, values);
    }
  }

  private void upload(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
      int offset = Integer.parseInt(exchange.getRequestURI().getQuery().split("=", 2)[1]);
      int status;
      byte[] answer;
      synchronized (this) {
        var log = output.computeIfAbsent(id, key -> new ByteArrayOutputStream());
        int skip = log.size() - offset;
        status = skip < 0 ? 409 : 200;
        if (unacceptedUploads > 0) {
          unacceptedUploads--;
          status = refusingStatus;
        } else if (skip >= 0 && skip < bytes.length) {
          log.write(bytes, skip, bytes.length - skip);
        }
        answer = String.valueOf(log.size()).getBytes(StandardCharsets.US_ASCII);
      }
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
