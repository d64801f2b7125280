package org.hqueue.web.rpc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hqueue.assignment.Callback;
import org.hqueue.client.AgentProgram;
import org.hqueue.client.ClientWish;
import org.hqueue.client.Gpu;
import org.hqueue.client.Machine;
import org.hqueue.folder.FolderPaths;
import org.hqueue.job.JobPolicy;
import org.hqueue.phrase.Phrase;
import org.hqueue.schedule.HeartbeatAnswer;
import org.hqueue.schedule.HeartbeatReport;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The structs of {@code agent.heartbeat}, read and written; {@code docs/agent-protocol.md} section
 * 1 tells each field. A field that is missing or of the wrong kind is a fault that names it.
 */
final class HeartbeatStruct {

  /** The longest that a call is held, whatever the agent asks for. */
  static final int LONGEST_HOLD_SECONDS = 60;

  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})?");
  private static final int MOST_ASSIGNMENTS = 10_000;

  private HeartbeatStruct() {}

  /**
   * The report of an agent.
   *
   * @param address where the call came from
   * @param mayHold false within a multicall, which answers at once
   */
  static HeartbeatReport read(@Nullable Object value, String address, boolean mayHold)
      throws XmlRpcFault {
    StructReader in = new StructReader("report", value);
    int hold = Math.max(0, Math.min(LONGEST_HOLD_SECONDS, in.integer("hold", 0)));
    return new HeartbeatReport(
        agent(in),
        facts(in),
        in.integer("number"),
        mayHold ? hold : 0,
        in.flag("leaving", false),
        new HeartbeatReport.Heeding(
            in.whole("heeding", 0), in.text("fault", ""), in.flag("gone", false)),
        assignments(in),
        address);
  }

  /**
   * The mark of the network folders that the agent was told last; empty when it does not want to be
   * told of any.
   */
  static Optional<String> knownFolders(@Nullable Object value) throws XmlRpcFault {
    StructReader in = new StructReader("report", value);
    return in.has("folders") ? Optional.of(in.text("folders")) : Optional.empty();
  }

  private static HeartbeatReport.Agent agent(StructReader in) throws XmlRpcFault {
    return new HeartbeatReport.Agent(
        notBlank(in, "agentId"),
        notBlank(in, "session"),
        Instant.ofEpochSecond(in.whole("sessionStart")),
        in.text("bootId", ""),
        notBlank(in, "hostname"),
        in.text("name", ""));
  }

  private static HeartbeatReport.Facts facts(StructReader in) throws XmlRpcFault {
    int cpus = in.integer("cpus");
    if (cpus < 0) {
      throw Lenient.unexpected(in.path("cpus"), "0 or more", cpus);
    }
    return new HeartbeatReport.Facts(
        in.integer("port", 0),
        in.text("version", ""),
        program(in),
        in.flag("autoUpgrade", false),
        new Machine(
            in.text("platform"),
            cpus,
            in.integer("cpuSpeed", 0),
            in.whole("memory", 0),
            in.whole("diskCapacity", 0),
            gpus(in),
            attributes(in),
            in.text("description", ""),
            in.text("installLocation", "")),
        in.whole("freeMemory", 0),
        in.real("load", -1),
        in.whole("freeDisk", 0),
        in.integer("idleMinutes", -1),
        in.text("unfit", ""));
  }

  private static String program(StructReader in) throws XmlRpcFault {
    String hash = in.text("program", "");
    if (!HASH.matcher(hash).matches()) {
      throw Lenient.unexpected(in.path("program"), "64 hex digits or nothing", hash);
    }
    return hash;
  }

  private static List<Gpu> gpus(StructReader in) throws XmlRpcFault {
    List<Gpu> gpus = new ArrayList<>();
    if (in.has("gpus")) {
      for (Object each : Lenient.list(in.path("gpus"), in.raw("gpus"))) {
        StructReader gpu = new StructReader(in.path("gpus[" + gpus.size() + "]"), each);
        gpus.add(new Gpu(gpu.integer("index"), gpu.text("model", ""), gpu.integer("memory", 0)));
      }
    }
    return gpus;
  }

  private static Map<String, String> attributes(StructReader in) throws XmlRpcFault {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (in.has("attributes")) {
      String path = in.path("attributes");
      for (Map.Entry<String, @Nullable Object> each :
          Lenient.struct(path, in.raw("attributes")).entrySet()) {
        attributes.put(each.getKey(), Lenient.text(path + "." + each.getKey(), each.getValue()));
      }
    }
    return attributes;
  }

  private static String notBlank(StructReader in, String field) throws XmlRpcFault {
    String text = in.text(field);
    if (text.isBlank()) {
      throw Lenient.unexpected(in.path(field), "text that is not blank", text);
    }
    return text;
  }

  private static List<HeartbeatReport.Held> assignments(StructReader in) throws XmlRpcFault {
    String path = in.path("assignments");
    if (!in.has("assignments")) {
      // An empty list would say that every started assignment is gone: it must be said in full.
      throw Lenient.bad(path + ": expected list, got nothing");
    }
    List<@Nullable Object> list = Lenient.list(path, in.raw("assignments"));
    if (list.size() > MOST_ASSIGNMENTS) {
      throw Lenient.bad(path + ": expected at most " + MOST_ASSIGNMENTS + ", got " + list.size());
    }
    List<HeartbeatReport.Held> held = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      held.add(assignment(new StructReader(path + "[" + i + "]", list.get(i))));
    }
    return held;
  }

  private static HeartbeatReport.Held assignment(StructReader in) throws XmlRpcFault {
    HeartbeatReport.State state =
        word(
            in,
            "state",
            HeartbeatReport.State.values(),
            "accepted, running, paused, callback or ended");
    boolean ended = state == HeartbeatReport.State.ENDED || state == HeartbeatReport.State.CALLBACK;
    return new HeartbeatReport.Held(
        in.integer("id"),
        state,
        in.real("progress", -1),
        in.whole("logLength", 0),
        in.has("startedAt") ? Instant.ofEpochMilli(in.whole("startedAt")) : null,
        ended ? end(new StructReader(in.path("end"), in.raw("end"))) : null,
        in.has("callbacks") ? callbackEnds(in) : null,
        outputs(in));
  }

  private static List<String> outputs(StructReader in) throws XmlRpcFault {
    List<String> paths = new ArrayList<>();
    if (in.has("outputs")) {
      String path = in.path("outputs");
      for (Object value : Lenient.list(path, in.raw("outputs"))) {
        paths.add(Lenient.text(path + "[" + paths.size() + "]", value));
      }
    }
    return paths;
  }

  private static List<HeartbeatReport.CallbackEnd> callbackEnds(StructReader in)
      throws XmlRpcFault {
    String path = in.path("callbacks");
    List<HeartbeatReport.CallbackEnd> ends = new ArrayList<>();
    for (Object value : Lenient.list(path, in.raw("callbacks"))) {
      StructReader one = new StructReader(path + "[" + ends.size() + "]", value);
      ends.add(new HeartbeatReport.CallbackEnd(one.text("name"), end(one)));
    }
    return ends;
  }

  private static HeartbeatReport.End end(StructReader in) throws XmlRpcFault {
    return new HeartbeatReport.End(
        word(
            in,
            "outcome",
            HeartbeatReport.Outcome.values(),
            "exited, stopped, returned, lost or refused"),
        in.has("exitCode") ? in.integer("exitCode") : null,
        in.has("signal") ? in.integer("signal") : null,
        in.text("reason", ""),
        Instant.ofEpochMilli(in.whole("endedAt")),
        verdict(in.text("verdict", "")),
        cause(in.text("pattern", ""), in.text("line", "")));
  }

  /** A verdict that a newer agent may know and this server does not is none. */
  private static HeartbeatReport.Verdict verdict(String word) {
    for (HeartbeatReport.Verdict verdict : HeartbeatReport.Verdict.values()) {
      if (verdict.name().equalsIgnoreCase(word)) {
        return verdict;
      }
    }
    return HeartbeatReport.Verdict.NONE;
  }

  private static String cause(String pattern, String line) {
    return pattern.isEmpty() ? "" : Phrase.PATTERN.with(pattern, line);
  }

  private static <E extends Enum<E>> E word(
      StructReader in, String field, E[] values, String expected) throws XmlRpcFault {
    String word = in.text(field);
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw Lenient.unexpected(in.path(field), expected, word);
  }

  /** The answer to an agent, with the network folders where it knows others. */
  static Map<String, Object> write(
      HeartbeatAnswer answer, FolderPaths.Paths folders, Optional<String> known) {
    Map<String, Object> out = write(answer);
    if (answer.refused().isEmpty() && known.isPresent() && !known.get().equals(folders.mark())) {
      out.put("folders", Map.of("mark", folders.mark(), "paths", folders.paths()));
    }
    return out;
  }

  /** The answer to an agent. */
  static Map<String, Object> write(HeartbeatAnswer answer) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (!answer.refused().isEmpty()) {
      out.put("refused", answer.refused());
      out.put("retryAfter", answer.retryAfterSeconds());
      return out;
    }
    out.put("clientId", answer.clientId());
    out.put("interval", answer.intervalSeconds());
    out.put("start", answer.start().stream().map(HeartbeatStruct::offer).toList());
    out.put("stop", answer.stop().stream().map(HeartbeatStruct::stop).toList());
    out.put("pause", answer.pause());
    out.put("resume", answer.resume());
    out.put("callbacks", answer.callbacks().stream().map(HeartbeatStruct::callbacks).toList());
    out.put("forget", answer.forget());
    putWish(out, answer.wish());
    return out;
  }

  private static void putWish(Map<String, Object> out, ClientWish wish) {
    switch (wish.kind()) {
      case NONE -> {
        return;
      }
      case UPGRADE -> {
        Map<String, Object> upgrade = new LinkedHashMap<>();
        upgrade.put("hash", wish.program());
        upgrade.put("path", AgentProgram.PATH);
        out.put("upgrade", upgrade);
      }
      case RESTART -> out.put("restart", true);
      case TERMINATE -> out.put("terminate", true);
    }
    out.put("wish", wish.number());
  }

  private static Map<String, Object> offer(HeartbeatAnswer.Offer offer) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", offer.id());
    out.put("jobId", offer.jobId());
    out.put("command", offer.command());
    out.put("shell", offer.shell());
    out.put("environment", offer.environment());
    out.put("killGrace", offer.killGraceSeconds());
    putPolicy(out, offer.policy());
    putTexts(out, "outputs", offer.outputs());
    return out;
  }

  private static void putPolicy(Map<String, Object> out, JobPolicy policy) {
    putTime(out, "maxTime", policy.maxTime());
    putTime(out, "noOutputTime", policy.noOutputTime());
    putTime(out, "minTime", policy.minTime());
    putTexts(out, "errorPatterns", policy.errorPatterns());
    putTexts(out, "requeuePatterns", policy.requeuePatterns());
    if (!policy.successCodes().isEmpty() || !policy.requeueCodes().isEmpty()) {
      out.put(
          "exitCodes", Map.of("success", policy.successCodes(), "requeue", policy.requeueCodes()));
    }
  }

  private static void putTime(Map<String, Object> out, String key, int seconds) {
    if (seconds > 0) {
      out.put(key, seconds);
    }
  }

  private static void putTexts(Map<String, Object> out, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      out.put(key, texts);
    }
  }

  private static Map<String, Object> callbacks(HeartbeatAnswer.Callbacks callbacks) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", callbacks.id());
    out.put("timeout", callbacks.timeoutSeconds());
    out.put("run", callbacks.run().stream().map(HeartbeatStruct::callback).toList());
    return out;
  }

  private static Map<String, Object> callback(Callback callback) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", callback.name());
    out.put("command", callback.command());
    return out;
  }

  private static Map<String, Object> stop(HeartbeatAnswer.Stop stop) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", stop.id());
    out.put("grace", stop.graceSeconds());
    return out;
  }
}
