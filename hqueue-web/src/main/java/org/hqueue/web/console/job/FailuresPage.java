package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hqueue.event.EventFeed;
import org.hqueue.job.JobOverview.Failure;
import org.hqueue.job.JobOverviewService;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.console.Viewer;

/** {@code job/failures.xhtml}: what went wrong in the last twelve hours. */
@Named
@RequestScoped
public class FailuresPage {

  /** A failure with what is told of it. */
  public record Row(Failure failure, String name, String rootName, String reason, Moment at) {}

  /**
   * Failures that have something in common, and the URL that shows them alone.
   *
   * @param clientId where the first of them was, 0 when unknown
   */
  public record Group(String label, long count, String url, int clientId) {}

  private static final Duration SPAN = Duration.ofHours(12);
  private static final int MOST_GROUPS = 8;
  private static final int LONGEST = 300;

  @EJB JobOverviewService overview;
  @Inject EventFeed feed;
  @Inject PageLoad load;
  @Inject Viewer viewer;

  private List<Row> all = List.of();
  private List<Row> rows = List.of();
  private String client = "";
  private String root = "";
  private String reason = "";
  private long feedNumber;
  private String path = "/failures";

  /** Loads before the page is drawn. */
  public void load() {
    ExternalContext context = FacesContext.getCurrentInstance().getExternalContext();
    Map<String, String> parameters = context.getRequestParameterMap();
    path = context.getRequestContextPath() + "/failures";
    client = parameter(parameters, "client");
    root = parameter(parameters, "root");
    reason = parameter(parameters, "reason");
    load.run("the failures", this::read);
  }

  private static String parameter(Map<String, String> parameters, String name) {
    String text = parameters.getOrDefault(name, "").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private void read() {
    feedNumber = feed.last();
    all = overview.failures(SPAN).stream().map(this::row).toList();
    rows =
        all.stream()
            .filter(row -> client.isEmpty() || client.equals(row.failure().client()))
            .filter(row -> root.isEmpty() || root.equals(Integer.toString(row.failure().rootId())))
            .filter(row -> reason.isEmpty() || reason.equals(row.reason()))
            .toList();
  }

  private Row row(Failure failure) {
    return new Row(
        failure,
        viewer.texts().job(failure.name(), failure.jobId()),
        viewer.texts().job(failure.rootName(), failure.rootId()),
        reasonOf(failure),
        new Moment(failure.at()));
  }

  /** The reason that is known, else what the end of the try says. */
  private String reasonOf(Failure failure) {
    if (!failure.reason().isEmpty()) {
      return failure.reason();
    }
    Integer code = failure.exitCode();
    return failure.outcome().equals("EXITED")
        ? viewer.say("failures.exit", String.valueOf(code == null ? "?" : code))
        : viewer.texts().find("outcome." + failure.outcome()).orElse(failure.outcome());
  }

  /** What is shown, the latest first. */
  public List<Row> getRows() {
    return rows;
  }

  /** How many went wrong in all. */
  public int getTotal() {
    return all.size();
  }

  /** Whether only some of them are shown. */
  public boolean isFiltered() {
    return !client.isEmpty() || !root.isEmpty() || !reason.isEmpty();
  }

  /** The clients with the most failures. */
  public List<Group> getClients() {
    return groups("client", row -> row.failure().client(), row -> row.failure().client());
  }

  /** The roots with the most failures. */
  public List<Group> getRoots() {
    return groups(
        "root",
        row -> Integer.toString(row.failure().rootId()),
        row -> row.failure().rootId() + " " + row.rootName());
  }

  /** The most frequent reasons. */
  public List<Group> getReasons() {
    return groups("reason", Row::reason, row -> viewer.told(row.reason()));
  }

  private List<Group> groups(
      String parameter, Function<Row, String> key, Function<Row, String> label) {
    Map<String, List<Row>> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
    return byKey.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
        .limit(MOST_GROUPS)
        .map(
            entry ->
                new Group(
                    label.apply(entry.getValue().get(0)),
                    entry.getValue().size(),
                    url(parameter, entry.getKey()),
                    entry.getValue().get(0).failure().clientId()))
        .toList();
  }

  private String url(String parameter, String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client", client);
    parameters.put("root", root);
    parameters.put("reason", reason);
    parameters.put(parameter, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
    StringBuilder url = new StringBuilder(path);
    parameters.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(text, StandardCharsets.UTF_8));
          }
        });
    return url.toString();
  }

  /** Up to where the page has seen changes. */
  public long getFeed() {
    return feedNumber;
  }

  /** URL of all failures. */
  public String getUrl() {
    return path;
  }
}
