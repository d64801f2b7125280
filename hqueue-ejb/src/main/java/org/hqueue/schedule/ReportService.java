package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentState;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.OutputPathStore;
import org.hqueue.assignment.Pausing;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.client.Pulse;
import org.hqueue.config.Settings;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.CallbackEnds;
import org.hqueue.job.CommandEnds;
import org.hqueue.schedule.HeartbeatReport.Held;

/**
 * The first transaction of a pass: writes down what agents report. One batch costs a handful of
 * statements, however many reports there are.
 */
@Stateless
public class ReportService {

  @Inject ClientStore clients;
  @Inject AssignmentStore assignments;
  @Inject OutputPathStore outputs;
  @Inject CommandEnds commandEnds;
  @Inject CallbackEnds callbackEnds;
  @Inject ReturningJobs returning;
  @Inject WishRules wishes;
  @Inject EventStore events;
  @Inject Settings settings;
  @Inject Clock clock;

  /**
   * What came of one report.
   *
   * @param clientId the agent's client, 0 when it was refused
   * @param refused "" or why the server does not want this agent
   */
  public record Outcome(int clientId, String refused) {}

  /** Writes down some reports, at most one per agent; what came of each, in the same order. */
  public List<Outcome> record(List<HeartbeatReport> reports) {
    Instant now = clock.instant();
    clients.ensureIds(reports.size());
    commandEnds.ensureIds(reports.size());
    Registration registration = new Registration(clients, reports, settings.activeTimeout(), now);
    List<Outcome> outcomes = new ArrayList<>();
    List<NewEvent> log = new ArrayList<>();
    List<Pulse> pulses = new ArrayList<>();
    Map<Integer, HeartbeatReport> fresh = new HashMap<>();
    Set<Integer> back = new HashSet<>();
    for (HeartbeatReport report : reports) {
      Registration.Result result = registration.register(report);
      if (!result.refused().isEmpty()) {
        outcomes.add(new Outcome(0, result.refused()));
        continue;
      }
      Client client = result.client();
      outcomes.add(new Outcome(client.id(), ""));
      if (result.isNew()) {
        log.add(
            new NewEvent(
                EventKind.CLIENT, null, client.id(), "", client.label() + " has registered"));
      }
      if (result.wasSilent()) {
        back.add(client.id());
        log.add(new NewEvent(EventKind.CLIENT, null, client.id(), "", "the client is back"));
      }
      if (result.isFresh()) {
        fresh.put(client.id(), report);
        pulses.add(pulseOf(client, report, now));
        log.addAll(wishes.heed(client, report, now));
      }
    }
    clients.flush();
    clients.writePulses(pulses);
    writeAssignments(fresh, back, now);
    if (!log.isEmpty()) {
      events.append(log, now);
    }
    return outcomes;
  }

  private static Pulse pulseOf(Client client, HeartbeatReport report, Instant now) {
    boolean nothingNew =
        report.leaving() || client.isRemoved() || !report.facts().unfit().isEmpty();
    return new Pulse(
        client.id(),
        report.heeding().gone() ? Instant.EPOCH : now,
        report.number(),
        nothingNew,
        report.facts().load(),
        report.facts().freeMemoryKilobytes(),
        report.facts().freeDiskKilobytes(),
        report.facts().idleMinutes(),
        report.facts().unfit(),
        null);
  }

  private void writeAssignments(
      Map<Integer, HeartbeatReport> fresh, Set<Integer> back, Instant now) {
    Map<Integer, List<Assignment>> open = assignments.openOnClients(fresh.keySet());
    Map<Integer, Assignment> openById = new HashMap<>();
    Map<Integer, Instant> started = new HashMap<>();
    Map<Integer, Integer> startedJobs = new HashMap<>();
    List<AssignmentStore.Pulse> pulses = new ArrayList<>();
    List<CommandEnds.End> ends = new ArrayList<>();
    List<CallbackEnds.End> called = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    Map<Integer, List<String>> made = new HashMap<>();
    Map<Integer, Pausing> pausing = new HashMap<>();
    Map<Integer, Integer> pausingJobs = new HashMap<>();
    open.forEach(
        (clientId, assigned) -> {
          Map<Integer, Held> held = heldById(fresh.get(clientId));
          for (Assignment assignment : assigned) {
            openById.put(assignment.id(), assignment);
            Held known = held.get(assignment.id());
            if (known == null) {
              if (assignment.isAcknowledged()) {
                ends.add(EndRules.vanished(assignment, now));
              } else if (fresh.get(clientId).leaving()) {
                ends.add(EndRules.notTaken(assignment, now));
              } else if (back.contains(clientId) && assignment.isMaster()) {
                // It fell silent before it saw this, and is told of it again by the answer.
                found.add(assignment.jobId());
              }
            } else {
              if (!assignment.isAcknowledged()) {
                started.put(assignment.id(), known.startedAt() == null ? now : known.startedAt());
                startedJobs.put(assignment.id(), assignment.jobId());
              }
              pulses.add(
                  new AssignmentStore.Pulse(
                      known.id(), Math.max(0, Math.min(1, known.progress())), known.logLength()));
              if (!known.outputs().isEmpty()) {
                made.put(assignment.id(), known.outputs());
              }
              Pausing confirmed = EndRules.confirmed(assignment.pausing(), known.state());
              if (confirmed != assignment.pausing()) {
                pausing.put(assignment.id(), confirmed);
                pausingJobs.put(assignment.id(), assignment.jobId());
              }
              if (back.contains(clientId) && known.end() == null) {
                found.add(assignment.jobId());
              }
              if (assignment.state() == AssignmentState.CALLBACK) {
                if (known.callbacks() != null) {
                  called.add(EndRules.called(assignment, known.callbacks()));
                }
              } else if (known.end() != null) {
                ends.add(EndRules.reported(assignment, known.end(), known.startedAt() != null));
              }
            }
          }
        });
    assignments.markStarted(started);
    commandEnds.markStarted(started, startedJobs);
    assignments.writePulses(changed(pulses));
    outputs.write(made);
    commandEnds.found(found, now);
    commandEnds.confirmPausing(pausing, pausingJobs, now);
    commandEnds.write(ends, openById, now);
    callbackEnds.write(called, now);
    List<Integer> unknown = runningUnknown(fresh, back, openById.keySet());
    if (!unknown.isEmpty()) {
      Map<Integer, String> hostnames = new HashMap<>();
      back.forEach(id -> hostnames.put(id, fresh.get(id).agent().hostname()));
      returning.takeBack(unknown, hostnames, now);
    }
  }

  /** What clients that were silent run although it is not open any more. */
  private static List<Integer> runningUnknown(
      Map<Integer, HeartbeatReport> fresh, Set<Integer> back, Set<Integer> open) {
    List<Integer> running = new ArrayList<>();
    for (Integer clientId : back) {
      HeartbeatReport report = fresh.get(clientId);
      if (report != null) {
        for (Held held : report.assignments()) {
          if (held.end() == null && !open.contains(held.id())) {
            running.add(held.id());
          }
        }
      }
    }
    return running;
  }

  /** What is not written yet; an assignment that has told of nothing has no row. */
  private List<AssignmentStore.Pulse> changed(List<AssignmentStore.Pulse> pulses) {
    Map<Integer, AssignmentStore.Pulse> known = new HashMap<>();
    assignments
        .pulses(pulses.stream().map(AssignmentStore.Pulse::assignmentId).toList())
        .forEach(pulse -> known.put(pulse.assignmentId(), pulse));
    return pulses.stream()
        .filter(
            pulse ->
                known.containsKey(pulse.assignmentId())
                    ? !pulse.equals(known.get(pulse.assignmentId()))
                    : !pulse.isNothing())
        .toList();
  }

  private static Map<Integer, Held> heldById(HeartbeatReport report) {
    Map<Integer, Held> held = new HashMap<>();
    report.assignments().forEach(one -> held.put(one.id(), one));
    return held;
  }
}
