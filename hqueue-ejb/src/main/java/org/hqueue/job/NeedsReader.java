package org.hqueue.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Condition;

/** Reads what a specification asks of clients and of the farm. */
final class NeedsReader {

  private NeedsReader() {}

  static JobNeeds read(SpecStruct spec) {
    int minHosts = spec.intOf("minHosts", 1, 1);
    Integer maxHosts = spec.intOrNull("maxHosts");
    return new JobNeeds(
        spec.intOf("cpus", 1, 1),
        spec.intOrZero("memory"),
        spec.intOrZero("gpus"),
        minHosts,
        maxHosts == null ? minHosts : Math.max(minHosts, maxHosts),
        resources(spec),
        spec.texts("tags"),
        conditions(spec));
  }

  private static Map<String, Integer> resources(SpecStruct spec) {
    Map<String, Integer> resources = new TreeMap<>();
    spec.struct("resources", Phrase.STRUCT_OF_AMOUNTS.with())
        .forEach(
            (name, amount) -> {
              String path = spec.path("resources." + name);
              int units = SpecValues.integer(path, amount);
              if (units < 0) {
                throw new BadSpecException(path, Phrase.TOO_SMALL.with(0, units));
              }
              if (units > 0) {
                resources.put(String.valueOf(name), units);
              }
            });
    return resources;
  }

  private static List<Condition> conditions(SpecStruct spec) {
    List<Condition> conditions = new ArrayList<>();
    Object given = spec.take("conditions");
    List<?> list = given instanceof Map<?, ?> lone ? List.of(lone) : SpecValues.list(given);
    if (given != null && list == null) {
      throw spec.refusal("conditions", Phrase.NOT_STRUCTS.with(SpecValues.told(given)));
    }
    for (int i = 0; list != null && i < list.size(); i++) {
      conditions.add(SpecValues.condition(spec.path("conditions[" + i + "]"), list.get(i)));
    }
    addShort(spec, conditions, "host", Condition.HOSTNAME);
    addShort(spec, conditions, "hostgroup", Condition.GROUP);
    return conditions;
  }

  private static void addShort(
      SpecStruct spec, List<Condition> conditions, String key, String name) {
    String value = String.join(",", spec.texts(key));
    if (!value.isBlank()) {
      conditions.add(new Condition(name, Condition.Op.IN, value));
    }
  }
}
