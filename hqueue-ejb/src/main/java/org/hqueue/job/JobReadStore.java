package org.hqueue.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.Collection;
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

  /** For the container. */
  JobReadStore() {}

  /** With given parts. */
  public JobReadStore(EntityManager entities, Database database, JobPartStore parts) {
    this.entities = entities;
    this.database = database;
    this.parts = parts;
  }

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

  /** One page of a list. */
  JobPage page(JobQuery query, Set<JobPart> wanted) {
    CriteriaBuilder builder = entities.getCriteriaBuilder();
    CriteriaQuery<Long> count = builder.createQuery(Long.class);
    Root<Job> counted = count.from(Job.class);
    count
        .select(builder.count(counted))
        .where(restrictions(query, builder, count.subquery(Integer.class), counted));
    long total = entities.createQuery(count).getSingleResult();

    CriteriaQuery<Job> page = builder.createQuery(Job.class);
    Root<Job> job = page.from(Job.class);
    page.select(job).where(restrictions(query, builder, page.subquery(Integer.class), job));
    var sort = job.get(attribute(query.sort()));
    var id = job.get("id");
    page.orderBy(
        query.descending() ? builder.desc(sort) : builder.asc(sort),
        query.descending() ? builder.desc(id) : builder.asc(id));
    TypedQuery<Job> found =
        entities.createQuery(page).setFirstResult(query.offset()).setMaxResults(query.limit());
    List<Job> jobs = found.getResultList();
    entities.clear();
    return new JobPage(total, parts.views(jobs, wanted));
  }

  private static Predicate[] restrictions(
      JobQuery query, CriteriaBuilder builder, Subquery<Integer> children, Root<Job> job) {
    List<Predicate> all = new ArrayList<>();
    if (!query.statuses().isEmpty()) {
      all.add(job.get("status").in(query.statuses()));
    }
    if (!query.nameContains().isEmpty()) {
      String pattern = query.nameContains().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
      all.add(builder.like(builder.lower(job.get("name")), "%" + pattern + "%", '!'));
    }
    if (!query.submittedBy().isEmpty()) {
      all.add(builder.equal(job.get("submittedBy"), query.submittedBy()));
    }
    if (query.rootsOnly()) {
      all.add(builder.isTrue(job.get("root")));
    }
    if (query.parentId() != null) {
      Root<JobLink> link = children.from(JobLink.class);
      children
          .select(link.get("childId"))
          .where(builder.equal(link.get("parentId"), query.parentId()));
      all.add(job.get("id").in(children));
    }
    return all.toArray(new Predicate[0]);
  }

  private static String attribute(JobQuery.Sort sort) {
    return switch (sort) {
      case ID -> "id";
      case NAME -> "name";
      case STATUS -> "status";
      case PRIORITY -> "priority";
      case SUBMITTED_BY -> "submittedBy";
      case QUEUE_TIME -> "queuedMillis";
      case END_TIME -> "endedMillis";
    };
  }
}
