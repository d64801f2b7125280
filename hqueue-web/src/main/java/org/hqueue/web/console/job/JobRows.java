package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.Forecast;
import org.hqueue.job.JobOverviewService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobState.Children;
import org.hqueue.job.JobView;
import org.hqueue.note.NoteBrief;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.schedule.WaitingService;
import org.hqueue.search.FoundJobs;
import org.hqueue.search.SearchService;
import org.hqueue.web.console.Texts;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/** Reads a page of jobs for the tables: a handful of queries, whatever is shown. */
@ApplicationScoped
public class JobRows {

  /** Beyond it a list says "more than"; a count to here costs a few hundredths of a second. */
  static final int MOST_COUNTED = 20_000;

  /** Jobs that the forecasts of one page may look at: some hundredths of a second. */
  static final int MOST_FORETOLD = 10_000;

  private static final Set<JobPart> PARTS =
      EnumSet.of(JobPart.SPEC, JobPart.OVERALL_PROGRESS, JobPart.BLOCKED);

  @EJB JobService jobs;
  @EJB JobOverviewService overview;
  @EJB WaitingService waiting;
  @EJB SearchService searches;
  @EJB NoteService notes;
  @Inject JobForecasts forecasts;
  @Inject Viewer viewer;
  @Inject Clock clock;

  /**
   * One page of jobs.
   *
   * @param total how many there are on all pages, {@code MOST_COUNTED + 1} for more than can be
   *     counted
   */
  record Table(long total, List<JobRow> rows) {}

  /** The jobs that a list's state asks for. */
  Table read(JobListState state, ZoneId zone) {
    FoundJobs found = searches.find(state.search(zone), state.part(), MOST_COUNTED);
    return new Table(found.total(), foretold(rows(found.ids(), PARTS), state.parent()));
  }

  /**
   * The same rows with the API's forecasts, the smallest trees first, as long as these look at no
   * more than {@value #MOST_FORETOLD} jobs; what is larger is told by its progress.
   *
   * @param parent of all these jobs, whose siblings tell of them too; null for any jobs
   */
  private List<JobRow> foretold(List<JobRow> rows, @Nullable Integer parent) {
    long looked = parent == null ? 0 : siblings(parent);
    List<Integer> ids = new ArrayList<>();
    List<JobRow> bySize =
        rows.stream()
            .filter(row -> row.needsForecast(parent != null))
            .sorted(Comparator.comparingLong(JobRow::size))
            .toList();
    for (JobRow row : bySize) {
      looked += row.size();
      if (looked > MOST_FORETOLD) {
        break;
      }
      ids.add(row.job().id());
    }
    if (ids.isEmpty()) {
      return rows;
    }
    Map<Integer, Forecast> known = forecasts.of(ids);
    return rows.stream().map(row -> row.foretold(known.get(row.job().id()))).toList();
  }

  private int siblings(int parent) {
    return overview.childCounts(List.of(parent)).getOrDefault(parent, Children.NONE).total();
  }

  /** Jobs by id, with the parts asked for; unknown ones are left out. */
  List<JobRow> rows(List<Integer> ids, Set<JobPart> parts) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<JobView> views = waiting.explained(jobs.views(ids, parts));
    Map<Integer, NoteBrief> briefs = briefs(ids);
    Map<Integer, Children> children = overview.childCounts(ids);
    Instant now = clock.instant();
    Texts texts = viewer.texts();
    return views.stream()
        .map(
            view -> {
              NoteBrief brief = briefs.get(view.id());
              return new JobRow(
                  view,
                  now,
                  brief == null ? "" : brief.latestNote(),
                  children.getOrDefault(view.id(), Children.NONE),
                  null,
                  texts);
            })
        .toList();
  }

  private Map<Integer, NoteBrief> briefs(Collection<Integer> ids) {
    return notes.briefs(NoteSubject.JOB, ids);
  }
}
