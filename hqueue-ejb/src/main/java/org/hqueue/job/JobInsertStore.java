package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.database.Database;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/** How jobs come into the database and leave it, in batches within the surrounding transaction. */
@ApplicationScoped
public class JobInsertStore {

  @Inject Database database;
  @Inject EventStore events;
  @Inject ScheduledCallbackStore scheduledCallbacks;

  /** A link to write; late when the child came after the parent's command had started. */
  record NewLink(int parentId, int childId, boolean late) {}

  /** A job above new ones: what they take from it. */
  record Above(
      int id, int rootId, int priority, String submittedBy, @Nullable Integer labelSetId) {}

  /** Writes new jobs with their specifications, counters and first log lines. */
  void insert(List<NewJob> jobs, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object[]> specs = new ArrayList<>();
    List<@Nullable Object[]> counters = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    Map<Integer, List<CallbackKind>> endedAtOnce = new TreeMap<>();
    for (NewJob job : jobs) {
      rows.add(rowOf(job, now));
      specs.add(new Object[] {job.id(), StoredSpec.write(job.spec())});
      counters.add(
          new Object[] {
            job.id(),
            job.children().total(),
            job.children().unfinished(),
            job.children().unsuccessful(),
            job.children().failed()
          });
      log.add(JobStore.statusEvent(job.id(), job.status(), job.log()));
      if (job.status() == JobStatus.SUCCEEDED || job.status() == JobStatus.FAILED) {
        endedAtOnce.put(job.id(), CallbackRules.ofStatus(job.status(), true));
      }
    }
    database.insert(
        "insert into job (id, name, status, wish, priority, root_id, is_root, shares_jobs, ready,"
            + " requirement_id, cpus, has_command, weighs, submitted_by, tries_left, tries,"
            + " own_result, failure_reason, queued_at, runnable_at, ended_at, not_before_at,"
            + " kill_grace_seconds, ends_alone, spares_parents, max_failed_children,"
            + " inherits_conditions, label_set_id, has_callbacks, max_running, requeue_after_minutes)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'NONE', ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
    database.insert("insert into job_spec (job_id, spec) values (?, ?)", specs);
    database.insert(
        "insert into job_children (job_id, total, unfinished, unsuccessful, failed)"
            + " values (?, ?, ?, ?, ?)",
        counters);
    events.append(log, now);
    scheduledCallbacks.schedule(endedAtOnce, now);
  }

  private static @Nullable Object[] rowOf(NewJob job, Instant now) {
    boolean hasCommand = job.spec().command().exists();
    Instant notBefore = job.spec().policy().notBefore();
    JobRules rules = JobRules.of(job.spec());
    return new Object[] {
      job.id(),
      job.spec().name(),
      job.status(),
      job.pauseWished() ? "pause" : "",
      job.priority(),
      job.rootId(),
      job.isRoot(),
      job.sharesJobs(),
      job.status() == JobStatus.RUNNABLE && (notBefore == null || !notBefore.isAfter(now)),
      job.requirementId(),
      job.spec().needs().cpus(),
      hasCommand,
      hasCommand && !job.spec().needs().tags().contains("excludeProgress"),
      job.submittedBy(),
      job.spec().triesLeft(),
      job.status() == JobStatus.FAILED ? Phrase.CHILDREN_FAILED.with() : "",
      now,
      job.status() == JobStatus.RUNNABLE ? now : null,
      job.status().isFinished() ? now : null,
      notBefore,
      job.spec().policy().killGrace(),
      rules.endsAlone(),
      rules.sparesParents(),
      rules.maxFailedChildren(),
      JobDemands.inherits(job.spec()),
      job.labelSetId(),
      !job.spec().callbacks().equals(JobCallbacks.NONE),
      job.spec().tree().maxRunning(),
      job.spec().policy().requeueAfter()
    };
  }

  /** Ties parents and children. */
  void insertLinks(Collection<NewLink> links) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (NewLink link : links) {
      rows.add(new Object[] {link.parentId(), link.childId(), link.late()});
    }
    database.insert("insert into job_link (parent_id, child_id, late) values (?, ?, ?)", rows);
  }

  /** What new jobs take from existing parents, by parent. */
  Map<Integer, Above> above(Collection<Integer> jobIds) {
    Map<Integer, Above> above = new HashMap<>();
    database.queryIn(
        "select id, root_id, priority, submitted_by, label_set_id from job where id in (:ids)",
        jobIds,
        row ->
            above.put(
                row.integer("id"),
                new Above(
                    row.integer("id"),
                    row.integer("root_id"),
                    row.integer("priority"),
                    row.text("submitted_by"),
                    row.integerOrNull("label_set_id"))));
    return above;
  }

  /** The specifications of some jobs, by job. */
  Map<Integer, JobSpec> specs(Collection<Integer> jobIds) {
    Map<Integer, JobSpec> specs = new HashMap<>();
    database.queryIn(
        "select job_id, spec from job_spec where job_id in (:ids)",
        jobIds,
        row -> specs.put(row.integer("job_id"), StoredSpec.read(row.text("spec"))));
    return specs;
  }

  /** Those of some jobs that limit how many jobs below them run at once. */
  List<Integer> limiting(Collection<Integer> jobIds) {
    return database.queryIn(
        "select id from job where max_running is not null and id in (:ids)",
        jobIds,
        row -> row.integer("id"));
  }

  /** The root of each of some jobs. */
  Map<Integer, Integer> roots(Collection<Integer> jobIds) {
    Map<Integer, Integer> roots = new TreeMap<>();
    database.queryIn(
        "select id, root_id from job where id in (:ids)",
        jobIds,
        row -> roots.put(row.integer("id"), row.integer("root_id")));
    return roots;
  }

  /** The callbacks of those of some jobs that have any, by job. */
  Map<Integer, JobCallbacks> callbacks(Collection<Integer> jobIds) {
    Map<Integer, JobCallbacks> callbacks = new HashMap<>();
    database.queryIn(
        "select j.id, s.spec from job j join job_spec s on s.job_id = j.id"
            + " where j.has_callbacks = true and j.id in (:ids)",
        jobIds,
        row -> callbacks.put(row.integer("id"), StoredSpec.read(row.text("spec")).callbacks()));
    return callbacks;
  }

  /**
   * Works out anew which root some jobs have, after links above them have changed, and carries it
   * down.
   *
   * @return the jobs that have another root now
   */
  Set<Integer> recomputeRoots(Collection<Integer> jobIds) {
    Set<Integer> all = new TreeSet<>();
    Collection<Integer> level = jobIds;
    while (!level.isEmpty()) {
      List<int[]> changed =
          database.queryIn(
              "select j.id, j.root_id, coalesce(min(p.root_id), j.id) as lowest,"
                  + " count(distinct p.root_id) as roots"
                  + " from job j left join job_link l on l.child_id = j.id"
                  + " left join job p on p.id = l.parent_id"
                  + " where j.id in (:ids) group by j.id, j.root_id",
              level,
              row ->
                  new int[] {
                    row.integer("id"),
                    row.integer("root_id"),
                    row.integer("lowest"),
                    row.integer("roots")
                  });
      List<@Nullable Object[]> rows = new ArrayList<>();
      List<Integer> shared = new ArrayList<>();
      List<Integer> moved = new ArrayList<>();
      for (int[] job : changed) {
        rows.add(new Object[] {job[2], job[3] == 0, job[0]});
        if (job[3] > 1) {
          shared.add(job[0]);
        }
        if (job[1] != job[2]) {
          moved.add(job[0]);
        }
      }
      database.batch("update job set root_id = ?, is_root = ? where id = ?", rows);
      markShared(shared);
      all.addAll(moved);
      level =
          database.queryIn(
              "select distinct child_id from job_link where parent_id in (:ids)",
              moved,
              row -> row.integer("child_id"));
    }
    return all;
  }

  /** The roots above some jobs share those jobs; their numbers are not found by the root alone. */
  private void markShared(List<Integer> jobIds) {
    List<Integer> roots =
        database.queryIn(
            "select distinct p.root_id from job_link l join job p on p.id = l.parent_id"
                + " where l.child_id in (:ids)",
            jobIds,
            row -> row.integer("root_id"));
    markRootsShared(roots);
  }

  /** Marks roots whose trees share jobs with others. */
  void markRootsShared(Collection<Integer> rootIds) {
    database.updateIn("update job set shares_jobs = true where id in (:ids)", rootIds);
  }

  /**
   * Removes jobs and everything kept about them but what is still on a client, and what happened:
   * who follows the events must miss none.
   */
  void delete(Collection<Integer> jobIds, Instant now) {
    scheduledCallbacks.drop(jobIds, now);
    database.updateIn("delete from job_link where parent_id in (:ids)", jobIds);
    database.updateIn("delete from job_link where child_id in (:ids)", jobIds);
    database.updateIn("delete from job_children where job_id in (:ids)", jobIds);
    database.updateIn("delete from job_spec where job_id in (:ids)", jobIds);
    database.updateIn(
        "delete from assignment_pulse where assignment_id in"
            + " (select id from assignment where state = 'GONE' and job_id in (:ids))",
        jobIds);
    database.updateIn(
        "delete from assignment_output where assignment_id in"
            + " (select id from assignment where job_id in (:ids))",
        jobIds);
    database.updateIn("delete from assignment where state = 'GONE' and job_id in (:ids)", jobIds);
    database.updateIn("delete from job where id in (:ids)", jobIds);
  }
}
