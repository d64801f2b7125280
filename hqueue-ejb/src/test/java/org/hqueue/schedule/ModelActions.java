package org.hqueue.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hqueue.database.Database;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobActionService;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.JobRefusedException;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpecReader;
import org.hqueue.resource.ResourceRefusedException;
import org.hqueue.resource.ResourceService;
import org.hqueue.testfarm.TestFarm;

/**
 * What users do in a model check, by lot. What the server refuses with good reason is passed over.
 */
final class ModelActions {

  private static final int MOST_JOBS = 60;

  private final TestFarm farm;
  private final Random lot;
  private final JobActionService actions;
  private final ResourceService resources;
  private final int[] resourceIds = new int[2];

  ModelActions(TestFarm farm, Random lot) {
    this.farm = farm;
    this.lot = lot;
    this.actions = farm.get(JobActionService.class);
    this.resources = farm.get(ResourceService.class);
    resourceIds[0] = farm.call(() -> resources.create("db", 2, false));
    resourceIds[1] = farm.call(() -> resources.create("lic", 1, true));
  }

  /** Some action on some jobs; in words. */
  String act() {
    List<Integer> all = jobs();
    if (all.isEmpty() || (all.size() < MOST_JOBS && lot.nextInt(5) == 0)) {
      return submit(all);
    }
    List<Integer> ids = some(all, 1 + lot.nextInt(2));
    int what = lot.nextInt(10);
    if (what == 9) {
      return adjust();
    }
    if (what == 8) {
      return edit(ids);
    }
    if (what == 7) {
      return delete(ids);
    }
    String name =
        List.of("pause", "resume", "cancel", "eject", "hold", "reschedule", "priority").get(what);
    farm.run(
        () -> {
          switch (what) {
            case 0 -> actions.pause(ids);
            case 1 -> actions.resume(ids);
            case 2 -> actions.cancel(ids);
            case 3 -> actions.eject(ids);
            case 4 -> actions.hold(ids);
            case 5 -> actions.reschedule(ids);
            default -> actions.setPriorities(ids, lot.nextInt(4));
          }
        });
    return name + " " + ids;
  }

  /** All jobs there are. */
  List<Integer> jobs() {
    return farm.get(Database.class)
        .query("select id from job order by id", row -> row.integer("id"));
  }

  private List<Integer> some(List<Integer> all, int most) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < most && !all.isEmpty(); i++) {
      int id = all.get(lot.nextInt(all.size()));
      if (!chosen.contains(id)) {
        chosen.add(id);
      }
    }
    return chosen;
  }

  private String delete(List<Integer> ids) {
    try {
      farm.run(() -> actions.delete(ids));
      return "delete " + ids;
    } catch (JobRefusedException e) {
      return "delete refused " + ids;
    }
  }

  private String edit(List<Integer> ids) {
    Map<String, Object> changes =
        switch (lot.nextInt(4)) {
          case 0 -> Map.of("cpus", 1 + lot.nextInt(3));
          case 1 -> Map.of("priority", lot.nextInt(4));
          case 2 -> Map.of("triesLeft", lot.nextInt(3));
          default -> Map.of("memory", 1_000 * lot.nextInt(4));
        };
    JobEditService.Scope scope = List.of(JobEditService.Scope.values()).get(lot.nextInt(4));
    farm.call(() -> farm.get(JobEditService.class).edit(ids, JobChanges.read(changes), scope));
    return "edit %s %s %s".formatted(ids, changes, scope);
  }

  /** An administrator sets how much there is. */
  private String adjust() {
    int id = resourceIds[lot.nextInt(2)];
    int maximum = lot.nextInt(4);
    boolean drain = lot.nextBoolean();
    try {
      farm.run(() -> resources.change(id, maximum, null, drain));
      return "maximum of resource %d is %d".formatted(id, maximum);
    } catch (ResourceRefusedException e) {
      return "maximum of resource %d refused".formatted(id);
    }
  }

  /** Nothing that a user or an administrator has done holds anything up any more. */
  void letEverythingRun() {
    for (int id : resourceIds) {
      farm.run(() -> resources.change(id, -1, null, false));
    }
    farm.run(() -> actions.resume(jobs()));
  }

  private String submit(List<Integer> all) {
    List<Integer> parents = lot.nextInt(3) == 0 ? some(all, 2) : List.of();
    List<Integer> children = parents.isEmpty() && lot.nextInt(4) == 0 ? some(all, 2) : List.of();
    List<Map<String, Object>> specs = new ArrayList<>();
    int n = 1 + lot.nextInt(3);
    for (int i = 0; i < n; i++) {
      Map<String, Object> spec = spec(2);
      if (!children.isEmpty()) {
        // More of them may run already, and are not stopped.
        spec.remove("maxRunning");
      }
      spec.put("stubId", "s" + i);
      if (i > 0 && lot.nextBoolean()) {
        // Diamonds: later ones wait for earlier ones, which others wait for too.
        spec.put("childStubIds", List.of("s" + lot.nextInt(i)));
      }
      specs.add(spec);
    }
    try {
      List<Integer> ids =
          farm.call(
              () ->
                  farm.get(JobService.class).submit(JobSpecReader.read(specs), parents, children));
      return "submit %s below %s above %s: %s".formatted(ids, parents, children, specs);
    } catch (BadSpecException e) {
      return "submit refused: " + e.getMessage();
    }
  }

  private boolean seldom() {
    return lot.nextInt(6) == 0;
  }

  private Map<String, Object> spec(int depth) {
    Map<String, Object> spec = new HashMap<>(Map.of("name", "job"));
    boolean container = depth > 0 && lot.nextInt(3) == 0;
    if (!container) {
      spec.put("command", "work");
      needs(spec);
    }
    if (depth > 0 && (container || seldom())) {
      List<Map<String, Object>> children = new ArrayList<>();
      int n = 1 + lot.nextInt(3);
      for (int i = 0; i < n; i++) {
        children.add(spec(depth - 1));
      }
      spec.put("children", children);
      if (seldom()) {
        spec.put("maxRunning", 1 + lot.nextInt(2));
      }
      if (seldom()) {
        spec.put("maxFailedChildren", lot.nextInt(2));
      }
      if (seldom()) {
        spec.put("dependencyPolicy", "finished");
      }
    }
    for (String callback : List.of("onSuccess", "onError", "onCancel", "onChildError", "cleanup")) {
      if (lot.nextInt(15) == 0) {
        spec.put(callback, "call");
      }
    }
    return spec;
  }

  private void needs(Map<String, Object> spec) {
    spec.put("priority", lot.nextInt(3));
    spec.put("triesLeft", lot.nextInt(3));
    spec.put("cpus", 1 + lot.nextInt(3));
    if (seldom()) {
      spec.put("memory", 1_000 * (1 + lot.nextInt(4)));
    }
    if (seldom()) {
      spec.put("gpus", 1);
    }
    if (seldom()) {
      spec.put("tags", List.of(List.of("single", "single:1", "excludeStatus").get(lot.nextInt(3))));
    }
    if (seldom()) {
      spec.put("resources", Map.of(lot.nextBoolean() ? "db" : "lic", 1));
    }
    if (seldom() && !spec.containsKey("gpus")) {
      spec.put("minHosts", 1 + lot.nextInt(2));
      spec.put("maxHosts", 2);
    }
    if (seldom()) {
      spec.put("retryDelay", 30);
    }
    if (seldom()) {
      spec.put("requeueAfter", lot.nextInt(3));
    }
  }
}
