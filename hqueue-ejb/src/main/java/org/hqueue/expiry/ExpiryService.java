package org.hqueue.expiry;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hqueue.job.JobActionService;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.phrase.Phrase;

/** The transactions of {@link ExpiryDuty}, each of bounded size. */
@Stateless
public class ExpiryService {

  /** Jobs that one transaction deletes at the most. */
  static final int AT_ONCE = 1000;

  /** No call takes as long as this. */
  private static final Duration LONGEST_SUBMISSION = Duration.ofMinutes(50);

  @Inject ExpiryStore store;
  @Inject ExpiredRequirementStore requirements;
  @Inject JobActionService actions;
  @Inject NoteService notes;

  /** Roots that ended at or before a time, by id, after some id. */
  public List<Integer> rootsEndedBefore(Instant before, int afterId, int limit) {
    return store.rootsEndedBefore(before, afterId, limit);
  }

  /**
   * Deletes a part of a tree, from below, with its notes and events, if all roots of the jobs that
   * hang together with it are due. The outputs follow the events of the deletion.
   *
   * @return whether there may be more of it to delete
   */
  public boolean deletePart(int rootId, Instant before) {
    Set<Integer> connected = store.connected(rootId);
    if (!store.haveAllEnded(connected, before)) {
      return false;
    }
    List<Integer> childless = store.childless(connected);
    List<Integer> part = childless.subList(0, Math.min(AT_ONCE, childless.size()));
    store.deleteEventsOf(part);
    notes.removeAbout(NoteSubject.JOB, part);
    actions.delete(part, Phrase.EXPIRED.with());
    return part.size() < connected.size();
  }

  /** Deletes some of the events from before a time; whether there may be more. */
  public boolean deleteEvents(Instant before) {
    return store.deleteEventsBefore(before, AT_ONCE) == AT_ONCE;
  }

  /** What jobs and callbacks that wait demand, and clients are kept for. */
  public Set<Integer> requirementsInUse() {
    return requirements.inUse();
  }

  /**
   * Deletes some of the requirements that no job has any more. One is first made unfindable for new
   * jobs, and goes when it is not used an hour later: a submission that had found it has ended
   * then.
   *
   * @param used those that were in use at {@code now} or later
   * @param afterId the last id that was looked at
   * @return the last id that was looked at now, 0 when there are no more
   */
  public int deleteRequirements(Set<Integer> used, int afterId, Instant now) {
    List<Integer> ids = requirements.idsAfter(afterId, AT_ONCE);
    List<Integer> unused = ids.stream().filter(id -> !used.contains(id)).toList();
    requirements.deleteHidden(unused, now.minus(LONGEST_SUBMISSION));
    requirements.hide(unused, now);
    return ids.size() == AT_ONCE ? ids.get(ids.size() - 1) : 0;
  }
}
