package org.hqueue.job;

import java.util.List;
import java.util.Map;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/** Reads how the tries of a specification's command are timed and judged. */
final class PolicyReader {

  private static final int LONGEST_GRACE = 600;

  private PolicyReader() {}

  static JobPolicy read(SpecStruct spec) {
    Object notBefore = spec.take("notBefore");
    Map<?, ?> codes = spec.struct("exitCodes", Phrase.STRUCT_OF_CODES.with());
    return new JobPolicy(
        spec.intOrZero("maxTime"),
        onTimeout(spec),
        spec.intOrZero("noOutputTime"),
        spec.intOrZero("minTime"),
        spec.intOrZero("retryDelay"),
        spec.truth("retryElsewhere", true),
        spec.countOrNull("requeueAfter"),
        notBefore == null ? null : SpecValues.time(spec.path("notBefore"), notBefore),
        killGrace(spec),
        patterns(spec, "errorPatterns"),
        patterns(spec, "requeuePatterns"),
        SpecValues.exitCodes(spec.path("exitCodes.success"), codes.get("success")),
        SpecValues.exitCodes(spec.path("exitCodes.requeue"), codes.get("requeue")));
  }

  private static @Nullable Integer killGrace(SpecStruct spec) {
    Integer value = spec.intOrNull("killGrace");
    if (value != null && (value < 0 || value > LONGEST_GRACE)) {
      throw spec.refusal("killGrace", Phrase.GRACE_OUT_OF_RANGE.with(LONGEST_GRACE, value));
    }
    return value;
  }

  private static JobPolicy.OnTimeout onTimeout(SpecStruct spec) {
    return spec.word("onTimeout", "cancel", "fail").equals("fail")
        ? JobPolicy.OnTimeout.FAIL
        : JobPolicy.OnTimeout.CANCEL;
  }

  private static List<String> patterns(SpecStruct spec, String key) {
    List<String> patterns = spec.texts(key);
    for (int i = 0; i < patterns.size(); i++) {
      SpecValues.requirePattern(spec.path(key + "[" + i + "]"), patterns.get(i));
    }
    return patterns;
  }
}
