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
  static String write(JobSpec spec) {
    return JsonValues.write(struct(spec));
  }

  /** Reads what {@link #write} wrote. */
  public static JobSpec read(String text) {
    return JobSpecReader.readStored(JsonValues.read(text));
  }

  private static Map<String, @Nullable Object> struct(JobSpec spec) {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>(spec.extra());
    struct.put("name", spec.name());
    struct.put("description", spec.description());
    if (spec.command().exists()) {
      String forAll = spec.command().texts().get("");
      struct.put("command", forAll != null ? forAll : spec.command().texts());
    }
    struct.put("shell", spec.command().shell());
    struct.put("environment", spec.command().environment());
    if (spec.priority() != null) {
      struct.put("priority", spec.priority());
    }
    struct.put("cpus", spec.cpus());
    struct.put("tags", spec.tags());
    struct.put("conditions", conditions(spec.conditions()));
    struct.put("triesLeft", spec.triesLeft());
    struct.put("submittedBy", spec.submittedBy());
    putPolicy(struct, spec.policy());
    return struct;
  }

  private static void putPolicy(Map<String, @Nullable Object> struct, JobPolicy policy) {
    struct.put("maxTime", policy.maxTime());
    struct.put("onTimeout", policy.onTimeout().name().toLowerCase(Locale.ROOT));
    struct.put("noOutputTime", policy.noOutputTime());
    struct.put("minTime", policy.minTime());
    struct.put("retryDelay", policy.retryDelay());
    if (policy.notBefore() != null) {
      struct.put("notBefore", policy.notBefore().toString());
    }
    if (policy.killGrace() != null) {
      struct.put("killGrace", policy.killGrace());
    }
    struct.put("errorPatterns", policy.errorPatterns());
    struct.put("requeuePatterns", policy.requeuePatterns());
    struct.put(
        "exitCodes", Map.of("success", policy.successCodes(), "requeue", policy.requeueCodes()));
  }

  private static List<Map<String, String>> conditions(List<Condition> conditions) {
    List<Map<String, String>> structs = new ArrayList<>();
    for (Condition condition : conditions) {
      structs.add(
          Map.of(
              "type", "client",
              "name", condition.name().word(),
              "op", condition.op().word(),
              "value", condition.value()));
    }
    return structs;
  }
}
