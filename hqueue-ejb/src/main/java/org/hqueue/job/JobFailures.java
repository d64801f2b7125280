package org.hqueue.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.hqueue.config.Settings;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.FailureStore.ClientFailures;
import org.hqueue.job.FailureStore.Place;
import org.hqueue.note.NoteService;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Demand.Avoided;
import org.hqueue.requirement.RequirementStore;
import org.jspecify.annotations.Nullable;

/**
 * What follows from failures besides the jobs' own status (jobs.md section 7): a retry avoids the
 * client, a root with too many failures on a client gets no more of it, a root with too many in a
 * row is held, a client with too many in a row is sick. In the surrounding transaction. A batch of
 * successes costs two statements.
 */
@ApplicationScoped
public class JobFailures {

  private static final int SPARE = 8;
  private static final String AUTHOR = "hqueue";

  @Inject FailureStore store;
  @Inject JobStore jobs;
  @Inject JobInsertStore inserts;
  @Inject JobRequirementStore requirementStore;
  @Inject RequirementStore requirements;
  @Inject EventStore events;
  @Inject Settings settings;
  @EJB NoteService notes;

  /** Has ids at hand for what some ends may need; called before a connection is held. */
  void ensureIds(int ends) {
    requirements.ensureIds(2 * ends + SPARE);
    notes.ensureThreadIds(SPARE);
  }

  /**
   * The end of a try, as it was decided.
   *
   * @param clientId where it was
   * @param move what became of the job
   * @param verdict what the end meant
   */
  record Tried(int clientId, StatusChange move, CommandEnd.Verdict verdict) {
    boolean wentWell() {
      return verdict == CommandEnd.Verdict.GOOD;
    }

    boolean hasFailed() {
      return verdict == CommandEnd.Verdict.BAD;
    }
  }

  /** Counts the ends of tries, and does what follows. */
  void count(List<Tried> tried, Instant now) {
    List<Tried> counted = tried.stream().filter(one -> one.wentWell() || one.hasFailed()).toList();
    Map<Integer, Integer> roots =
        inserts.roots(counted.stream().map(one -> one.move().jobId()).toList());
    Set<Integer> wellRoots = new TreeSet<>();
    Set<Integer> wellClients = new TreeSet<>();
    for (Tried one : counted) {
      if (one.wentWell()) {
        wellRoots.add(rootOf(one, roots));
        wellClients.add(one.clientId());
      }
    }
    store.rootsWentWell(wellRoots);
    store.clientsWentWell(wellClients);
    avoidClients(tried, now);
    List<Tried> failed = counted.stream().filter(Tried::hasFailed).toList();
    if (!failed.isEmpty()) {
      holdRunaways(failed, roots, wellRoots, now);
      blockClients(failed, roots, now);
      findSick(failed, roots, wellClients, now);
    }
  }

  private static int rootOf(Tried one, Map<Integer, Integer> roots) {
    return roots.getOrDefault(one.move().jobId(), one.move().jobId());
  }

  /** A retry goes elsewhere; an ejected job stays away for a while. */
  private void avoidClients(List<Tried> tried, Instant now) {
    Map<Integer, Avoided> avoided = new HashMap<>();
    List<Integer> retried = new ArrayList<>();
    for (Tried one : tried) {
      StatusChange move = one.move();
      if (move.from() == JobStatus.EJECTING && !move.to().isFinished()) {
        avoided.put(move.jobId(), new Avoided(one.clientId(), now.plus(settings.ejectHoldoff())));
      } else if (one.hasFailed() && !move.to().isFinished()) {
        retried.add(move.jobId());
        avoided.put(move.jobId(), new Avoided(one.clientId(), null));
      }
    }
    inserts
        .specs(retried)
        .forEach(
            (jobId, spec) -> {
              if (!spec.policy().retryElsewhere()) {
                avoided.remove(jobId);
              }
            });
    Map<Integer, Integer> before = requirementStore.requirements(avoided.keySet());
    Map<Integer, Demand> demands = requirements.demands(new HashSet<>(before.values()));
    Map<Integer, Demand> after = new HashMap<>();
    before.forEach(
        (jobId, requirementId) ->
            after.put(
                jobId,
                Objects.requireNonNull(demands.get(requirementId))
                    .alsoAvoiding(Objects.requireNonNull(avoided.get(jobId)))));
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(after.values()));
    Map<Integer, Integer> byJob = new TreeMap<>();
    after.forEach((jobId, demand) -> byJob.put(jobId, ids.get(demand)));
    requirementStore.replace(byJob);
  }

  private void holdRunaways(
      List<Tried> failed, Map<Integer, Integer> roots, Set<Integer> wellRoots, Instant now) {
    Map<Integer, Integer> failures = new TreeMap<>();
    for (Tried one : failed) {
      if (!wellRoots.contains(rootOf(one, roots))) {
        failures.merge(rootOf(one, roots), 1, Integer::sum);
      }
    }
    int most = settings.rootFailureHold();
    List<Integer> held = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    store
        .countRoots(failures)
        .forEach(
            (rootId, count) -> {
              if (most > 0 && count >= most) {
                held.add(rootId);
                log.add(NewEvent.remark(rootId, Phrase.HELD.with(count)));
              }
            });
    store.holdRoots(held);
    events.append(log, now);
  }

  private void blockClients(List<Tried> failed, Map<Integer, Integer> roots, Instant now) {
    Map<Place, Integer> failures = new HashMap<>();
    for (Tried one : failed) {
      failures.merge(new Place(rootOf(one, roots), one.clientId()), 1, Integer::sum);
    }
    int cap = settings.maxFailuresPerClient();
    List<NewEvent> log = new ArrayList<>();
    for (Place place : store.countPlaces(failures, cap)) {
      change(place.rootId(), demand -> demand.alsoAvoiding(new Avoided(place.clientId(), null)));
      log.add(
          new NewEvent(
              EventKind.REMARK,
              place.rootId(),
              place.clientId(),
              "",
              Phrase.CLIENT_CAPPED.with(cap, place.clientId())));
    }
    events.append(log, now);
  }

  /** Changes what the jobs of a root demand that have not ended. */
  private void change(int rootId, UnaryOperator<Demand> change) {
    Map<Integer, Demand> before = requirements.demands(store.requirements(rootId));
    Map<Integer, Demand> after = new HashMap<>();
    before.forEach((id, demand) -> after.put(id, change.apply(demand)));
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(after.values()));
    Map<Integer, Integer> newByOld = new TreeMap<>();
    after.forEach((id, demand) -> newByOld.put(id, ids.get(demand)));
    newByOld.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    store.replaceRequirements(rootId, newByOld);
  }

  private void findSick(
      List<Tried> failed, Map<Integer, Integer> roots, Set<Integer> wellClients, Instant now) {
    Map<Integer, List<Tried>> byClient = new TreeMap<>();
    for (Tried one : failed) {
      if (!wellClients.contains(one.clientId())) {
        byClient.computeIfAbsent(one.clientId(), id -> new ArrayList<>()).add(one);
      }
    }
    Map<Integer, ClientFailures> before = store.clients(byClient.keySet());
    Map<Integer, ClientFailures> after = new TreeMap<>();
    before.forEach(
        (clientId, counts) -> after.put(clientId, counted(counts, byClient.get(clientId), roots)));
    store.writeClients(after);
    after.forEach(
        (clientId, counts) -> {
          if (isSick(counts)) {
            String reason = reasonOf(byClient.get(clientId));
            markSick(clientId, counts, reason, now);
          }
        });
  }

  private static ClientFailures counted(
      ClientFailures before, List<Tried> failed, Map<Integer, Integer> roots) {
    Integer root = before.root();
    boolean several = before.severalRoots();
    for (Tried one : failed) {
      int own = rootOf(one, roots);
      several |= root != null && root != own;
      root = root == null ? Integer.valueOf(own) : root;
    }
    return new ClientFailures(before.inRow() + failed.size(), root, several, before.sick());
  }

  private boolean isSick(ClientFailures counts) {
    int most = settings.sickAfter();
    return most > 0 && counts.inRow() >= most && counts.severalRoots();
  }

  private static String reasonOf(List<Tried> failed) {
    String reason = failed.get(failed.size() - 1).move().reason();
    return reason.length() > 300 ? reason.substring(0, 300) : reason;
  }

  /** Never more than a third of the clients online; one that is sick already waits anew. */
  private void markSick(int clientId, ClientFailures counts, String last, Instant now) {
    int[] onlineAndSick = store.onlineAndSick();
    boolean allowed = counts.sick() || (onlineAndSick[1] + 1) * 3 <= onlineAndSick[0];
    if (!allowed) {
      return;
    }
    String reason = Phrase.FAILURES_IN_A_ROW.with(counts.inRow(), last);
    store.markSick(clientId, now, now.plus(settings.sickRetry()), reason);
    if (!counts.sick()) {
      notes.add(Phrase.GETS_NO_JOBS.with(reason), null, null, clientId, AUTHOR);
    }
    events.append(
        List.of(
            new NewEvent(EventKind.CLIENT, null, clientId, "", "the client is sick: " + reason)),
        now);
  }

  /** Some jobs were rescheduled by hand: their roots start anew. */
  void forgive(Collection<Integer> jobIds, Instant now) {
    Set<Integer> rootIds = new TreeSet<>(inserts.roots(jobIds).values());
    release(rootIds, now);
    for (Integer rootId : rootIds) {
      unblock(rootId, null);
    }
  }

  /** Lets what waits of some roots be started. */
  void release(Collection<Integer> rootIds, Instant now) {
    List<Integer> held = store.forgetRoots(rootIds);
    jobs.refreshReady(store.runnable(held), now);
    events.append(
        held.stream().map(id -> NewEvent.remark(id, Phrase.NOT_HELD.with())).toList(), now);
  }

  /** A root's jobs may use some clients again, or all with null. */
  void unblock(int rootId, @Nullable Collection<Integer> clientIds) {
    List<Integer> failedOn = store.failedOn(rootId);
    List<Integer> free =
        clientIds == null ? failedOn : failedOn.stream().filter(clientIds::contains).toList();
    if (!free.isEmpty()) {
      store.forgetPlaces(rootId, free);
      change(rootId, demand -> demand.accepting(free));
    }
  }
}
