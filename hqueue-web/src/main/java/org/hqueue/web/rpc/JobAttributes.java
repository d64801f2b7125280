package org.hqueue.web.rpc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobNeeds;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobPolicy;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobView;
import org.hqueue.job.TreeRules;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a job, {@code contract/api.md} section 3. Properties of a specification that
 * the server does not act on yet are answered as they were submitted, else by their default.
 */
final class JobAttributes {

  /** A job as it is at some moment; running times and forecasts depend on it. */
  record Seen(JobView job, Instant now) {}

  /** Every attribute, for many threads. */
  static final Attributes<Seen, JobPart> ALL = all();

  private JobAttributes() {}

  private static Attributes<Seen, JobPart> all() {
    Attributes<Seen, JobPart> all = new Attributes<>(JobPart.class);
    addState(all);
    addTimes(all);
    addGraph(all);
    addSpecification(all);
    addOutcome(all);
    addAsSubmitted(all);
    return all;
  }

  private static void addState(Attributes<Seen, JobPart> all) {
    all.add("id", seen -> seen.job().id())
        .add("name", seen -> seen.job().name())
        .add("description", JobPart.SPEC, spec(JobSpec::description, ""))
        .add("labels", seen -> seen.job().labels())
        .add("status", seen -> seen.job().status().word())
        .add("uiStatus", JobPart.FORECAST, seen -> seen.job().uiStatus())
        .add("progress", JobPart.OVERALL_PROGRESS, seen -> seen.job().progress())
        .add("overallProgress", JobPart.OVERALL_PROGRESS, seen -> overallProgress(seen.job()))
        .add("ETA", JobPart.FORECAST, seen -> secondsLeft(seen.job()))
        .add("priority", seen -> seen.job().priority())
        .add("cpus", seen -> seen.job().cpus());
  }

  private static void addTimes(Attributes<Seen, JobPart> all) {
    all.add("queueTime", seen -> seen.job().times().queued())
        .add("runnableTime", seen -> seen.job().times().runnable())
        .add("startTime", JobPart.FORECAST, seen -> seen.job().firstStarted())
        .add("commandStartTime", seen -> seen.job().times().commandStarted())
        .add("commandEndTime", seen -> seen.job().times().commandEnded())
        .add("endTime", seen -> seen.job().times().ended());
  }

  private static void addGraph(Attributes<Seen, JobPart> all) {
    all.add("parents", JobPart.LINKS, seen -> orEmpty(seen.job().parents()))
        .add("children", JobPart.LINKS, seen -> orEmpty(seen.job().children()))
        .add("rootId", seen -> seen.job().rootId())
        .add("clients", JobPart.CLIENTS, seen -> clients(seen.job().clients()))
        .add("clientsOnHold", JobPart.CLIENTS, seen -> clients(seen.job().clientsOnHold()));
  }

  private static void addSpecification(Attributes<Seen, JobPart> all) {
    all.add("conditions", JobPart.SPEC, spec(JobAttributes::conditions, List.of()))
        .add("tags", JobPart.SPEC, needs(JobNeeds::tags))
        .add(
            "resources",
            JobPart.SPEC,
            needs(needs -> needs.resources().isEmpty() ? null : needs.resources()))
        .add("triesLeft", seen -> seen.job().triesLeft())
        .add("maxTime", JobPart.SPEC, policy(JobPolicy::maxTime))
        .add("minHosts", JobPart.SPEC, needs(JobNeeds::minHosts))
        .add("maxHosts", JobPart.SPEC, needs(JobNeeds::maxHosts))
        .add("submittedBy", seen -> seen.job().submittedBy())
        .add("command", JobPart.SPEC, spec(JobAttributes::command, ""))
        .add("shell", JobPart.SPEC, spec(spec -> spec.command().shell(), ""))
        .add("environment", JobPart.SPEC, spec(spec -> spec.command().environment(), Map.of()))
        .add("emailTo", JobPart.SPEC, spec(spec -> spec.mail().to(), ""))
        .add("emailReasons", JobPart.SPEC, spec(spec -> spec.mail().reasons(), ""))
        .add("onSuccess", JobPart.SPEC, spec(spec -> spec.callbacks().onSuccess(), ""))
        .add("onError", JobPart.SPEC, spec(spec -> spec.callbacks().onError(), ""))
        .add("onCancel", JobPart.SPEC, spec(spec -> spec.callbacks().onCancel(), ""))
        .add("onChildError", JobPart.SPEC, spec(spec -> spec.callbacks().onChildError(), ""));
  }

  private static void addOutcome(Attributes<Seen, JobPart> all) {
    all.add("exitCode", seen -> seen.job().exitCode())
        .add("failureReason", seen -> seen.job().failureReason())
        .add("waitingFor", JobPart.WAITING, seen -> orBlank(seen.job().waitingFor()))
        .add("tries", seen -> seen.job().tries())
        .add("tasks", JobPart.TASKS, seen -> tasks(seen.job()))
        .add("timeInQueue", seen -> between(seen, queued(seen), seen.job().times().started()))
        .add("timeToRun", JobAttributes::secondsRun)
        .add("timeToComplete", seen -> between(seen, queued(seen), seen.job().times().ended()))
        .add("blockedClients", JobPart.BLOCKED, seen -> blocked(seen.job()).labels())
        .add("logs", JobPart.LOG, seen -> logs(seen.job()))
        .add("showBlockedClientsWarning", JobPart.BLOCKED, seen -> blocked(seen.job()).shown())
        .add("threadId", seen -> null)
        .add("latestNote", seen -> "")
        .add("extra", JobPart.SPEC, spec(JobSpec::extra, Map.of()));
  }

  private static void addAsSubmitted(Attributes<Seen, JobPart> all) {
    all.add("cleanup", JobPart.SPEC, spec(spec -> spec.callbacks().cleanup(), ""))
        .add("memory", JobPart.SPEC, needs(JobNeeds::memory))
        .add("gpus", JobPart.SPEC, needs(JobNeeds::gpus))
        .add("retryDelay", JobPart.SPEC, policy(JobPolicy::retryDelay))
        .add("retryElsewhere", JobPart.SPEC, policy(JobPolicy::retryElsewhere))
        .add("notBefore", JobPart.SPEC, policy(JobPolicy::notBefore))
        .add(
            "dependencyPolicy",
            JobPart.SPEC,
            tree(rules -> rules.dependencyPolicy().name().toLowerCase(Locale.ROOT)))
        .add("maxRunning", JobPart.SPEC, tree(TreeRules::maxRunning))
        .add("maxFailedChildren", JobPart.SPEC, tree(TreeRules::maxFailedChildren))
        .add("requeueAfter", JobPart.SPEC, policy(JobPolicy::requeueAfter))
        .add("killGrace", JobPart.SPEC, policy(JobAttributes::killGrace))
        .add("errorPatterns", JobPart.SPEC, policy(JobPolicy::errorPatterns))
        .add("requeuePatterns", JobPart.SPEC, policy(JobPolicy::requeuePatterns))
        .add("exitCodes", JobPart.SPEC, policy(JobAttributes::exitCodes))
        .add("minTime", JobPart.SPEC, policy(JobPolicy::minTime))
        .add("noOutputTime", JobPart.SPEC, policy(JobPolicy::noOutputTime))
        .add(
            "onTimeout",
            JobPart.SPEC,
            policy(policy -> policy.onTimeout().name().toLowerCase(Locale.ROOT)))
        .add("outputs", JobPart.OUTPUTS, seen -> orEmpty(seen.job().outputs()))
        .add("submissionKey", JobPart.SPEC, spec(JobSpec::submissionKey, ""))
        .add("frames", JobPart.SPEC, spec(spec -> spec.frames().frames(), ""))
        .add("framesPerJob", JobPart.SPEC, spec(spec -> spec.frames().perJob(), 1))
        .add(
            "frameOrder",
            JobPart.SPEC,
            spec(spec -> spec.frames().order().name().toLowerCase(Locale.ROOT), "linear"));
  }

  private static Function<Seen, @Nullable Object> spec(
      Function<JobSpec, @Nullable Object> reader, Object otherwise) {
    return seen -> {
      JobSpec spec = seen.job().spec();
      return spec == null ? otherwise : reader.apply(spec);
    };
  }

  private static Function<Seen, @Nullable Object> needs(
      Function<JobNeeds, @Nullable Object> reader) {
    return seen -> {
      JobSpec spec = seen.job().spec();
      return reader.apply(spec == null ? JobNeeds.LEAST : spec.needs());
    };
  }

  private static Function<Seen, @Nullable Object> tree(
      Function<TreeRules, @Nullable Object> reader) {
    return seen -> {
      JobSpec spec = seen.job().spec();
      return reader.apply(spec == null ? TreeRules.NONE : spec.tree());
    };
  }

  private static Function<Seen, @Nullable Object> policy(
      Function<JobPolicy, @Nullable Object> reader) {
    return seen -> {
      JobSpec spec = seen.job().spec();
      return reader.apply(spec == null ? JobPolicy.NONE : spec.policy());
    };
  }

  /**
   * A job without a grace of its own has the farm's, which is 5 unless an administrator changed it.
   */
  private static int killGrace(JobPolicy policy) {
    Integer own = policy.killGrace();
    return own == null ? 5 : own;
  }

  private static Map<String, String> exitCodes(JobPolicy policy) {
    return policy.successCodes().isEmpty() && policy.requeueCodes().isEmpty()
        ? Map.of()
        : Map.of("success", policy.successCodes(), "requeue", policy.requeueCodes());
  }

  private static Object conditions(JobSpec spec) {
    List<Map<String, String>> conditions = new ArrayList<>();
    for (Condition condition : spec.needs().conditions()) {
      Map<String, String> struct = new LinkedHashMap<>();
      struct.put("type", "client");
      struct.put("name", condition.name());
      struct.put("op", condition.op().word());
      struct.put("value", condition.value());
      conditions.add(struct);
    }
    return conditions;
  }

  /** One text where it holds for all systems, else a struct by system. */
  private static Object command(JobSpec spec) {
    Map<String, String> texts = spec.command().texts();
    if (texts.isEmpty()) {
      return "";
    }
    String common = texts.get("");
    return common != null && texts.size() == 1 ? common : texts;
  }

  private static List<Map<String, Object>> clients(@Nullable List<JobView.OnClient> on) {
    List<Map<String, Object>> clients = new ArrayList<>();
    for (JobView.OnClient client : orEmpty(on)) {
      Map<String, Object> struct = new LinkedHashMap<>();
      struct.put("hostname", client.hostname());
      struct.put("name", client.name());
      struct.put("clientId", client.clientId());
      struct.put("master", client.master());
      struct.put("gpus", client.gpus());
      clients.add(struct);
    }
    return clients;
  }

  private static List<List<Object>> logs(JobView job) {
    List<List<Object>> logs = new ArrayList<>();
    for (JobView.LogLine line : orEmpty(job.log())) {
      logs.add(List.of(line.text(), line.at()));
    }
    return logs;
  }

  private static Map<String, Integer> tasks(JobView job) {
    JobView.Tasks tasks = job.tasks() != null ? job.tasks() : new JobView.Tasks(0, 0, 0, 0, 0);
    Map<String, Integer> struct = new LinkedHashMap<>();
    struct.put("total", tasks.total());
    struct.put("waiting", tasks.waiting());
    struct.put("running", tasks.running());
    struct.put("succeeded", tasks.succeeded());
    struct.put("failed", tasks.failed());
    return struct;
  }

  private static double overallProgress(JobView job) {
    Double overall = job.overallProgress();
    return overall == null ? job.progress() : overall;
  }

  /**
   * 0 when finished, -1 without evidence; of a running command, its running time goes on in line.
   */
  private static int secondsLeft(JobView job) {
    Forecast forecast = job.forecast();
    return forecast == null ? Forecast.UNKNOWN : forecast.secondsLeft();
  }

  private static Instant queued(Seen seen) {
    return seen.job().times().queued();
  }

  /** Whole seconds of the last try, until now while it runs; nil before. */
  private static @Nullable Integer secondsRun(Seen seen) {
    Instant started = seen.job().times().commandStarted();
    return started == null ? null : between(seen, started, seen.job().times().commandEnded());
  }

  /** Whole seconds to the end of a span, or until now while it lasts. */
  private static int between(Seen seen, Instant from, @Nullable Instant to) {
    Instant ended = seen.job().times().ended();
    Instant until = to != null ? to : ended != null ? ended : seen.now();
    long seconds = Duration.between(from, until).toSeconds();
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, seconds));
  }

  private static JobView.Blocked blocked(JobView job) {
    JobView.Blocked blocked = job.blocked();
    return blocked == null ? new JobView.Blocked(List.of(), true) : blocked;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String orBlank(@Nullable String text) {
    return text == null ? "" : text;
  }
}
