package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.assignment.Callback;
import org.hqueue.assignment.CallbackStore;
import org.hqueue.database.Database;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.RequirementStore;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks of jobs that hold no client when they end, as containers do: they wait for a client of
 * their own (jobs.md section 6). Everything here takes part in the surrounding transaction.
 */
@ApplicationScoped
public class ScheduledCallbackStore {

  private static final String SEPARATOR = ",";

  @Inject Database database;
  @Inject RequirementStore requirements;
  @Inject CallbackStore callbacks;
  @Inject EventStore events;

  /** A job whose callbacks wait for a client. */
  public record Waiting(int jobId, int requirementId, int priority) {}

  /** Does what follows from moves: what ends is followed by callbacks, what is reopened is not. */
  void follow(Collection<StatusChange> moves, Instant now) {
    Map<Integer, List<CallbackKind>> ended = new TreeMap<>();
    List<Integer> reopened = new ArrayList<>();
    for (StatusChange move : moves) {
      if (move.reopens()) {
        reopened.add(move.jobId());
      } else if (move.finishes()
          && move.to() != JobStatus.CANCELLED
          // Else what has ended is on a client, which runs what follows.
          && !move.commandEnded()) {
        boolean byChildren = move.ownResult() != OwnResult.BAD;
        ended.put(move.jobId(), CallbackRules.ofStatus(move.to(), byChildren));
      }
    }
    drop(reopened, now);
    schedule(ended, now);
  }

  /** Has callbacks of some jobs run as soon as there is a client for each. */
  void schedule(Map<Integer, List<CallbackKind>> kinds, Instant now) {
    Map<Integer, JobCallbacks> known = new HashMap<>();
    specs("j.id", kinds.keySet()).forEach((id, spec) -> known.put(id, spec.callbacks()));
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    kinds.forEach(
        (jobId, wanted) -> {
          List<String> names = new ArrayList<>();
          for (CallbackKind kind : wanted) {
            if (kind.mayRunElsewhere()
                && !kind.commandOf(known.getOrDefault(jobId, JobCallbacks.NONE)).isEmpty()) {
              names.add(kind.word());
            }
          }
          if (!names.isEmpty()) {
            rows.add(new Object[] {jobId, String.join(SEPARATOR, names)});
            log.add(NewEvent.remark(jobId, Phrase.CALLBACKS_WAIT.with(String.join(", ", names))));
          }
        });
    database.insert("insert into job_callback (job_id, names) values (?, ?)", rows);
    events.append(log, now);
  }

  /** Callbacks of some jobs that no agent has begun with are not wanted any more. */
  void drop(Collection<Integer> jobIds, Instant now) {
    database.updateIn("delete from job_callback where job_id in (:ids)", jobIds);
    callbacks.dropOffered(jobIds, now);
  }

  /**
   * Works out what jobs demand whose callbacks are new here.
   *
   * @param limit how many at most; ids for as many requirements must be at hand
   */
  public void settleDemands(int limit) {
    List<Integer> jobIds =
        database.query(
            "select job_id from job_callback where requirement_id is null order by job_id limit ?",
            row -> row.integer("job_id"),
            limit);
    Map<Integer, JobSpec> own = specs("j.id", jobIds);
    Map<Integer, JobSpec> roots = specs("j.root_id", jobIds);
    Map<Integer, Demand> demands = new TreeMap<>();
    for (Integer jobId : jobIds) {
      List<Condition> conditions = conditions(own.get(jobId));
      demands.put(
          jobId,
          Demand.of(
              1, conditions.isEmpty() ? conditions(roots.get(jobId)) : conditions, List.of()));
    }
    Map<Demand, Integer> ids = requirements.idsOf(new HashSet<>(demands.values()));
    List<@Nullable Object[]> rows = new ArrayList<>();
    demands.forEach((jobId, demand) -> rows.add(new Object[] {ids.get(demand), jobId}));
    database.batch("update job_callback set requirement_id = ? where job_id = ?", rows);
  }

  private static List<Condition> conditions(@Nullable JobSpec spec) {
    return spec == null ? List.of() : spec.needs().conditions();
  }

  /** Whether anything waits. */
  public boolean isAnyWaiting() {
    return database
        .first("select job_id from job_callback limit 1", row -> row.integer("job_id"))
        .isPresent();
  }

  /** The requirements of what waits. */
  public List<Integer> requirementIds() {
    return database.query(
        "select distinct requirement_id from job_callback where requirement_id is not null",
        row -> row.integer("requirement_id"));
  }

  /**
   * What waits with one of the requirements: highest priority first, oldest among equals. Not that
   * of a job whose earlier assignment is not gone yet: a job has one at a time.
   */
  public List<Waiting> waiting(int requirementId, int limit) {
    return database.query(
        "select c.job_id, c.requirement_id, j.priority from job_callback c"
            + " join job j on j.id = c.job_id where c.requirement_id = ?"
            + " and not exists (select 1 from assignment a"
            + " where a.job_id = c.job_id and a.state <> 'GONE')"
            + " order by j.priority desc, c.job_id limit ?",
        row ->
            new Waiting(
                row.integer("job_id"), row.integer("requirement_id"), row.integer("priority")),
        requirementId,
        limit);
  }

  /** Takes what waits of some jobs; the callbacks of those that still did, by job. */
  public Map<Integer, List<Callback>> take(Collection<Integer> jobIds) {
    Map<Integer, List<String>> names = new TreeMap<>();
    database.queryIn(
        "select job_id, names from job_callback where job_id in (:ids) for update",
        jobIds,
        row -> names.put(row.integer("job_id"), List.of(row.text("names").split(SEPARATOR))));
    Map<Integer, JobSpec> specs = specs("j.id", names.keySet());
    Map<Integer, List<Callback>> taken = new TreeMap<>();
    names.forEach(
        (jobId, wanted) -> {
          JobSpec spec = specs.get(jobId);
          if (spec != null) {
            taken.put(jobId, callbacks(spec.callbacks(), wanted));
          }
        });
    database.updateIn("delete from job_callback where job_id in (:ids)", jobIds);
    return taken;
  }

  private static List<Callback> callbacks(JobCallbacks all, List<String> names) {
    List<Callback> callbacks = new ArrayList<>();
    for (CallbackKind kind : CallbackKind.values()) {
      if (names.contains(kind.word())) {
        callbacks.add(new Callback(kind.word(), kind.commandOf(all)));
      }
    }
    return callbacks;
  }

  /** Specifications of those of some jobs that have callbacks, or of their roots, by job. */
  private Map<Integer, JobSpec> specs(String whose, Collection<Integer> jobIds) {
    Map<Integer, JobSpec> specs = new HashMap<>();
    database.queryIn(
        "select j.id, s.spec from job j join job_spec s on s.job_id = "
            + whose
            + " where j.has_callbacks = true and j.id in (:ids)",
        jobIds,
        row -> specs.put(row.integer("id"), StoredSpec.read(row.text("spec"))));
    return specs;
  }
}
