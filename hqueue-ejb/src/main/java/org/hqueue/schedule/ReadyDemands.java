package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.schedule.ReadyJobs.ReadyJob;
import org.jspecify.annotations.Nullable;

/**
 * What passes have learnt of the demands of ready jobs, so that a thousand of them that no client
 * fits are not looked up again in each pass. It forgets within a second, and what it knows is never
 * a reason for a job to wait that could run: all demands that have ready jobs are among those it
 * gives, and those that have none any more cost a look. Only keeping clients free for a job that
 * has waited long may come that second later. For many threads.
 */
@ApplicationScoped
public class ReadyDemands {

  /** How long something is known. */
  private static final Duration KNOWN = Duration.ofSeconds(1);

  @Inject PlacementStore store;

  private final Set<Integer> known = new HashSet<>();

  /** Demands that nothing is to be kept for until a time. */
  private final Map<Integer, Instant> resting = new HashMap<>();

  private @Nullable Instant knownSince;

  /** The requirements of all ready jobs, and maybe some that had ready jobs a moment ago. */
  synchronized List<Integer> requirements(Instant now) {
    if (knownSince == null || !isRecent(knownSince, now)) {
      known.clear();
      resting.values().removeIf(until -> !until.isAfter(now));
      knownSince = now;
    }
    List<Integer> found = store.readyRequirements(Set.copyOf(known));
    known.clear();
    known.addAll(found);
    return found;
  }

  /** A clock may be set back. */
  private static boolean isRecent(Instant since, Instant now) {
    return !since.isAfter(now) && since.plus(KNOWN).isAfter(now);
  }

  /** Their jobs, read from the database. */
  ReadyJobs jobs(Instant now) {
    return new ReadyJobs() {
      @Override
      public List<ReadyJob> first(Map<Integer, Integer> limits) {
        List<ReadyJob> found = store.firstReady(limits);
        forget(limits.keySet(), found);
        return found;
      }

      @Override
      public List<ReadyJob> firstWaitingSince(Collection<Integer> ids, Instant before) {
        List<Integer> asked = awake(ids, now);
        List<ReadyJob> waiting = ReadyJobs.super.firstWaitingSince(asked, before);
        Set<Integer> early = new HashSet<>(asked);
        waiting.forEach(job -> early.remove(job.requirementId()));
        rest(early, now);
        return waiting;
      }
    };
  }

  /** No client could have these even if it were empty, so that nothing can be kept for them. */
  synchronized void rest(Collection<Integer> requirementIds, Instant now) {
    requirementIds.forEach(id -> resting.put(id, now.plus(KNOWN)));
  }

  private synchronized List<Integer> awake(Collection<Integer> ids, Instant now) {
    List<Integer> awake = new ArrayList<>();
    for (Integer id : ids) {
      Instant until = resting.get(id);
      if (until == null || !until.isAfter(now) || until.isAfter(now.plus(KNOWN))) {
        awake.add(id);
      }
    }
    return awake;
  }

  private synchronized void forget(Collection<Integer> asked, List<ReadyJob> found) {
    Set<Integer> gone = new HashSet<>(asked);
    found.forEach(job -> gone.remove(job.requirementId()));
    known.removeAll(gone);
  }
}
