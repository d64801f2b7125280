package org.hqueue.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.database.ConflictException;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.jspecify.annotations.Nullable;

/** The table of assignments. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class AssignmentStore {

  /** The outcome of a try whose silent client was given up. */
  public static final String GIVEN_UP = "GIVEN_UP";

  private static final String SELECT =
      "select id, job_id, client_id, state, started_at, pausing, cpus, memory, gpus, single_tags,"
          + " master_id, share, kill_grace_seconds from assignment ";
  private static final String OPEN = "state in ('OFFERED', 'STARTED', 'STOPPING', 'CALLBACK') ";

  @Inject Database database;

  /** Writes new offers; the CPUs they hold are taken by whoever places them. */
  public void insert(Collection<Assignment> assignments, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Assignment assignment : assignments) {
      rows.add(
          new Object[] {
            assignment.id(),
            assignment.jobId(),
            assignment.clientId(),
            assignment.state(),
            assignment.isMaster(),
            assignment.holds().cpus(),
            assignment.holds().memory(),
            assignment.holds().gpuText(),
            String.join("\n", assignment.holds().singleTags()),
            assignment.masterId(),
            assignment.share(),
            assignment.killGraceSeconds(),
            now,
            ""
          });
    }
    database.insert(
        "insert into assignment (id, job_id, client_id, state, master, cpus, memory, gpus,"
            + " single_tags, master_id, share, kill_grace_seconds, offered_at, outcome)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  /** Everything on some clients that is not gone, by client. */
  public Map<Integer, List<Assignment>> openOnClients(Collection<Integer> clientIds) {
    Map<Integer, List<Assignment>> byClient = new HashMap<>();
    for (Assignment assignment :
        database.queryIn(
            SELECT + "where " + OPEN + "and client_id in (:ids) order by id",
            clientIds,
            AssignmentStore::read)) {
      byClient.computeIfAbsent(assignment.clientId(), id -> new ArrayList<>()).add(assignment);
    }
    return byClient;
  }

  /** Everything of some jobs that is not gone. */
  public List<Assignment> openOfJobs(Collection<Integer> jobIds) {
    return database.queryIn(
        SELECT + "where " + OPEN + "and job_id in (:ids) order by id",
        jobIds,
        AssignmentStore::read);
  }

  /** One assignment, gone or not; null when it never existed. */
  public @Nullable Assignment find(int id) {
    return database.first(SELECT + "where id = ?", AssignmentStore::read, id).orElse(null);
  }

  /** All tries of a job, oldest first. */
  public List<Assignment> ofJob(int jobId) {
    return database.query(
        SELECT + "where job_id = ? and master_id is null order by id",
        AssignmentStore::read,
        jobId);
  }

  /** The agent has them on its disk; those that are to be stopped meanwhile stay so. */
  public void markStarted(Map<Integer, Instant> startedAt) {
    Map<Integer, List<@Nullable Object>> values = new TreeMap<>();
    startedAt.forEach((id, at) -> values.put(id, List.of(at)));
    database.updateEach(
        "update assignment set started_at = ?,"
            + " state = case state when 'OFFERED' then 'STARTED' else state end"
            + " where started_at is null and id in (:ids)",
        values);
  }

  /** The companions of some multi-host jobs' masters, which are not gone. */
  public List<Assignment> companionsOf(Collection<Integer> masterIds) {
    return database.queryIn(
        SELECT + "where " + OPEN + "and master_id in (:ids) order by id",
        masterIds,
        AssignmentStore::read);
  }

  /**
   * Wants the processes of some jobs ended; the assignments that this concerns. Callbacks of
   * finished jobs go on.
   */
  public List<Assignment> stopOfJobs(Collection<Integer> jobIds) {
    List<Assignment> open =
        openOfJobs(jobIds).stream()
            .filter(one -> one.isMaster() && one.state() != AssignmentState.CALLBACK)
            .toList();
    database.updateIn(
        "update assignment set state = 'STOPPING'"
            + " where state in ('OFFERED', 'STARTED') and id in (:ids)",
        open.stream().map(Assignment::id).toList());
    return open;
  }

  /** Wants the processes of some jobs halted or going on; the assignments that this concerns. */
  public List<Assignment> wantPausing(Collection<Integer> jobIds, Pausing pausing) {
    List<Assignment> open = openOfJobs(jobIds).stream().filter(Assignment::isMaster).toList();
    List<Integer> ids = open.stream().map(Assignment::id).toList();
    database.updateIn(
        "update assignment set pausing = ? where state <> 'GONE' and id in (:ids)", ids, pausing);
    return open;
  }

  /** The agents have halted or continued some processes. */
  public void confirmPausing(Map<Integer, Pausing> confirmed) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    confirmed.forEach((id, pausing) -> rows.add(new Object[] {pausing, id}));
    database.batch("update assignment set pausing = ? where id = ?", rows);
  }

  /**
   * Writes confirmed ends.
   *
   * @throws ConflictException when one of them has ended meanwhile
   */
  public void markGone(Collection<AssignmentEnd> ends) {
    Map<Integer, List<@Nullable Object>> values = new TreeMap<>();
    for (AssignmentEnd end : ends) {
      values.put(end.assignmentId(), Arrays.asList(end.outcome(), end.exitCode(), end.at()));
    }
    int matched =
        database.updateEach(
            "update assignment set state = 'GONE', outcome = ?, exit_code = ?, ended_at = ?"
                + " where coalesce(state, '') <> 'GONE' and id in (:ids)",
            values);
    if (matched != ends.size()) {
      throw new ConflictException("an assignment has ended meanwhile");
    }
  }

  /**
   * Gives silent clients up for some jobs: what the jobs held is free, whatever still runs there.
   */
  public void giveUp(Collection<Integer> jobIds, Instant now) {
    List<Assignment> open = openOfJobs(jobIds);
    markGone(open.stream().map(one -> new AssignmentEnd(one.id(), GIVEN_UP, null, now)).toList());
    release(open, now);
  }

  /**
   * Gives the clients and the farm back what some assignments, which are gone, had held; the
   * companions of multi-host masters go with them.
   */
  public void release(Collection<Assignment> gone, Instant now) {
    List<Integer> ids = gone.stream().map(Assignment::id).toList();
    List<Assignment> companions = companionsOf(ids);
    markGone(companions.stream().map(one -> AssignmentEnd.ofCompanion(one.id(), now)).toList());
    List<Assignment> released = new ArrayList<>(gone);
    released.addAll(companions);
    database.updateIn(
        "delete from assignment_resource where assignment_id in (:ids)",
        released.stream().map(Assignment::id).toList());
    freeCpus(released);
  }

  private void freeCpus(Collection<Assignment> released) {
    Map<Integer, Integer> freed = new TreeMap<>();
    for (Assignment assignment : released) {
      freed.merge(assignment.clientId(), assignment.holds().cpus(), Integer::sum);
    }
    List<@Nullable Object[]> clients = new ArrayList<>();
    freed.forEach((clientId, cpus) -> clients.add(new Object[] {cpus, clientId}));
    database.batch("update client set cpus_in_use = cpus_in_use - ? where id = ?", clients);
  }

  /** Those of some assignments whose client was given up. */
  public List<Assignment> givenUp(Collection<Integer> ids) {
    return database.queryIn(
        SELECT + "where state = 'GONE' and outcome = ? and id in (:ids)",
        ids,
        AssignmentStore::read,
        GIVEN_UP);
  }

  /** The companions of some masters, which went with them when their client was given up. */
  public List<Assignment> companionsGivenUp(Collection<Integer> masterIds) {
    return database.queryIn(
        SELECT + "where state = 'GONE' and master_id in (:ids) order by id",
        masterIds,
        AssignmentStore::read);
  }

  /**
   * Takes again what a job's assignments had held of their clients before they were given up, and
   * has them started again: all of them or none.
   *
   * @param givenUp the job's master and its companions
   * @param pausing what is wanted of its process
   * @return false when a client has not so much free any more; then nothing is changed
   */
  public boolean takeBack(List<Assignment> givenUp, Pausing pausing) {
    List<Assignment> taken = new ArrayList<>();
    for (Assignment one :
        givenUp.stream().sorted(Comparator.comparing(Assignment::clientId)).toList()) {
      int matched =
          database.update(
              "update client set cpus_in_use = cpus_in_use + ?"
                  + " where id = ? and cpus_in_use + ? <= cpus",
              one.holds().cpus(),
              one.clientId(),
              one.holds().cpus());
      if (matched == 0) {
        freeCpus(taken);
        return false;
      }
      taken.add(one);
    }
    database.updateIn(
        "update assignment set state = 'STARTED',"
            + " pausing = case when master_id is null then ? else 'RUN' end,"
            + " outcome = '', exit_code = null, ended_at = null"
            + " where state = 'GONE' and id in (:ids)",
        givenUp.stream().map(Assignment::id).toList(),
        pausing);
    return true;
  }

  /** Writes how far some assignments are: progress from 0.0 to 1.0, bytes of output. */
  public void writePulses(Collection<Pulse> pulses) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Pulse pulse : pulses) {
      rows.add(new Object[] {pulse.progress(), pulse.logLength(), pulse.assignmentId()});
    }
    int[] matched =
        database.batch(
            "update assignment_pulse set progress = ?, log_length = ? where assignment_id = ?",
            rows);
    List<@Nullable Object[]> fresh = new ArrayList<>();
    for (int i = 0; i < matched.length; i++) {
      if (matched[i] == 0) {
        fresh.add(rows.get(i));
      }
    }
    database.insert(
        "insert into assignment_pulse (progress, log_length, assignment_id) values (?, ?, ?)",
        fresh);
  }

  /** How far some assignments are; those that have told of nothing yet are left out. */
  public List<Pulse> pulses(Collection<Integer> assignmentIds) {
    return database.queryIn(
        "select assignment_id, progress, log_length from assignment_pulse"
            + " where assignment_id in (:ids)",
        assignmentIds,
        row ->
            new Pulse(
                row.integer("assignment_id"), row.fraction("progress"), row.number("log_length")));
  }

  /** How far an assignment is. */
  public record Pulse(int assignmentId, double progress, long logLength) {

    /** Whether it tells no more than none does. */
    public boolean isNothing() {
      return progress == 0 && logLength == 0;
    }
  }

  private static Assignment read(Row row) throws SQLException {
    return new Assignment(
        row.integer("id"),
        row.integer("job_id"),
        row.integer("client_id"),
        row.constant("state", AssignmentState.class),
        row.timeOrNull("started_at") != null,
        row.constant("pausing", Pausing.class),
        new Assignment.Holds(
            row.integer("cpus"),
            row.integer("memory"),
            Assignment.gpusOf(row.text("gpus")),
            Assignment.tagsOf(row.text("single_tags"))),
        row.integerOrNull("master_id"),
        row.text("share"),
        row.integer("kill_grace_seconds"));
  }
}
