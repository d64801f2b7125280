package org.hqueue.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.hqueue.database.Database;

/** Reads what is wrong with clients. Everything here takes part in the surrounding transaction. */
@ApplicationScoped
public class ClientHealthStore {

  @Inject Database database;

  /** Clients that are sick or kept free for a job, by id. */
  Map<Integer, ClientHealth> unwell() {
    Map<Integer, ClientHealth> unwell = new HashMap<>();
    database.query(
        "select id, sick_since_at, sick_reason, trial_at, reserved_for from client"
            + " where sick_since_at is not null or reserved_for is not null",
        row ->
            unwell.put(
                row.integer("id"),
                new ClientHealth(
                    row.timeOrNull("sick_since_at"),
                    row.text("sick_reason"),
                    row.timeOrNull("trial_at"),
                    row.integerOrNull("reserved_for"))));
    return unwell;
  }
}
