package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
}
