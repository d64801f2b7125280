package org.hqueue.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.ConflictException;
import org.hqueue.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of assignments whose command has ended. Everything here takes part in the
 * surrounding transaction.
 */
@ApplicationScoped
public class CallbackStore {

  @Inject Database database;
  @Inject AssignmentStore assignments;

  /**
   * Writes how some commands ended, and what their clients still run for them.
   *
   * @param callbacks in the order in which they are to run, by assignment
   * @throws ConflictException when one of the commands has ended meanwhile
   */
  public void begin(Collection<AssignmentEnd> ends, Map<Integer, List<Callback>> callbacks) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (AssignmentEnd end : ends) {
      rows.add(new Object[] {end.outcome(), end.exitCode(), end.at(), end.assignmentId()});
    }
    requireOne(
        database.batch(
            "update assignment set state = 'CALLBACK', outcome = ?, exit_code = ?, ended_at = ?"
                + " where id = ? and state in ('OFFERED', 'STARTED', 'STOPPING')",
            rows));
    insert(callbacks);
  }

  /** Writes what some assignments are to run, in that order. */
  public void insert(Map<Integer, List<Callback>> callbacks) {
    List<@Nullable Object[]> commands = new ArrayList<>();
    callbacks.forEach(
        (assignmentId, list) -> {
          for (int i = 0; i < list.size(); i++) {
            Callback one = list.get(i);
            commands.add(new Object[] {assignmentId, i, one.name(), one.command()});
          }
        });
    database.insert(
        "insert into assignment_callback (assignment_id, number, name, command)"
            + " values (?, ?, ?, ?)",
        commands);
  }

  /** The callbacks of some assignments, first one first, by assignment. */
  public Map<Integer, List<Callback>> callbacks(Collection<Integer> assignmentIds) {
    Map<Integer, List<Callback>> callbacks = new HashMap<>();
    database.queryIn(
        "select assignment_id, name, command from assignment_callback"
            + " where assignment_id in (:ids) order by assignment_id, number",
        assignmentIds,
        row ->
            callbacks
                .computeIfAbsent(row.integer("assignment_id"), id -> new ArrayList<>())
                .add(new Callback(row.text("name"), row.text("command"))));
    return callbacks;
  }

  /**
   * Writes that the callbacks of some assignments are over; nothing of them is on a client any
   * more.
   *
   * @throws ConflictException when one of them has ended meanwhile
   */
  public void end(Collection<Integer> assignmentIds) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    assignmentIds.forEach(id -> rows.add(new Object[] {id}));
    requireOne(
        database.batch(
            "update assignment set state = 'GONE' where id = ? and state = 'CALLBACK'", rows));
    database.updateIn(
        "delete from assignment_callback where assignment_id in (:ids)", assignmentIds);
  }

  /**
   * Forgets the callbacks of some jobs that were given to a client for themselves, unless an agent
   * has them; an agent that turns out to have them is told to stop.
   */
  public void dropOffered(Collection<Integer> jobIds, Instant now) {
    List<Assignment> offered =
        assignments.openOfJobs(jobIds).stream()
            .filter(one -> one.state() == AssignmentState.CALLBACK && !one.isAcknowledged())
            .toList();
    end(offered.stream().map(Assignment::id).toList());
    assignments.release(offered, now);
  }

  private static void requireOne(int[] matched) {
    for (int count : matched) {
      if (count != 1) {
        throw new ConflictException("an assignment has ended meanwhile");
      }
    }
  }
}
