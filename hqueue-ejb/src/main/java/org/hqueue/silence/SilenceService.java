package org.hqueue.silence;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.config.Settings;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.CommandEnds;
import org.hqueue.phrase.Phrase;
import org.hqueue.silence.SilenceStore.Farm;
import org.hqueue.silence.SilenceStore.Overdue;

/** The duty that looks for clients which are not heard any more. */
@Stateless
public class SilenceService {

  private static final Logger LOG = Logger.getLogger(SilenceService.class.getName());

  private static final int EXPECTED_ENDS = 16;

  @Inject SilenceStore store;
  @Inject AssignmentStore assignments;
  @Inject CommandEnds commandEnds;
  @Inject EventStore events;
  @Inject SilenceNotes notes;
  @Inject Settings settings;
  @Inject Clock clock;

  /**
   * Marks that this server listens, and decides who is silent and who is given up. Runs every 5 s.
   *
   * @param isStart this server has just started, so nobody is known to have listened before
   */
  public void run(boolean isStart) {
    commandEnds.ensureIds(EXPECTED_ENDS);
    notes.ensureIds();
    Instant now = clock.instant();
    SilenceRules rules =
        new SilenceRules(
            settings.activeTimeout(), settings.abandonedRequeue(), settings.massSilencePercent());
    Farm farm = store.lockFarm();
    boolean isBreak = isStart || rules.isBreak(farm.aliveAt(), now);
    Instant since = isBreak ? now : farm.listeningSince();
    if (isBreak) {
      store.restartSilence(now);
    }
    Farm listening = new Farm(now, since, farm.massSilenceAt());
    store.writeFarm(listening);
    if (rules.hasListenedLongEnough(since, now)) {
      lookForSilence(rules, listening, now);
      giveUp(rules, now);
    }
  }

  private void lookForSilence(SilenceRules rules, Farm farm, Instant now) {
    List<Integer> silent = store.unheardSince(rules.silentBefore(now));
    if (silent.isEmpty()) {
      return;
    }
    boolean known = rules.isAfterMassSilence(farm.massSilenceAt(), now);
    if (!known && rules.isMassSilence(silent.size(), store.online())) {
      LOG.log(
          Level.WARNING,
          "{0} clients silent at once: network? Nobody is given up before the whole time anew",
          silent.size());
      store.writeFarm(new Farm(now, now, now));
      store.restartSilence(now);
      events.append(
          List.of(
              new NewEvent(
                  EventKind.CLIENT,
                  null,
                  null,
                  "",
                  "many clients silent at once: network? (%d)".formatted(silent.size()))),
          now);
      return;
    }
    store.markSilent(silent, now);
    List<NewEvent> log = new ArrayList<>();
    for (Integer clientId : silent) {
      log.add(new NewEvent(EventKind.CLIENT, null, clientId, "", "the client has gone silent"));
    }
    events.append(log, now);
    Map<Integer, List<Integer>> jobIds = jobsOn(silent);
    commandEnds.abandon(jobIds.values().stream().flatMap(List::stream).toList(), now);
    notes.write(jobIds);
  }

  private Map<Integer, List<Integer>> jobsOn(Collection<Integer> clientIds) {
    Map<Integer, List<Integer>> jobIds = new TreeMap<>();
    clientIds.forEach(clientId -> jobIds.put(clientId, new ArrayList<>()));
    assignments
        .openOnClients(clientIds)
        .forEach(
            (clientId, open) ->
                open.stream()
                    .filter(Assignment::isMaster)
                    .forEach(assignment -> jobIds.get(clientId).add(assignment.jobId())));
    return jobIds;
  }

  /** Puts back what clients hold that have been silent for too long. */
  private void giveUp(SilenceRules rules, Instant now) {
    List<Overdue> overdue =
        store.overdue(rules.requeueAfter().isZero() ? null : rules.givenUpBefore(now), now);
    Set<Integer> givenUp = new HashSet<>();
    Set<Integer> clientIds = new TreeSet<>();
    for (Overdue one : overdue) {
      givenUp.add(one.assignmentId());
      clientIds.add(one.clientId());
    }
    Map<Integer, Assignment> open = new HashMap<>();
    List<CommandEnds.End> ends = new ArrayList<>();
    for (List<Assignment> held : assignments.openOnClients(clientIds).values()) {
      for (Assignment assignment : held) {
        if (givenUp.contains(assignment.id())) {
          open.put(assignment.id(), assignment);
          ends.add(
              CommandEnds.End.lost(
                  assignment.id(), AssignmentStore.GIVEN_UP, Phrase.STAYED_SILENT.with(), now));
        }
      }
    }
    commandEnds.write(ends, open, now);
  }
}
