package org.hqueue.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a specification: the struct that {@code newjob} would take, as JSON, without
 * the links to other jobs, which are rows. For many threads.
 */
public final class StoredSpec {

  private StoredSpec() {}

  /** The stored form. */
  public static String write(JobSpec spec) {
    return JsonValues.write(struct(spec));
  }

  /** Reads what {@link #write} wrote. */
  public static JobSpec read(String text) {
    return JobSpecReader.readStored(JsonValues.read(text));
  }

  /**
   * The struct that {@code newjob} would take, every property that the server knows spelled out.
   */
  public static Map<String, @Nullable Object> struct(JobSpec spec) {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>(spec.extra());
    struct.put("name", spec.name());
    struct.put("description", spec.description());
    if (spec.command().exists()) {
      String forAll = spec.command().texts().get("");
      struct.put("command", forAll != null ? forAll : spec.command().texts());
    }
    struct.put("shell", spec.command().shell());
    struct.put("environment", spec.command().environment());
    putUnlessNull(struct, "priority", spec.priority());
    struct.put("triesLeft", spec.triesLeft());
    struct.put("submittedBy", spec.submittedBy());
    struct.put("labels", spec.labels());
    if (spec.frames().exist()) {
      struct.put("frames", spec.frames().frames());
      struct.put("framesPerJob", spec.frames().perJob());
      struct.put("frameOrder", spec.frames().order().name().toLowerCase(Locale.ROOT));
    }
    struct.put("submissionKey", spec.submissionKey());
    struct.put("outputs", spec.outputs());
    struct.put("emailTo", spec.mail().to());
    struct.put("emailReasons", spec.mail().reasons());
    putNeeds(struct, spec.needs());
    putPolicy(struct, spec.policy());
    putTree(struct, spec.tree());
    putCallbacks(struct, spec.callbacks());
    return struct;
  }

  private static void putNeeds(Map<String, @Nullable Object> struct, JobNeeds needs) {
    struct.put("cpus", needs.cpus());
    struct.put("memory", needs.memory());
    struct.put("gpus", needs.gpus());
    struct.put("minHosts", needs.minHosts());
    struct.put("maxHosts", needs.maxHosts());
    struct.put("resources", needs.resources());
    struct.put("tags", needs.tags());
    struct.put("conditions", conditions(needs.conditions()));
  }

  private static void putTree(Map<String, @Nullable Object> struct, TreeRules tree) {
    struct.put("dependencyPolicy", tree.dependencyPolicy().name().toLowerCase(Locale.ROOT));
    putUnlessNull(struct, "maxRunning", tree.maxRunning());
    putUnlessNull(struct, "maxFailedChildren", tree.maxFailedChildren());
  }

  private static void putCallbacks(Map<String, @Nullable Object> struct, JobCallbacks callbacks) {
    struct.put("onSuccess", callbacks.onSuccess());
    struct.put("onError", callbacks.onError());
    struct.put("onCancel", callbacks.onCancel());
    struct.put("onChildError", callbacks.onChildError());
    struct.put("cleanup", callbacks.cleanup());
  }

  private static void putUnlessNull(
      Map<String, @Nullable Object> struct, String key, @Nullable Object value) {
    if (value != null) {
      struct.put(key, value);
    }
  }

  private static void putPolicy(Map<String, @Nullable Object> struct, JobPolicy policy) {
    struct.put("maxTime", policy.maxTime());
    struct.put("onTimeout", policy.onTimeout().name().toLowerCase(Locale.ROOT));
    struct.put("noOutputTime", policy.noOutputTime());
    struct.put("minTime", policy.minTime());
    struct.put("retryDelay", policy.retryDelay());
    struct.put("retryElsewhere", policy.retryElsewhere());
    putUnlessNull(struct, "requeueAfter", policy.requeueAfter());
    if (policy.notBefore() != null) {
      struct.put("notBefore", policy.notBefore().toString());
    }
    putUnlessNull(struct, "killGrace", policy.killGrace());
    struct.put("errorPatterns", policy.errorPatterns());
    struct.put("requeuePatterns", policy.requeuePatterns());
    struct.put(
        "exitCodes", Map.of("success", policy.successCodes(), "requeue", policy.requeueCodes()));
  }

  static List<Map<String, String>> conditions(List<Condition> conditions) {
    List<Map<String, String>> structs = new ArrayList<>();
    for (Condition condition : conditions) {
      structs.add(
          Map.of(
              "type", "client",
              "name", condition.name(),
              "op", condition.op().word(),
              "value", condition.value()));
    }
    return structs;
  }
}
