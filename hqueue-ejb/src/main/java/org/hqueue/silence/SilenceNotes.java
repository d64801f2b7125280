package org.hqueue.silence;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hqueue.note.NoteService;
import org.hqueue.phrase.Phrase;

/**
 * Notes that silence leaves: one for each client that fell silent, which names the jobs that it
 * had, and one for each of these jobs unless they are many. In the surrounding transaction.
 */
@ApplicationScoped
public class SilenceNotes {

  /** Who such notes are from. */
  static final String AUTHOR = "hqueue";

  /** Jobs that get a note of their own when they are abandoned at once. */
  static final int MOST_JOBS = 10;

  private static final int MOST_NAMED = 50;
  private static final int EXPECTED_THREADS = 64;

  @EJB NoteService notes;

  /** Has ids at hand; called before the transaction holds a connection. */
  void ensureIds() {
    notes.ensureThreadIds(EXPECTED_THREADS);
  }

  /**
   * Clients have gone silent.
   *
   * @param jobsByClient the jobs that were abandoned with each, none for an idle one
   */
  void write(Map<Integer, List<Integer>> jobsByClient) {
    int jobs = jobsByClient.values().stream().mapToInt(List::size).sum();
    jobsByClient.forEach(
        (clientId, jobIds) -> {
          notes.add(onClient(jobIds), null, null, clientId, AUTHOR);
          if (jobs <= MOST_JOBS) {
            for (Integer jobId : new TreeSet<>(jobIds)) {
              notes.add(Phrase.ABANDONED.with(), null, jobId, null, AUTHOR);
            }
          }
        });
  }

  private static String onClient(List<Integer> jobIds) {
    if (jobIds.isEmpty()) {
      return Phrase.GONE_SILENT.with();
    }
    String named =
        new TreeSet<>(jobIds)
            .stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = jobIds.size() - MOST_NAMED;
    return more > 0
        ? Phrase.GONE_SILENT_WITH_MORE.with(named, more)
        : Phrase.GONE_SILENT_WITH.with(named);
  }
}
