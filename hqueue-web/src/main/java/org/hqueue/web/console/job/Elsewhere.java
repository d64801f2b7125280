package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.database.Retry;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpecService;
import org.hqueue.job.JobView;
import org.hqueue.requirement.Condition;
import org.hqueue.schedule.PermittedClientsService;
import org.hqueue.web.console.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Reschedules jobs for other clients than those they were on last: a condition of the job keeps
 * these out from then on, and the job's page shows it. For many threads.
 */
@ApplicationScoped
public class Elsewhere {

  @EJB JobService jobs;
  @EJB JobSpecService specs;
  @EJB JobEditService edits;
  @EJB PermittedClientsService permitted;
  @Inject JobActions actions;
  @Inject Retry retry;

  /** Jobs with the same conditions that were on the same clients. */
  private record Group(List<Condition> conditions, List<JobView.OnClient> clients) {}

  /** Does it; a job that could run nowhere else is left alone. */
  Outcome run(List<Integer> jobIds) {
    Map<String, Integer> left = new TreeMap<>();
    Map<Group, List<Integer>> groups = new LinkedHashMap<>();
    Map<Integer, JobView> known = new HashMap<>();
    jobs.views(jobIds, EnumSet.of(JobPart.CLIENTS)).forEach(job -> known.put(job.id(), job));
    for (Integer id : jobIds) {
      JobView job = known.get(id);
      String reason = leftAlone(job);
      if (job == null || !reason.isEmpty()) {
        left.merge(reason, 1, Integer::sum);
      } else {
        Group group = new Group(specs.conditions(id).orElse(List.of()), clientsOf(job));
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(id);
      }
    }
    List<Integer> taken = new ArrayList<>();
    groups.forEach(
        (group, ids) -> {
          if (isAnywhereElse(ids.get(0), group.clients())) {
            JobChanges changes = JobChanges.read(Map.of("conditions", without(group)));
            retry.run(() -> edits.edit(ids, changes, JobEditService.Scope.JOB));
            taken.addAll(ids);
          } else {
            left.merge("left.nowhereElse", ids.size(), Integer::sum);
          }
        });
    JobActionResult done = actions.run(JobAction.RESCHEDULE, taken, 0);
    done.left().forEach((reason, count) -> left.merge(reason, count, Integer::sum));
    return new Outcome(done.taken(), left);
  }

  private static String leftAlone(@Nullable JobView job) {
    if (job == null) {
      return "left.gone";
    }
    if (!JobAction.isOver(job.status())) {
      return "left.notOver";
    }
    return clientsOf(job).isEmpty() ? "left.noClient" : "";
  }

  private static List<JobView.OnClient> clientsOf(JobView job) {
    List<JobView.OnClient> clients = job.clients();
    return clients == null ? List.of() : clients;
  }

  private boolean isAnywhereElse(int jobId, List<JobView.OnClient> clients) {
    List<String> rest = new ArrayList<>(permitted.labels(jobId));
    rest.removeAll(clients.stream().map(JobView.OnClient::label).toList());
    return !rest.isEmpty();
  }

  /** The conditions, as newjob takes them, with one more that keeps the clients out. */
  private static List<Map<String, String>> without(Group group) {
    List<Map<String, String>> conditions = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (Condition condition : group.conditions()) {
      if (condition.name().equals(Condition.LABEL) && condition.op() == Condition.Op.NOT_IN) {
        out.add(condition.value());
      } else {
        conditions.add(struct(condition));
      }
    }
    group.clients().forEach(client -> out.add(client.hostname() + ":" + client.name()));
    conditions.add(
        struct(new Condition(Condition.LABEL, Condition.Op.NOT_IN, String.join(",", out))));
    return conditions;
  }

  private static Map<String, String> struct(Condition condition) {
    return Map.of(
        "type",
        "client",
        "name",
        condition.name(),
        "op",
        condition.op().word(),
        "value",
        condition.value());
  }
}
