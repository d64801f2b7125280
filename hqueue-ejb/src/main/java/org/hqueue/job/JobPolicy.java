package org.hqueue.job;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How tries of a job's command are timed and judged (jobs.md sections 1 and 6). Times in seconds, 0
 * = no such rule.
 *
 * @param maxTime running time of a try, pauses left out, beyond which it is ended
 * @param onTimeout what becomes of the job then
 * @param noOutputTime time without output and without use of a CPU after which a try counts as hung
 * @param minTime a try that ends sooner has failed
 * @param retryDelay before a retry
 * @param retryElsewhere a retry goes to a client it has not failed on while one that fits is online
 * @param requeueAfter minutes of its client's absence after which the job is put back, 0 = never by
 *     itself, null = the farm's setting
 * @param notBefore the job is not started earlier, null = at once
 * @param killGrace between asking a process to end and killing it, null = the farm's setting
 * @param errorPatterns regular expressions; a line of output that matches makes a failure
 * @param requeuePatterns regular expressions; a line that matches puts the job back without using a
 *     try
 * @param successCodes exit codes that are a success, such as {@code 0,3-5}; "" = 0 alone
 * @param requeueCodes exit codes that put the job back; "" = none
 */
public record JobPolicy(
    int maxTime,
    OnTimeout onTimeout,
    int noOutputTime,
    int minTime,
    int retryDelay,
    boolean retryElsewhere,
    @Nullable Integer requeueAfter,
    @Nullable Instant notBefore,
    @Nullable Integer killGrace,
    List<String> errorPatterns,
    List<String> requeuePatterns,
    String successCodes,
    String requeueCodes) {

  /** No rule of its own. */
  public static final JobPolicy NONE =
      new JobPolicy(
          0, OnTimeout.CANCEL, 0, 0, 0, true, null, null, null, List.of(), List.of(), "", "");

  /** The same rules with further patterns after its own. */
  public JobPolicy withPatterns(List<String> furtherErrors, List<String> furtherRequeues) {
    if (furtherErrors.isEmpty() && furtherRequeues.isEmpty()) {
      return this;
    }
    return new JobPolicy(
        maxTime,
        onTimeout,
        noOutputTime,
        minTime,
        retryDelay,
        retryElsewhere,
        requeueAfter,
        notBefore,
        killGrace,
        joined(errorPatterns, furtherErrors),
        joined(requeuePatterns, furtherRequeues),
        successCodes,
        requeueCodes);
  }

  private static List<String> joined(List<String> own, List<String> further) {
    return Stream.concat(own.stream(), further.stream()).distinct().toList();
  }

  /** What becomes of a job whose try ran too long or hung. */
  public enum OnTimeout {
    /** It is cancelled. */
    CANCEL,
    /** The try has failed. */
    FAIL
  }
}
