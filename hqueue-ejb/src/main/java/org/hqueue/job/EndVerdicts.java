package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.config.Settings;
import org.hqueue.job.CommandEnd.Verdict;
import org.hqueue.phrase.Phrase;

/**
 * Settles what the ends of tries mean for their jobs, by the jobs' own policies and by how often
 * the same has happened before. A batch of plain successes costs one statement.
 */
@ApplicationScoped
public class EndVerdicts {

  /** How often in a row a job is put back by its requeue rules before that counts as a failure. */
  private static final int MOST_REQUEUES = 20;

  private static final Set<Verdict> BY_POLICY =
      EnumSet.of(Verdict.TIMED_OUT, Verdict.REQUEUED, Verdict.BAD);

  @Inject JobTryStore tries;
  @Inject JobInsertStore inserts;
  @Inject Settings settings;

  /** What each end means in the end, by job. */
  Map<Integer, CommandEnd> settle(Map<Integer, CommandEnd> told, Instant now) {
    Map<Integer, Integer> losses = tries.countAbandons(with(told, Verdict.LOST_CLIENT));
    Map<Integer, Integer> requeues = tries.countRequeues(with(told, Verdict.REQUEUED));
    List<Integer> byPolicy = new ArrayList<>();
    told.forEach(
        (jobId, end) -> {
          if (BY_POLICY.contains(end.verdict())) {
            byPolicy.add(jobId);
          }
        });
    Map<Integer, JobSpec> specs = inserts.specs(byPolicy);
    Map<Integer, CommandEnd> settled = new HashMap<>();
    Map<Integer, Instant> delays = new HashMap<>();
    told.forEach(
        (jobId, end) -> {
          JobSpec spec = specs.get(jobId);
          JobPolicy policy = spec == null ? JobPolicy.NONE : spec.policy();
          settled.put(
              jobId,
              settled(end, policy, losses.getOrDefault(jobId, 0), requeues.getOrDefault(jobId, 0)));
          if (policy.retryDelay() > 0) {
            delays.put(jobId, now.plusSeconds(policy.retryDelay()));
          }
        });
    tries.delay(delays);
    tries.forgetLosses(with(settled, Verdict.GOOD));
    return settled;
  }

  private CommandEnd settled(CommandEnd end, JobPolicy policy, int losses, int requeues) {
    return switch (end.verdict()) {
      case TIMED_OUT ->
          policy.onTimeout() == JobPolicy.OnTimeout.FAIL
              ? as(end, Verdict.BAD, end.reason())
              : as(end, Verdict.CANCELLED, end.reason());
      case REQUEUED ->
          requeues > MOST_REQUEUES
              ? as(end, Verdict.BAD, Phrase.PUT_BACK_OFTEN.with(MOST_REQUEUES, end.reason()))
              : end;
      case LOST_CLIENT ->
          settings.maxAbandons() > 0 && losses >= settings.maxAbandons()
              ? as(end, Verdict.FAILED_FOR_GOOD, Phrase.LOST_OFTEN.with(losses, end.reason()))
              : end;
      case GOOD, BAD, PUT_BACK, FAILED_FOR_GOOD, CANCELLED -> end;
    };
  }

  private static CommandEnd as(CommandEnd end, Verdict verdict, String reason) {
    return new CommandEnd(verdict, end.exitCode(), reason);
  }

  private static List<Integer> with(Map<Integer, CommandEnd> ends, Verdict verdict) {
    return ends.entrySet().stream()
        .filter(entry -> entry.getValue().verdict() == verdict)
        .map(Map.Entry::getKey)
        .toList();
  }
}
