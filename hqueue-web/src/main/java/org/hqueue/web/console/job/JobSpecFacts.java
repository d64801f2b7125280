package org.hqueue.web.console.job;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.job.JobSpec;
import org.hqueue.job.StoredSpec;
import org.hqueue.requirement.Condition;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/** What a job's specification says, as its page shows it. For one thread. */
public final class JobSpecFacts {

  /** A property of the specification, under the name that people have for it. */
  public record Property(String name, String label, String value) {}

  /** A label and the URL of the jobs that have it. */
  public record LabelLink(String text, String url) {}

  /** Properties that have a place of their own on the page. */
  private static final Set<String> SHOWN_ELSEWHERE =
      Set.of(
          "name",
          "description",
          "command",
          "shell",
          "environment",
          "conditions",
          "labels",
          "outputs",
          "priority",
          "cpus",
          "triesLeft",
          "submittedBy");

  /** What every job has that does not say otherwise. */
  private static final Map<String, @Nullable Object> USUAL =
      StoredSpec.struct(JobSpec.ofCommand("", ""));

  private final @Nullable JobSpec spec;
  private final Map<String, String> labels;
  private final String path;
  private final Viewer viewer;

  /**
   * Of one job.
   *
   * @param spec null when it is not known; then only the labels are
   * @param labels its own and inherited ones
   * @param path of the list of jobs
   */
  JobSpecFacts(@Nullable JobSpec spec, Map<String, String> labels, String path, Viewer viewer) {
    this.spec = spec;
    this.labels = labels;
    this.path = path;
    this.viewer = viewer;
  }

  /** The command by operating system; "" is the key of one that holds for all. */
  public Map<String, String> getCommands() {
    return spec == null ? Map.of() : new TreeMap<>(spec.command().texts());
  }

  /** The shell, "" for the system's own. */
  public String getShell() {
    return spec == null ? "" : spec.command().shell();
  }

  /** Variables by name. */
  public Map<String, String> getEnvironment() {
    return spec == null ? Map.of() : new TreeMap<>(spec.command().environment());
  }

  /** Conditions as a person would say them. */
  public List<String> getConditions() {
    List<String> texts = new ArrayList<>();
    if (spec != null) {
      for (Condition condition : spec.needs().conditions()) {
        texts.add(condition.name() + " " + condition.op().word() + " " + condition.value());
      }
    }
    return texts;
  }

  /** What else the specification says, known to the server or not, without what is usual. */
  public List<Property> getProperties() {
    List<Property> properties = new ArrayList<>();
    if (spec != null) {
      for (Map.Entry<String, Object> entry : new TreeMap<>(StoredSpec.struct(spec)).entrySet()) {
        String value = PropertyText.of(entry.getValue());
        boolean usual = Objects.equals(entry.getValue(), USUAL.get(entry.getKey()));
        if (!usual && !SHOWN_ELSEWHERE.contains(entry.getKey()) && !value.isEmpty()) {
          properties.add(new Property(entry.getKey(), viewer.property(entry.getKey()), value));
        }
      }
    }
    return properties;
  }

  /** Its labels, own and inherited, each with the URL of the jobs that have it. */
  public List<LabelLink> getLabels() {
    List<LabelLink> links = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          String text = name + "=" + value;
          String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
          links.add(new LabelLink(text, path + "?label=" + query));
        });
    return links;
  }
}
