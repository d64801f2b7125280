package org.hqueue.web.console.farm;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.event.EventFeed;
import org.hqueue.job.JobOverview.Counts;
import org.hqueue.job.JobStatus;
import org.hqueue.schedule.FarmPauseService;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;
import org.hqueue.web.console.job.JobCounts;

/** {@code farm/view.xhtml} and {@code farm/errors.xhtml}: the farm as a whole. */
@Named
@RequestScoped
public class FarmPage {

  /** A bar of a chart; {@code width} is in percent of the longest. */
  public record Bar(String label, String style, String count, int width, String url) {}

  /** An error of the server. */
  public record ErrorRow(Trouble error, Moment at) {}

  @Inject JobCounts counter;
  @EJB FarmPauseService farm;
  @EJB ClientService clients;
  @EJB TroubleService troubles;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Viewer viewer;

  private List<Bar> jobs = List.of();
  private List<Bar> machines = List.of();
  private List<ErrorRow> errors = List.of();
  private int cpus;
  private int cpusInUse;
  private long feedNumber;
  private String pauseReason = "";

  /** Loads the charts before the page is drawn. */
  public void load() {
    load.run("the farm", this::read);
  }

  /** Loads the errors before the page is drawn. */
  public void loadErrors() {
    load.run(
        "the errors",
        () -> {
          feedNumber = feed.last();
          errors =
              troubles.ofServer().latest().stream()
                  .map(error -> new ErrorRow(error, new Moment(error.at())))
                  .toList();
        });
  }

  private void read() {
    feedNumber = feed.last();
    pauseReason = farm.reason();
    Counts counts = counter.now();
    long most = Math.max(1, counts.jobs().values().stream().mapToLong(n -> n).max().orElse(1));
    jobs =
        Arrays.stream(JobStatus.values())
            .map(
                status ->
                    bar(
                        viewer.status(status),
                        "dot-" + status.word(),
                        counts.jobs().getOrDefault(status, 0L),
                        most,
                        "/jobs?all=1&status=" + status.word()))
            .toList();
    List<ClientView> all = clients.all();
    List<ClientView> online = all.stream().filter(ClientView::online).toList();
    cpus = online.stream().mapToInt(ClientView::cpus).sum();
    cpusInUse = online.stream().mapToInt(ClientView::cpusInUse).sum();
    Predicate<ClientView> busy = client -> !client.runningJobs().isEmpty();
    machines =
        List.of(
            machines("running", online.stream().filter(busy).count(), all.size()),
            machines(
                "disabled", all.stream().filter(client -> !client.enabled()).count(), all.size()),
            machines("offline", all.size() - online.size(), all.size()));
  }

  private Bar machines(String state, long count, long most) {
    return bar(
        viewer.client(state), "bar-" + state, count, Math.max(1, most), "/clients?state=" + state);
  }

  private Bar bar(String label, String style, long count, long most, String url) {
    // At least a sliver, so that one among thousands is seen.
    int width = count == 0 ? 0 : (int) Math.max(1, 100 * count / most);
    return new Bar(label, style, viewer.number(count), width, url);
  }

  /** Why nothing new is started, "" when jobs are. */
  public String getPauseReason() {
    return pauseReason;
  }

  /** Jobs by status. */
  public List<Bar> getJobs() {
    return jobs;
  }

  /** Clients by what they do. */
  public List<Bar> getMachines() {
    return machines;
  }

  /** The latest errors of the server. */
  public List<ErrorRow> getErrors() {
    return errors;
  }

  /** CPUs of the clients that are online. */
  public int getCpus() {
    return cpus;
  }

  /** Those of them that jobs hold. */
  public int getCpusInUse() {
    return cpusInUse;
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }
}
