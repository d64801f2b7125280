package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;

/** What is shown of jobs: a handful of queries for any number of them. */
@ApplicationScoped
public class JobReadStore {

  private static final int CHUNK = 1000;

  @PersistenceContext EntityManager entities;
  @Inject Database database;
  @Inject JobPartStore parts;

  /** Some jobs in the order asked; unknown ids are left out. */
  List<JobView> views(List<Integer> jobIds, Set<JobPart> wanted) {
    Map<Integer, Job> byId = new HashMap<>();
    for (int from = 0; from < jobIds.size(); from += CHUNK) {
      List<Integer> chunk = jobIds.subList(from, Math.min(jobIds.size(), from + CHUNK));
      entities
          .createQuery("select j from Job j where j.id in :ids", Job.class)
          .setParameter("ids", chunk)
          .getResultList()
          .forEach(job -> byId.put(job.id(), job));
    }
    entities.clear();
    List<Job> inOrder = new ArrayList<>();
    for (Integer id : jobIds) {
      Job job = byId.get(id);
      if (job != null) {
        inOrder.add(job);
      }
    }
    return parts.views(inOrder, wanted);
  }

  /** The jobs that have one of the statuses, ascending. */
  List<Integer> idsByStatus(Collection<JobStatus> statuses) {
    List<Integer> ids = new ArrayList<>();
    for (JobStatus status : statuses) {
      ids.addAll(
          database.query(
              "select id from job where status = ? order by id", row -> row.integer("id"), status));
    }
    ids.sort(null);
    return ids;
  }

  /**
   * One page of a list. The ids are found by plain SQL: EclipseLink writes the values of a
   * statement with {@code locate} or {@code escape} into its text instead of binding them.
   */
  JobPage page(JobQuery query, Set<JobPart> wanted) {
    List<Object> parameters = new ArrayList<>();
    String from = " from job" + restrictions(query, parameters);
    long total =
        database
            .first("select count(*) as n" + from, row -> row.number("n"), parameters.toArray())
            .orElseThrow();
    String direction = query.descending() ? " desc" : " asc";
    parameters.add(query.limit());
    parameters.add(query.offset());
    List<Integer> ids =
        database.query(
            "select id%s order by %s%s, id%s limit ? offset ?"
                .formatted(from, column(query.sort()), direction, direction),
            row -> row.integer("id"),
            parameters.toArray());
    return new JobPage(total, views(ids, wanted));
  }

  private static String restrictions(JobQuery query, List<Object> parameters) {
    List<String> all = new ArrayList<>();
    if (!query.statuses().isEmpty()) {
      all.add(
          "status in ("
              + String.join(", ", Collections.nCopies(query.statuses().size(), "?"))
              + ")");
      parameters.addAll(query.statuses());
    }
    if (!query.nameContains().isEmpty()) {
      all.add("lower(name) like ? escape '!'");
      String exact = query.nameContains().toLowerCase(Locale.ROOT);
      parameters.add("%" + exact.replaceAll("([!%_])", "!$1") + "%");
    }
    if (!query.submittedBy().isEmpty()) {
      all.add("submitted_by = ?");
      parameters.add(query.submittedBy());
    }
    if (query.rootsOnly()) {
      all.add("is_root = true");
    }
    if (query.parentId() != null) {
      all.add("id in (select child_id from job_link where parent_id = ?)");
      parameters.add(query.parentId());
    }
    return all.isEmpty() ? "" : " where " + String.join(" and ", all);
  }

  private static String column(JobQuery.Sort sort) {
    return switch (sort) {
      case ID -> "id";
      case NAME -> "name";
      case STATUS -> "status";
      case PRIORITY -> "priority";
      case SUBMITTED_BY -> "submitted_by";
      case QUEUE_TIME -> "queued_at";
      case END_TIME -> "ended_at";
    };
  }
}
