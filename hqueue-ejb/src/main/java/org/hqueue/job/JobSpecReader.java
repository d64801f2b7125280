package org.hqueue.job;

import jakarta.json.JsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.assignment.OutputPath;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Reads specifications as scripts write them (jobs.md section 1): numbers as text, a lone string
 * for a list, nothing for "not given". What cannot be read is refused with the path of the
 * property. For many threads; each reading has its own instance.
 */
public final class JobSpecReader {

  static final int LONGEST_NAME = 1000;

  private static final int DEEPEST = 64;
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_SUBMITTER = 255;
  private static final int LONGEST_LABEL = 255;

  private final SpecStruct spec;
  private final String path;
  private final int depth;

  private JobSpecReader(String path, Map<?, ?> struct, int depth) {
    this.spec = new SpecStruct(path, struct);
    this.path = path;
    this.depth = depth;
  }

  /**
   * Reads what {@code newjob} was given: a struct, a list of structs, or a JSON text of either.
   *
   * @throws BadSpecException when any of it cannot be accepted
   */
  public static List<JobSpec> read(@Nullable Object given) {
    Object value = given;
    if (given instanceof String text) {
      try {
        value = JsonValues.read(text);
      } catch (JsonException e) {
        throw new BadSpecException("jobspec", Phrase.NOT_JSON_SPEC.with(e.getMessage()));
      }
    }
    if (value instanceof Map<?, ?> struct) {
      return FrameJobs.split(List.of(new JobSpecReader("", struct, 1).spec(true)));
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      return FrameJobs.split(readList("jobspec", list, 1));
    }
    throw new BadSpecException("jobspec", Phrase.NOT_STRUCT_OR_LIST.with(SpecValues.told(value)));
  }

  /** Reads a specification back from its stored form, which was checked when it came in. */
  static JobSpec readStored(@Nullable Object value) {
    return new JobSpecReader("", (Map<?, ?>) value, 1).spec(false);
  }

  /**
   * Reads a specification with the changes of an edit in it.
   *
   * @throws BadSpecException when one of the changes cannot be accepted
   */
  static JobSpec readChanged(Map<String, @Nullable Object> struct) {
    return new JobSpecReader(JobChanges.PATH, struct, 1).spec(false);
  }

  private static List<JobSpec> readList(String path, List<?> list, int depth) {
    List<JobSpec> specs = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      String place = path + "[" + i + "]";
      if (!(list.get(i) instanceof Map<?, ?> struct)) {
        throw new BadSpecException(place, Phrase.NOT_STRUCT.with(SpecValues.told(list.get(i))));
      }
      specs.add(new JobSpecReader(place + ".", struct, depth).spec(true));
    }
    return specs;
  }

  private JobSpec spec(boolean nameRequired) {
    if (depth > DEEPEST) {
      throw new BadSpecException(path, Phrase.TOO_DEEP.with(DEEPEST));
    }
    String name = spec.text("name", LONGEST_NAME);
    if (nameRequired && name.isBlank()) {
      throw spec.refusal("name", Phrase.NAME_MISSING.with());
    }
    String description = spec.text("description", Integer.MAX_VALUE);
    JobSpec.Command command = command();
    Integer priority = spec.intOrNull("priority");
    JobNeeds needs = NeedsReader.read(spec);
    int triesLeft = spec.intOrZero("triesLeft");
    JobPolicy policy = PolicyReader.read(spec);
    TreeRules tree = tree();
    JobCallbacks callbacks = callbacks();
    JobSpec.Mail mail = new JobSpec.Mail(joined("emailTo"), joined("emailReasons"));
    Map<String, String> labels = labels();
    String submittedBy = spec.text("submittedBy", LONGEST_SUBMITTER);
    JobSpec.Links links = links();
    FrameRules frames = FrameRules.read(spec);
    String submissionKey = spec.text("submissionKey", LONGEST_KEY);
    List<String> outputs = outputs();
    return new JobSpec(
        name,
        description,
        command,
        priority == null ? null : Math.max(0, priority),
        needs,
        triesLeft,
        policy,
        tree,
        callbacks,
        mail,
        labels,
        submittedBy,
        links,
        frames,
        submissionKey,
        outputs,
        spec.unread());
  }

  private List<String> outputs() {
    List<String> paths = spec.texts("outputs");
    if (paths.size() > OutputPath.MOST) {
      throw spec.refusal("outputs", Phrase.TOO_MANY_PATHS.with(OutputPath.MOST));
    }
    for (String path : paths) {
      if (path.isBlank()
          || path.length() > OutputPath.LONGEST
          || path.chars().anyMatch(Character::isISOControl)) {
        throw spec.refusal(
            "outputs", Phrase.PATH_LENGTH.with(OutputPath.LONGEST, SpecValues.told(path)));
      }
    }
    return paths;
  }

  private TreeRules tree() {
    return new TreeRules(
        spec.word("dependencyPolicy", "success", "finished").equals("finished")
            ? TreeRules.DependencyPolicy.FINISHED
            : TreeRules.DependencyPolicy.SUCCESS,
        spec.countOrNull("maxRunning"),
        spec.countOrNull("maxFailedChildren"));
  }

  private JobCallbacks callbacks() {
    return new JobCallbacks(
        spec.text("onSuccess", Integer.MAX_VALUE),
        spec.text("onError", Integer.MAX_VALUE),
        spec.text("onCancel", Integer.MAX_VALUE),
        spec.text("onChildError", Integer.MAX_VALUE),
        spec.text("cleanup", Integer.MAX_VALUE));
  }

  private String joined(String key) {
    return String.join(",", spec.texts(key));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    spec.struct("labels", Phrase.STRUCT_OF_TEXTS.with())
        .forEach(
            (name, value) -> {
              String label = String.valueOf(name);
              if (label.isBlank() || label.length() > LONGEST_LABEL) {
                throw spec.refusal("labels", Phrase.LABEL_NAME.with(LONGEST_LABEL));
              }
              String text = value == null ? "" : SpecValues.text(path + "labels." + label, value);
              if (text.length() > LONGEST_LABEL) {
                throw spec.refusal("labels." + label, Phrase.LABEL_TOO_LONG.with(LONGEST_LABEL));
              }
              labels.put(label, text);
            });
    return labels;
  }

  private JobSpec.Command command() {
    Map<String, String> texts = new HashMap<>();
    Object command = spec.take("command");
    if (command instanceof Map<?, ?> bySystem) {
      bySystem.forEach(
          (system, text) -> {
            String commandText = SpecValues.text(path + "command." + system, text);
            if (!commandText.isEmpty()) {
              texts.put(operatingSystem(String.valueOf(system)), commandText);
            }
          });
    } else if (command != null) {
      texts.put("", SpecValues.text(path + "command", command));
    }
    String shell = spec.text("shell", LONGEST_NAME);
    Map<String, String> environment = new LinkedHashMap<>();
    spec.struct("environment", Phrase.STRUCT_OF_TEXTS.with())
        .forEach((key, value) -> environment.put(variable(key), variableValue(key, value)));
    return new JobSpec.Command(Map.copyOf(texts), shell, environment);
  }

  private String operatingSystem(String word) {
    String system = word.toLowerCase(Locale.ROOT);
    return switch (system) {
      case "linux", "windows", "macosx" -> system;
      case "macos" -> "macosx";
      default ->
          throw new UnknownWordException(
              path + "command",
              Phrase.NO_PLATFORM.with(word),
              UnknownWordException.Sort.PLATFORM,
              word);
    };
  }

  private String variable(Object key) {
    String name = String.valueOf(key);
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new BadSpecException(path + "environment", Phrase.NO_VARIABLES.with(name));
    }
    return name;
  }

  private String variableValue(Object key, @Nullable Object value) {
    String text = value == null ? "" : SpecValues.text(path + "environment." + key, value);
    if (text.indexOf('\0') >= 0) {
      throw new BadSpecException(path + "environment." + key, Phrase.NUL_CHARACTER.with());
    }
    return text;
  }

  private JobSpec.Links links() {
    List<JobSpec> children = List.of();
    Object given = spec.take("children");
    if (given instanceof Map<?, ?> lone) {
      children = readList(path + "children", List.of(lone), depth + 1);
    } else if (given instanceof List<?> list) {
      children = readList(path + "children", list, depth + 1);
    } else if (given != null) {
      throw new BadSpecException(
          path + "children", Phrase.NOT_STRUCTS.with(SpecValues.told(given)));
    }
    return new JobSpec.Links(
        children,
        spec.ids("childrenIds"),
        spec.ids("parentIds"),
        spec.text("stubId", LONGEST_NAME),
        spec.texts("childStubIds"));
  }
}
