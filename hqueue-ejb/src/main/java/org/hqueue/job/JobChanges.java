package org.hqueue.job;

import jakarta.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * What an edit changes in a specification: properties as {@code newjob} takes them, each in place
 * of the old one. An empty value takes a property back to its default. {@code conditions}, {@code
 * host} and {@code hostgroup} are one thing: whichever is given replaces all conditions. For many
 * threads.
 */
public final class JobChanges {

  /** What stands before a property in a refusal. */
  static final String PATH = "changes.";

  private static final Set<String> FIXED =
      Set.of(
          "id",
          "children",
          "childrenIds",
          "parentIds",
          "stubId",
          "childStubIds",
          "submissionKey",
          "frames",
          "framesPerJob",
          "frameOrder");
  private static final Set<String> CONDITIONS = Set.of("conditions", "host", "hostgroup");
  private static final int LONGEST_TOLD = 200;

  private final Map<String, @Nullable Object> changes;

  private JobChanges(Map<String, @Nullable Object> changes) {
    this.changes = changes;
  }

  /**
   * Reads changes as a script gives them.
   *
   * @throws BadSpecException when one of them cannot be accepted for any job
   */
  public static JobChanges read(Map<?, ?> given) {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    given.forEach((key, value) -> changes.put(String.valueOf(key), value));
    for (String key : changes.keySet()) {
      if (FIXED.contains(key)) {
        throw new BadSpecException(PATH + key, Phrase.CHANGEABLE.with());
      }
    }
    JobSpec alone = JobSpecReader.readChanged(changes);
    if (changes.containsKey("name") && alone.name().isBlank()) {
      throw new BadSpecException(PATH + "name", Phrase.NAME_MISSING.with());
    }
    if (changes.containsKey("priority") && alone.priority() == null) {
      throw new BadSpecException(PATH + "priority", Phrase.INT_MISSING.with());
    }
    return new JobChanges(changes);
  }

  /**
   * Reads changes from a JSON object.
   *
   * @throws BadSpecException when it is none, or one of them cannot be accepted for any job
   */
  public static JobChanges readJson(String text) {
    Object value;
    try {
      value = JsonValues.read(text);
    } catch (JsonException e) {
      throw new BadSpecException("changes", Phrase.NOT_JSON_OBJECT.with(e.getMessage()));
    }
    if (value instanceof Map<?, ?> struct) {
      return read(struct);
    }
    throw new BadSpecException(
        "changes", Phrase.EXPECTED_GOT.with("a JSON object", SpecValues.told(value)));
  }

  /** Whether nothing is changed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether that property is among the changes. */
  boolean has(String property) {
    return changes.containsKey(property);
  }

  /** Where each resource that the changes name is, for a refusal. */
  Map<String, String> resourcePaths() {
    Map<String, String> paths = new LinkedHashMap<>();
    if (changes.get("resources") instanceof Map<?, ?> resources) {
      resources
          .keySet()
          .forEach(name -> paths.put(String.valueOf(name), PATH + "resources." + name));
    }
    return paths;
  }

  /** The same without one of the changes. */
  JobChanges without(String property) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(changes);
    rest.remove(property);
    return new JobChanges(rest);
  }

  /**
   * A specification with the changes in it.
   *
   * @throws BadSpecException when they do not go together with the rest
   */
  JobSpec over(JobSpec spec) {
    return JobSpecReader.readChanged(over(StoredSpec.struct(spec)));
  }

  /** A struct with the changes in it. */
  Map<String, @Nullable Object> over(Map<String, @Nullable Object> struct) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(struct);
    if (CONDITIONS.stream().anyMatch(changes::containsKey)) {
      changed.keySet().removeAll(CONDITIONS);
    }
    changed.putAll(changes);
    return changed;
  }

  /** In words, what is different now; "" when nothing is. */
  static String told(JobSpec before, JobSpec after) {
    Map<String, @Nullable Object> old = StoredSpec.struct(before);
    Map<String, @Nullable Object> changed = StoredSpec.struct(after);
    Set<String> names = new TreeSet<>(old.keySet());
    names.addAll(changed.keySet());
    StringJoiner told = new StringJoiner("; ");
    for (String name : names) {
      String from = JsonValues.write(old.get(name));
      String to = JsonValues.write(changed.get(name));
      if (!from.equals(to)) {
        told.add(name + ": " + shortened(from) + " -> " + shortened(to));
      }
    }
    return told.toString();
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_TOLD ? text.substring(0, LONGEST_TOLD) + "…" : text;
  }
}
