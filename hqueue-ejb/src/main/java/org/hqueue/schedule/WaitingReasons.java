package org.hqueue.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hqueue.requirement.Condition;
import org.hqueue.requirement.ConditionMatcher;
import org.hqueue.requirement.Demand;

/**
 * Says in words why a job that is ready does not run (jobs.md section 6): the first thing that
 * keeps it from every client, looked for in the order in which a person would ask. Plain; for one
 * thread.
 */
final class WaitingReasons {

  private static final int MOST_NAMED = 3;

  private final List<RegisteredClient> clients;
  private final Counters counters;
  private final Shares shares;
  private final ConditionMatcher matcher;
  private final ClientFit fit;

  WaitingReasons(
      List<RegisteredClient> clients,
      Counters counters,
      Shares shares,
      ConditionMatcher matcher,
      Instant now) {
    this.clients = clients;
    this.counters = counters;
    this.shares = shares;
    this.matcher = matcher;
    this.fit = new ClientFit(matcher, now);
  }

  /** Why a job with that demand waits. */
  String of(int jobId, Demand demand) {
    if (clients.isEmpty()) {
      return "no client has registered";
    }
    List<RegisteredClient> admitted = new ArrayList<>();
    for (RegisteredClient one : clients) {
      if (matcher.admits(demand.conditions(), one.client().traits())) {
        admitted.add(one);
      }
    }
    if (admitted.isEmpty()) {
      return unmet(demand);
    }
    List<RegisteredClient> big =
        admitted.stream().filter(one -> new ClientRoom(one.client()).wouldHave(demand)).toList();
    if (big.size() < demand.hosts().min()) {
      return big.isEmpty()
          ? tooBig(demand, admitted)
          : "needs %d clients at once, %d fit".formatted(demand.hosts().min(), big.size());
    }
    String counter = lackingCounter(demand, big);
    if (!counter.isEmpty()) {
      return counter;
    }
    if (!shares.allow(demand.share(), demand.room().cpus() * demand.hosts().min())) {
      return "the share %s may use %d CPUs and does"
          .formatted(demand.share(), shares.most(demand.share()));
    }
    return busy(jobId, demand, big);
  }

  private String unmet(Demand demand) {
    for (Condition condition : demand.conditions()) {
      boolean any =
          clients.stream().anyMatch(one -> matcher.holds(condition, one.client().traits()));
      if (!any) {
        return "no client " + words(condition);
      }
    }
    return "no client meets all of its conditions together";
  }

  private static String words(Condition condition) {
    boolean isOne = condition.op() == Condition.Op.EQUAL || condition.op() == Condition.Op.IN;
    if (isOne && condition.value().isBlank()) {
      return "is permitted";
    }
    if (condition.name().equals(Condition.GROUP) && isOne) {
      return "in group " + condition.value();
    }
    boolean isHost =
        condition.name().equals(Condition.HOSTNAME) || condition.name().equals(Condition.LABEL);
    if (isHost && isOne) {
      return "named " + condition.value();
    }
    return "with %s %s %s".formatted(condition.name(), condition.op().word(), condition.value());
  }

  private static String tooBig(Demand demand, List<RegisteredClient> admitted) {
    Demand.Room room = demand.room();
    int cpus = 0;
    long memory = 0;
    int gpus = 0;
    for (RegisteredClient one : admitted) {
      cpus = Math.max(cpus, one.client().traits().machine().cpus());
      memory = Math.max(memory, one.client().traits().machine().memoryMebibytes());
      gpus = Math.max(gpus, one.client().traits().machine().gpus().size());
    }
    if (room.cpus() > cpus) {
      return "needs %d CPUs, the largest client has %d".formatted(room.cpus(), cpus);
    }
    if (room.memory() > memory) {
      return "needs %d MiB of memory, the largest client has %d".formatted(room.memory(), memory);
    }
    if (room.gpus() > gpus) {
      return "needs %d GPUs, the largest client has %d".formatted(room.gpus(), gpus);
    }
    return "no client has %d CPUs, %d MiB and %d GPUs together"
        .formatted(room.cpus(), room.memory(), room.gpus());
  }

  private String lackingCounter(Demand demand, List<RegisteredClient> big) {
    String first = "";
    for (RegisteredClient one : big) {
      String lacking = counters.lacking(demand, List.of(new ClientRoom(one.client()).host()));
      if (lacking == null) {
        return "";
      }
      first = first.isEmpty() ? lacking : first;
    }
    return first;
  }

  private String busy(int jobId, Demand demand, List<RegisteredClient> big) {
    List<RegisteredClient> left = big;
    left = without(left, RegisteredClient::enabled);
    if (left.isEmpty()) {
      return told(big, "disabled");
    }
    big = left;
    left = without(left, RegisteredClient::online);
    if (left.isEmpty()) {
      return told(big, "offline");
    }
    big = left;
    left = without(left, one -> one.unfit().isEmpty());
    if (left.isEmpty()) {
      return told(big, "unfit: " + big.get(0).unfit());
    }
    big = left;
    left = without(left, RegisteredClient::inItsHours);
    if (left.isEmpty()) {
      return told(big, "not available at this time by its rules");
    }
    big = left;
    left = without(left, one -> one.sick().isEmpty());
    if (left.isEmpty()) {
      return told(big, "sick: " + big.get(0).sick());
    }
    return full(jobId, demand, left);
  }

  private String full(int jobId, Demand demand, List<RegisteredClient> left) {
    int free = 0;
    boolean avoided = false;
    String kept = "";
    for (RegisteredClient one : left) {
      ClientRoom room = new ClientRoom(one.client());
      Integer other = one.reservedFor();
      if (room.has(demand)) {
        if (other != null && other != jobId) {
          kept = "%s is kept for job %d, which came first".formatted(one.label(), other);
        } else if (fit.avoids(demand, room)) {
          avoided = true;
        } else {
          free++;
        }
      }
    }
    if (demand.hosts().max() > 1 && free < demand.hosts().min()) {
      return "needs %d clients at once, %d are free".formatted(demand.hosts().min(), free);
    }
    if (free > 0) {
      return "about to be started";
    }
    if (!kept.isEmpty()) {
      return kept;
    }
    if (avoided) {
      return "it stays away from the client that it failed on or was taken off";
    }
    Demand.Room room = demand.room();
    String wants = "%d CPU%s".formatted(room.cpus(), room.cpus() == 1 ? "" : "s");
    wants += room.memory() > 0 ? ", %d MiB".formatted(room.memory()) : "";
    wants += room.gpus() > 0 ? ", %d GPUs".formatted(room.gpus()) : "";
    return demand.singleTags().isEmpty()
        ? "no client that fits has %s free".formatted(wants)
        : "no client that fits has %s free beside what runs there (%s)"
            .formatted(wants, String.join(", ", demand.singleTags()));
  }

  private static List<RegisteredClient> without(
      List<RegisteredClient> all, Predicate<RegisteredClient> wanted) {
    return all.stream().filter(wanted).toList();
  }

  private static String told(List<RegisteredClient> all, String what) {
    List<String> labels = all.stream().limit(MOST_NAMED).map(RegisteredClient::label).toList();
    String more = all.size() > MOST_NAMED ? " and %d more".formatted(all.size() - MOST_NAMED) : "";
    return "%s%s that would fit: %s".formatted(String.join(", ", labels), more, what);
  }
}
