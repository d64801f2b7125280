package org.hqueue.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.ClientTraits;

/** What the reasons for waiting are read from. */
@ApplicationScoped
public class WaitingStore {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  @Inject Database database;
  @Inject OfferableClientStore offerable;

  /** Every client that is not removed, with what is on it. */
  List<RegisteredClient> registered(Instant heardSince, Instant now) {
    Map<Integer, RegisteredClient> found = new LinkedHashMap<>();
    Map<Integer, Set<String>> groups = offerable.groups();
    database.query(
        "select c.id, c.hostname, c.name, c.platform, c.cpus, c.memory_kilobytes, c.cpus_in_use,"
            + " c.gpu_list, c.attributes, c.availability_rules, c.sick_since_at, c.sick_reason,"
            + " c.enabled, c.reserved_for, p.heard_at, p.silent_since, p.leaving, p.unfit,"
            + " p.idle_minutes"
            + " from client c join client_pulse p on p.client_id = c.id"
            + " where c.removed_at is null order by c.id",
        row -> {
          int id = row.integer("id");
          ClientTraits traits = OfferableClientStore.traits(row, groups);
          boolean isSick = row.timeOrNull("sick_since_at") != null;
          boolean isUnfit = !row.text("unfit").isEmpty();
          boolean heard =
              row.timeOrNull("silent_since") == null && row.time("heard_at").isAfter(heardSince);
          return found.put(
              id,
              new RegisteredClient(
                  new OfferableClient(id, traits, row.integer("cpus_in_use"), false, List.of()),
                  row.truth("enabled"),
                  heard && (isUnfit || !row.truth("leaving")),
                  OfferableClientStore.isInItsHours(row, traits, now),
                  row.text("unfit"),
                  isSick ? row.text("sick_reason") : "",
                  row.integerOrNull("reserved_for")));
        });
    Map<Integer, List<OfferableClient.Held>> held = offerable.held(found.keySet());
    List<RegisteredClient> complete = new ArrayList<>();
    for (RegisteredClient one : found.values()) {
      complete.add(
          new RegisteredClient(
              one.client().holding(held.getOrDefault(one.client().id(), List.of())),
              one.enabled(),
              one.online(),
              one.inItsHours(),
              one.unfit(),
              one.sick(),
              one.reservedFor()));
    }
    return complete;
  }

  /** Why some jobs are not in the scheduler's index, by job: their time, or their root. */
  Map<Integer, String> heldBack(Collection<Integer> jobIds, Instant now) {
    Map<Integer, String> reasons = new HashMap<>();
    database.queryIn(
        "select j.id, j.not_before_at, f.held, f.in_a_row from job j"
            + " left join root_failure f on f.root_id = j.root_id"
            + " where j.ready = false and j.id in (:ids)",
        jobIds,
        row -> {
          int id = row.integer("id");
          Instant notBefore = row.timeOrNull("not_before_at");
          if (row.truth("held")) {
            reasons.put(id, Phrase.HELD.with(row.integer("in_a_row")));
          } else if (notBefore != null && notBefore.isAfter(now)) {
            reasons.put(id, Phrase.NOT_BEFORE.with(TIME.format(notBefore)));
          }
          return id;
        });
    return reasons;
  }

  /**
   * The requirements that the most ready jobs have, with how many and the first of them: counted in
   * the index of ready jobs alone.
   */
  List<Queue> longestQueues(int limit) {
    return database.query(
        "select requirement_id, count(*) as n, min(id) as first_id from job where ready = true"
            + " group by requirement_id order by n desc, requirement_id limit ?",
        row -> new Queue(row.integer("requirement_id"), row.integer("n"), row.integer("first_id")),
        limit);
  }

  /** Ready jobs that demand the same. */
  record Queue(int requirementId, int jobs, int firstJob) {}

  /** The requirements of some jobs, by job. */
  Map<Integer, Integer> requirements(Collection<Integer> jobIds) {
    Map<Integer, Integer> requirements = new HashMap<>();
    database.queryIn(
        "select id, requirement_id from job where requirement_id is not null and id in (:ids)",
        jobIds,
        row -> requirements.put(row.integer("id"), row.integer("requirement_id")));
    return requirements;
  }
}
