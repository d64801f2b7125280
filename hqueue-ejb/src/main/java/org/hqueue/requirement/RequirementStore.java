package org.hqueue.requirement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hqueue.database.Database;
import org.hqueue.database.IdBlocks;
import org.jspecify.annotations.Nullable;

/** The requirement rows. They never change, so what was read once is kept. For many threads. */
@ApplicationScoped
public class RequirementStore {

  private static final int KEPT = 10_000;

  @Inject Database database;
  @Inject IdBlocks ids;

  private final Map<Integer, Demand> read = new ConcurrentHashMap<>();

  /** The ids of some demands; those without a row get one. */
  public Map<Demand, Integer> idsOf(Set<Demand> demands) {
    Map<String, Demand> byDigest = new LinkedHashMap<>();
    for (Demand demand : demands) {
      byDigest.put(demand.digest(), demand);
    }
    Map<Demand, Integer> found = new HashMap<>();
    database.queryIn(
        "select id, digest from requirement where digest in (:ids)",
        byDigest.keySet(),
        row -> found.put(byDigest.get(row.text("digest")), row.integer("id")));
    List<@Nullable Object[]> rows = new ArrayList<>();

    for (Map.Entry<String, Demand> entry : byDigest.entrySet()) {
      if (!found.containsKey(entry.getValue())) {
        int id = ids.take(IdBlocks.Kind.REQUIREMENT, 1);
        rows.add(new Object[] {id, entry.getKey(), entry.getValue().toText()});
        found.put(entry.getValue(), id);
      }
    }
    database.batch("insert into requirement (id, digest, demand) values (?, ?, ?)", rows);
    return found;
  }

  /** The requirements that need a resource of the farm. */
  public List<Integer> naming(String resource) {
    List<Integer> naming = new ArrayList<>();
    database.query(
        "select id, demand from requirement where locate(?, demand) > 0",
        row ->
            Demand.ofText(row.text("demand")).resources().containsKey(resource)
                && naming.add(row.integer("id")),
        resource);
    return naming;
  }

  /** Has ids at hand for as many new rows; called before the transaction holds a connection. */
  public void ensureIds(int count) {
    ids.ensure(IdBlocks.Kind.REQUIREMENT, count);
  }

  /** What some requirements demand. */
  public Map<Integer, Demand> demands(Collection<Integer> requirementIds) {
    Map<Integer, Demand> demands = new HashMap<>();
    List<Integer> unknown = new ArrayList<>();
    for (Integer id : requirementIds) {
      Demand known = read.get(id);
      if (known == null) {
        unknown.add(id);
      } else {
        demands.put(id, known);
      }
    }
    Map<Integer, Demand> fresh = new HashMap<>();
    database.queryIn(
        "select id, demand from requirement where id in (:ids)",
        unknown,
        row -> fresh.put(row.integer("id"), Demand.ofText(row.text("demand"))));
    if (read.size() + fresh.size() > KEPT) {
      read.clear();
    }
    read.putAll(fresh);
    demands.putAll(fresh);
    return demands;
  }
}
