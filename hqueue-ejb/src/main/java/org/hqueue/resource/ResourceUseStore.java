package org.hqueue.resource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hqueue.database.Database;

/** Reads who holds resources. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ResourceUseStore {

  @Inject Database database;

  /** Jobs that hold units, by resource, the longest first within each. */
  List<ResourceHolder> holders(int limit) {
    return database.query(
        "select h.resource_id, a.job_id, j.name, h.units, h.machine from assignment_resource h"
            + " join assignment a on a.id = h.assignment_id left join job j on j.id = a.job_id"
            + " order by h.resource_id, h.assignment_id limit ?",
        row ->
            new ResourceHolder(
                row.integer("resource_id"),
                row.integer("job_id"),
                row.text("name"),
                row.integer("units"),
                row.text("machine")),
        limit);
  }
}
