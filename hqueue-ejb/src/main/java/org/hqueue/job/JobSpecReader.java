package org.hqueue.job;

import jakarta.json.JsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.requirement.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Reads specifications as scripts write them (jobs.md section 1): numbers as text, a lone string
 * for a list, nothing for "not given". What cannot be read is refused with the path of the
 * property. For many threads; each reading has its own instance.
 */
public final class JobSpecReader {

  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1000;
  private static final int LONGEST_SUBMITTER = 255;
  private static final int LONGEST_GRACE = 600;

  private final String path;
  private final Map<?, ?> struct;
  private final int depth;
  private final Map<String, @Nullable Object> unread = new LinkedHashMap<>();

  private JobSpecReader(String path, Map<?, ?> struct, int depth) {
    this.path = path;
    this.struct = struct;
    this.depth = depth;
    struct.forEach((key, value) -> unread.put(String.valueOf(key), value));
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
        throw new BadSpecException(
            "jobspec", "expected a struct, a list of structs or a JSON text: " + e.getMessage());
      }
    }
    if (value instanceof Map<?, ?> struct) {
      return List.of(new JobSpecReader("", struct, 1).spec(true));
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      return readList("jobspec", list, 1);
    }
    throw new BadSpecException(
        "jobspec", "expected a struct or a list of structs, got " + SpecValues.told(value));
  }

  /** Reads a specification back from its stored form, which was checked when it came in. */
  static JobSpec readStored(@Nullable Object value) {
    return new JobSpecReader("", (Map<?, ?>) value, 1).spec(false);
  }

  private static List<JobSpec> readList(String path, List<?> list, int depth) {
    List<JobSpec> specs = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      String place = path + "[" + i + "]";
      if (!(list.get(i) instanceof Map<?, ?> struct)) {
        throw new BadSpecException(place, "expected a struct, got " + SpecValues.told(list.get(i)));
      }
      specs.add(new JobSpecReader(place + ".", struct, depth).spec(true));
    }
    return specs;
  }

  private JobSpec spec(boolean nameRequired) {
    if (depth > DEEPEST) {
      throw new BadSpecException(
          path, "expected children at most " + DEEPEST + " levels deep, got more");
    }
    String name = text("name", LONGEST_NAME);
    if (nameRequired && name.isBlank()) {
      throw new BadSpecException(path + "name", "expected a name, got none");
    }
    String description = text("description", Integer.MAX_VALUE);
    JobSpec.Command command = command();
    Integer priority = intOrNull("priority");
    Integer cpus = intOrNull("cpus");
    if (cpus != null && cpus < 1) {
      throw new BadSpecException(path + "cpus", "expected int of at least 1, got " + cpus);
    }
    Integer triesLeft = intOrNull("triesLeft");
    List<String> tags = texts("tags");
    List<Condition> conditions = conditions();
    JobPolicy policy = policy();
    String submittedBy = text("submittedBy", LONGEST_SUBMITTER);
    JobSpec.Links links = links();
    return new JobSpec(
        name,
        description,
        command,
        priority == null ? null : Math.max(0, priority),
        cpus == null ? 1 : cpus,
        tags,
        conditions,
        triesLeft == null ? 0 : Math.max(0, triesLeft),
        policy,
        submittedBy,
        links,
        unread);
  }

  private JobSpec.Command command() {
    Map<String, String> texts = new HashMap<>();
    Object command = take("command");
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
    String shell = text("shell", LONGEST_NAME);
    Map<String, String> environment = new LinkedHashMap<>();
    Object variables = take("environment");
    if (variables instanceof Map<?, ?> map) {
      map.forEach((key, value) -> environment.put(variable(key), variableValue(key, value)));
    } else if (variables != null) {
      throw new BadSpecException(
          path + "environment",
          "expected a struct of names to texts, got " + SpecValues.told(variables));
    }
    return new JobSpec.Command(Map.copyOf(texts), shell, environment);
  }

  private String operatingSystem(String word) {
    String system = word.toLowerCase(Locale.ROOT);
    return switch (system) {
      case "linux", "windows", "macosx" -> system;
      case "macos" -> "macosx";
      default ->
          throw new BadSpecException(
              path + "command", "expected linux, windows or macosx, got \"" + word + "\"");
    };
  }

  private String variable(Object key) {
    String name = String.valueOf(key);
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new BadSpecException(
          path + "environment", "expected names of variables, got \"" + name + "\"");
    }
    return name;
  }

  private String variableValue(Object key, @Nullable Object value) {
    String text = value == null ? "" : SpecValues.text(path + "environment." + key, value);
    if (text.indexOf('\0') >= 0) {
      throw new BadSpecException(
          path + "environment." + key, "expected text without NUL characters");
    }
    return text;
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    Object given = take("conditions");
    List<?> list = given instanceof Map<?, ?> lone ? List.of(lone) : SpecValues.list(given);
    if (given != null && list == null) {
      throw new BadSpecException(
          path + "conditions", "expected a list of structs, got " + SpecValues.told(given));
    }
    for (int i = 0; list != null && i < list.size(); i++) {
      conditions.add(SpecValues.condition(path + "conditions[" + i + "]", list.get(i)));
    }
    addShort(conditions, "host", Condition.Name.HOSTNAME);
    addShort(conditions, "hostgroup", Condition.Name.GROUP);
    return conditions;
  }

  private void addShort(List<Condition> conditions, String key, Condition.Name name) {
    String value = String.join(",", texts(key));
    if (!value.isBlank()) {
      conditions.add(new Condition(name, Condition.Op.IN, value));
    }
  }

  private JobPolicy policy() {
    Object notBefore = take("notBefore");
    Object exitCodes = take("exitCodes");
    Map<?, ?> codes = Map.of();
    if (exitCodes instanceof Map<?, ?> map) {
      codes = map;
    } else if (exitCodes != null) {
      throw new BadSpecException(
          path + "exitCodes",
          "expected a struct of success and requeue, got " + SpecValues.told(exitCodes));
    }
    return new JobPolicy(
        seconds("maxTime"),
        onTimeout(),
        seconds("noOutputTime"),
        seconds("minTime"),
        seconds("retryDelay"),
        notBefore == null ? null : SpecValues.time(path + "notBefore", notBefore),
        killGrace(),
        patterns("errorPatterns"),
        patterns("requeuePatterns"),
        SpecValues.exitCodes(path + "exitCodes.success", codes.get("success")),
        SpecValues.exitCodes(path + "exitCodes.requeue", codes.get("requeue")));
  }

  /** Seconds; absent and negative mean no such rule. */
  private int seconds(String key) {
    Integer value = intOrNull(key);
    return value == null ? 0 : Math.max(0, value);
  }

  private @Nullable Integer killGrace() {
    Integer value = intOrNull("killGrace");
    if (value != null && (value < 0 || value > LONGEST_GRACE)) {
      throw new BadSpecException(
          path + "killGrace", "expected 0 to " + LONGEST_GRACE + " seconds, got " + value);
    }
    return value;
  }

  private JobPolicy.OnTimeout onTimeout() {
    String word = text("onTimeout", LONGEST_NAME);
    return switch (word) {
      case "", "cancel" -> JobPolicy.OnTimeout.CANCEL;
      case "fail" -> JobPolicy.OnTimeout.FAIL;
      default ->
          throw new BadSpecException(
              path + "onTimeout", "expected cancel or fail, got \"" + word + "\"");
    };
  }

  private List<String> patterns(String key) {
    List<String> patterns = texts(key);
    for (int i = 0; i < patterns.size(); i++) {
      SpecValues.requirePattern(path + key + "[" + i + "]", patterns.get(i));
    }
    return patterns;
  }

  private JobSpec.Links links() {
    List<JobSpec> children = List.of();
    Object given = take("children");
    if (given instanceof Map<?, ?> lone) {
      children = readList(path + "children", List.of(lone), depth + 1);
    } else if (given instanceof List<?> list) {
      children = readList(path + "children", list, depth + 1);
    } else if (given != null) {
      throw new BadSpecException(
          path + "children", "expected a list of structs, got " + SpecValues.told(given));
    }
    return new JobSpec.Links(
        children,
        ids("childrenIds"),
        ids("parentIds"),
        text("stubId", LONGEST_NAME),
        texts("childStubIds"));
  }

  /** The value of a property, null when it is not given; empty text, lists and structs are not. */
  private @Nullable Object take(String key) {
    unread.remove(key);
    Object value = struct.get(key);
    boolean empty =
        (value instanceof String text && text.isEmpty())
            || (value instanceof List<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    return empty ? null : value;
  }

  private String text(String key, int longest) {
    Object value = take(key);
    String text = value == null ? "" : SpecValues.text(path + key, value);
    if (text.length() > longest) {
      throw new BadSpecException(
          path + key, "expected at most %d characters, got %d".formatted(longest, text.length()));
    }
    return text;
  }

  private @Nullable Integer intOrNull(String key) {
    Object value = take(key);
    return value == null ? null : SpecValues.integer(path + key, value);
  }

  private List<String> texts(String key) {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(SpecValues.text(path + key + "[" + i + "]", list.get(i)));
    }
    return texts;
  }

  private List<Integer> ids(String key) {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      ids.add(SpecValues.integer(path + key + "[" + i + "]", list.get(i)));
    }
    return ids;
  }
}
