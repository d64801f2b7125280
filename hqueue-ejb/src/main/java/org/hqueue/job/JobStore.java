package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.hqueue.database.ConflictException;
import org.hqueue.database.Database;
import org.hqueue.database.IdBlocks;
import org.hqueue.database.Row;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobState.Children;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, their links and counters: everything that writes them, and what the writers need to read.
 * It takes part in the surrounding transaction and works in sets, never job by job.
 *
 * <p>The row of {@code job_children} is the lock of a job's relations: whoever adds a child to a
 * job, adds the job as a child, or moves it in or out of a finished status holds that row first, so
 * that no end can slip past a new link.
 */
@ApplicationScoped
public class JobStore {

  @Inject Database database;
  @Inject IdBlocks ids;
  @Inject EventStore events;
  @Inject ScheduledCallbackStore scheduledCallbacks;

  /** A parent and one of its children; late when it came after the parent's command had started. */
  record Link(int parentId, int childId, boolean late) {}

  /** A job that a placement gives to a client, as an assignment. */
  public record Start(int jobId, int assignmentId) {}

  /** Takes ids for as many new jobs; called before the transaction holds a connection. */
  int reserve(int count) {
    return ids.take(IdBlocks.Kind.JOB, count);
  }

  /** What decisions about some jobs are made upon, ascending by id; unknown ids are left out. */
  public List<JobState> states(Collection<Integer> jobIds) {
    return database.queryIn(
        "select j.id, j.status, j.wish, j.has_command, j.own_result, j.tries_left,"
            + " j.assignment_id, j.ends_alone, j.spares_parents, j.max_failed_children,"
            + " a.state, c.total, c.unfinished, c.unsuccessful, c.failed"
            + " from job j join job_children c on c.job_id = j.id"
            + " left join assignment a on a.id = j.assignment_id where j.id in (:ids)"
            + " order by j.id",
        jobIds,
        JobStore::readState);
  }

  private static JobState readState(Row row) throws SQLException {
    return new JobState(
        row.integer("id"),
        row.constant("status", JobStatus.class),
        row.text("wish").equals("pause"),
        row.truth("has_command"),
        row.constant("own_result", OwnResult.class),
        row.integer("tries_left"),
        row.integerOrNull("assignment_id"),
        Set.of("OFFERED", "STARTED").contains(row.text("state")),
        readChildren(row),
        new JobRules(
            row.truth("ends_alone"),
            row.truth("spares_parents"),
            row.integerOrNull("max_failed_children")));
  }

  private static Children readChildren(Row row) throws SQLException {
    return new Children(
        row.integer("total"),
        row.integer("unfinished"),
        row.integer("unsuccessful"),
        row.integer("failed"));
  }

  /** Counts of the children of some jobs, as they are kept; unknown ids are left out. */
  Map<Integer, Children> children(Collection<Integer> jobIds) {
    Map<Integer, Children> children = new HashMap<>();
    database.queryIn(
        "select job_id, total, unfinished, unsuccessful, failed from job_children"
            + " where job_id in (:ids)",
        jobIds,
        row -> children.put(row.integer("job_id"), readChildren(row)));
    return children;
  }

  /** Those of some ids that are jobs. */
  List<Integer> existing(Collection<Integer> jobIds) {
    return database.queryIn(
        "select id from job where id in (:ids)", jobIds, row -> row.integer("id"));
  }

  /** Locks the relations of some jobs until the transaction ends. */
  public void lockRelations(Collection<Integer> jobIds) {
    database.queryIn(
        "select job_id from job_children where job_id in (:ids) order by job_id for update",
        new TreeSet<>(jobIds),
        row -> row.integer("job_id"));
  }

  /** Those of the moves' jobs that have parents, with each parent. */
  List<Link> linksToParents(Collection<Integer> childIds) {
    return database.queryIn(
        "select parent_id, child_id, late from job_link where child_id in (:ids)",
        childIds,
        JobStore::readLink);
  }

  /** The links from some jobs to their children. */
  List<Link> linksToChildren(Collection<Integer> parentIds) {
    return database.queryIn(
        "select parent_id, child_id, late from job_link where parent_id in (:ids)",
        parentIds,
        JobStore::readLink);
  }

  private static Link readLink(Row row) throws SQLException {
    return new Link(row.integer("parent_id"), row.integer("child_id"), row.truth("late"));
  }

  /** How many children of some jobs have failed, those left out that spare their parents. */
  Map<Integer, Integer> failedChildren(Collection<Integer> parentIds) {
    Map<Integer, Integer> failed = new HashMap<>();
    database.queryIn(
        "select l.parent_id, count(*) as n from job_link l join job c on c.id = l.child_id"
            + " where c.status = 'FAILED' and c.spares_parents = false"
            + " and l.parent_id in (:ids) group by l.parent_id",
        parentIds,
        row -> failed.put(row.integer("parent_id"), row.integer("n")));
    return failed;
  }

  /** Some jobs and everything below them, level by level, each once. */
  public Set<Integer> withDescendants(Collection<Integer> jobIds) {
    return walk(jobIds, level -> linksToChildren(level).stream().map(Link::childId).toList());
  }

  /** The children of some jobs and of everything below them, level by level, by parent. */
  Map<Integer, List<Integer>> childrenBelow(Collection<Integer> jobIds) {
    Map<Integer, List<Integer>> children = new HashMap<>();
    Set<Integer> known = new HashSet<>(jobIds);
    Collection<Integer> level = jobIds;
    while (!level.isEmpty()) {
      Set<Integer> next = new TreeSet<>();
      for (Link link : linksToChildren(level)) {
        children.computeIfAbsent(link.parentId(), id -> new ArrayList<>()).add(link.childId());
        if (known.add(link.childId())) {
          next.add(link.childId());
        }
      }
      level = next;
    }
    return children;
  }

  /** Some jobs and everything above them, level by level, each once. */
  Set<Integer> withAncestors(Collection<Integer> jobIds) {
    return walk(jobIds, level -> linksToParents(level).stream().map(Link::parentId).toList());
  }

  private static Set<Integer> walk(
      Collection<Integer> start, Function<Collection<Integer>, List<Integer>> neighbours) {
    Set<Integer> seen = new TreeSet<>(start);
    Collection<Integer> level = seen;
    while (!level.isEmpty()) {
      Set<Integer> next = new HashSet<>();
      for (Integer id : neighbours.apply(new ArrayList<>(level))) {
        if (!seen.contains(id)) {
          next.add(id);
        }
      }
      seen.addAll(next);
      level = next;
    }
    return seen;
  }

  /** Changes the counts of children of some jobs, ascending by id as the map gives them. */
  void addToChildren(Map<Integer, Children> deltas) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    deltas.forEach(
        (jobId, delta) ->
            rows.add(
                new Object[] {
                  delta.total(), delta.unfinished(), delta.unsuccessful(), delta.failed(), jobId
                }));
    database.batch(
        "update job_children set total = total + ?, unfinished = unfinished + ?,"
            + " unsuccessful = unsuccessful + ?, failed = failed + ? where job_id = ?",
        rows);
  }

  /**
   * Writes moves, each only if the job still has the status that it was decided upon.
   *
   * @throws ConflictException when one has not: then the whole call is repeated
   * @throws IllegalJobMoveException when a move is not in the table
   */
  void apply(Collection<StatusChange> moves, Instant now) {
    Map<Integer, List<@Nullable Object>> values = new LinkedHashMap<>();
    List<NewEvent> log = new ArrayList<>(moves.size());
    List<Integer> runnable = new ArrayList<>();
    for (StatusChange move : moves) {
      if (move.from() != move.to() && !move.from().mayBecome(move.to())) {
        throw new IllegalJobMoveException(move.jobId(), move.from(), move.to());
      }
      values.put(
          move.jobId(),
          Arrays.asList(
              move.to(),
              move.pauseWished() ? "pause" : "",
              move.ownResult(),
              move.triesLeft(),
              move.failureReason(),
              move.exitCode(),
              move.to() == JobStatus.RUNNABLE ? now : null,
              move.commandEnded() ? now : null,
              move.to().isFinished() ? now : null,
              move.from()));
      if (move.from() != move.to()) {
        log.add(statusEvent(move.jobId(), move.to(), move.reason()));
      } else if (!move.reason().isEmpty()) {
        log.add(NewEvent.remark(move.jobId(), move.reason()));
      }
      if (move.to() == JobStatus.RUNNABLE) {
        runnable.add(move.jobId());
      }
    }
    int matched =
        database.updateEach(
            "update job set status = ?, ready = false, wish = ?, own_result = ?, tries_left = ?,"
                + " failure_reason = coalesce(?, failure_reason), exit_code = coalesce(?, exit_code),"
                + " runnable_at = coalesce(?, runnable_at),"
                + " command_ended_at = coalesce(?, command_ended_at), ended_at = ?"
                + " where coalesce(status, '') = ? and id in (:ids)",
            values);
    if (matched != moves.size()) {
      throw new ConflictException("a job was moved by another call meanwhile");
    }
    refreshReady(runnable, now);
    events.append(log, now);
    scheduledCallbacks.follow(moves, now);
  }

  /**
   * Puts runnable jobs into the scheduler's index: those whose time has come and whose earlier
   * process, if they had one, is gone. The conditions on the status hide their columns: H2 would go
   * through all runnable jobs by their index, and not through the ids.
   */
  public void refreshReady(Collection<Integer> jobIds, Instant now) {
    database.updateIn(
        "update job set ready = true where coalesce(status, '') = 'RUNNABLE' and ready <> true"
            + " and (not_before_at is null or not_before_at <= ?)"
            + " and not exists (select 1 from assignment a"
            + " where a.job_id = job.id and a.state <> 'GONE')"
            + " and not exists (select 1 from root_failure f"
            + " where f.root_id = job.root_id and f.held = true) and id in (:ids)",
        jobIds,
        now);
  }

  /**
   * Runnable jobs whose time has come but which are not in the scheduler's index yet. H2 takes the
   * right index only when told, and begins at the jobs without a time unless the range has a start.
   */
  public List<Integer> due(Instant now, int limit) {
    return database.query(
        "select id from job use index (job_due) where not_before_at between 0 and ?"
            + " and status = 'RUNNABLE' and ready = false"
            + " order by not_before_at limit ?",
        row -> row.integer("id"),
        now,
        limit);
  }

  /**
   * Gives runnable jobs to clients; those that are not runnable any more are left alone.
   *
   * @return the starts that were written
   */
  public List<Start> applyStarts(List<Start> starts, Instant now) {
    Map<Integer, List<@Nullable Object>> values = new LinkedHashMap<>();
    for (Start start : starts) {
      // Jobs that follow each other get assignments that do: one statement for all of them.
      values.put(start.jobId(), List.of(start.assignmentId() - start.jobId(), now));
    }
    int matched =
        database.updateEach(
            "update job set status = 'RUNNING', ready = false, tries = tries + 1,"
                + " assignment_id = id + ?, started_at = coalesce(started_at, ?)"
                + " where coalesce(status, '') = 'RUNNABLE' and ready <> false and id in (:ids)",
            values);
    if (matched == starts.size()) {
      return starts;
    }
    Map<Integer, Integer> written = new HashMap<>();
    database.queryIn(
        "select id, assignment_id from job where assignment_id is not null and id in (:ids)",
        values.keySet(),
        row -> written.put(row.integer("id"), row.integer("assignment_id")));
    return starts.stream()
        .filter(start -> Objects.equals(written.get(start.jobId()), start.assignmentId()))
        .toList();
  }

  /** Notes when the processes of some assignments were started. */
  public void markCommandsStarted(
      Map<Integer, Instant> startedAtByAssignment, Map<Integer, Integer> jobs) {
    Map<Integer, List<@Nullable Object>> values = new TreeMap<>();
    startedAtByAssignment.forEach(
        (assignmentId, at) -> {
          int jobId = jobs.get(assignmentId);
          values.put(jobId, List.of(at, assignmentId - jobId));
        });
    database.updateEach(
        "update job set command_started_at = ? where assignment_id = id + ? and id in (:ids)",
        values);
  }

  /** Gives some jobs a priority. */
  void setPriority(Collection<Integer> jobIds, int priority) {
    database.updateIn("update job set priority = ? where id in (:ids)", jobIds, priority);
  }

  /** The line of a job's log that tells its new status, in HQueue's words. */
  static NewEvent statusEvent(int jobId, JobStatus status, String reason) {
    return new NewEvent(
        EventKind.STATUS,
        jobId,
        null,
        status.word(),
        reason.isEmpty()
            ? Phrase.STATUS.with(status.word())
            : Phrase.STATUS_BECAUSE.with(status.word(), reason));
  }
}
