package org.hqueue.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hqueue.phrase.Phrase;
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
      return Phrase.NO_CLIENT.with();
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
          : Phrase.FEW_CLIENTS_FIT.with(demand.hosts().min(), big.size());
    }
    String counter = lackingCounter(demand, big);
    if (!counter.isEmpty()) {
      return counter;
    }
    if (!shares.allow(demand.share(), demand.room().cpus() * demand.hosts().min())) {
      return Phrase.SHARE_USED_UP.with(demand.share(), shares.most(demand.share()));
    }
    return busy(jobId, demand, big);
  }

  private String unmet(Demand demand) {
    for (Condition condition : demand.conditions()) {
      boolean any =
          clients.stream().anyMatch(one -> matcher.holds(condition, one.client().traits()));
      if (!any) {
        return unmet(condition);
      }
    }
    return Phrase.NO_CLIENT_FOR_ALL.with();
  }

  private static String unmet(Condition condition) {
    boolean isOne = condition.op() == Condition.Op.EQUAL || condition.op() == Condition.Op.IN;
    if (isOne && condition.value().isBlank()) {
      return Phrase.NO_CLIENT_PERMITTED.with();
    }
    if (condition.name().equals(Condition.GROUP) && isOne) {
      return Phrase.NO_CLIENT_IN_GROUP.with(condition.value());
    }
    boolean isHost =
        condition.name().equals(Condition.HOSTNAME) || condition.name().equals(Condition.LABEL);
    if (isHost && isOne) {
      return Phrase.NO_CLIENT_NAMED.with(condition.value());
    }
    return Phrase.NO_CLIENT_WITH.with(
        "%s %s %s".formatted(condition.name(), condition.op().word(), condition.value()));
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
      return Phrase.TOO_MANY_CPUS.with(room.cpus(), cpus);
    }
    if (room.memory() > memory) {
      return Phrase.TOO_MUCH_MEMORY.with(room.memory(), memory);
    }
    if (room.gpus() > gpus) {
      return Phrase.TOO_MANY_GPUS.with(room.gpus(), gpus);
    }
    return Phrase.TOO_MUCH_TOGETHER.with(room.cpus(), room.memory(), room.gpus());
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
      return told(big, Phrase.DISABLED.with());
    }
    big = left;
    left = without(left, RegisteredClient::online);
    if (left.isEmpty()) {
      return told(big, Phrase.OFFLINE.with());
    }
    big = left;
    left = without(left, one -> one.unfit().isEmpty());
    if (left.isEmpty()) {
      return told(big, Phrase.UNFIT.with(big.get(0).unfit()));
    }
    big = left;
    left = without(left, RegisteredClient::inItsHours);
    if (left.isEmpty()) {
      return told(big, Phrase.OUT_OF_HOURS.with());
    }
    big = left;
    left = without(left, one -> one.sick().isEmpty());
    if (left.isEmpty()) {
      return told(big, Phrase.SICK.with(big.get(0).sick()));
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
          kept = Phrase.KEPT.with(one.label(), other);
        } else if (fit.avoids(demand, room)) {
          avoided = true;
        } else {
          free++;
        }
      }
    }
    if (demand.hosts().max() > 1 && free < demand.hosts().min()) {
      return Phrase.FEW_CLIENTS_FREE.with(demand.hosts().min(), free);
    }
    if (free > 0) {
      return Phrase.ABOUT_TO_START.with();
    }
    if (!kept.isEmpty()) {
      return kept;
    }
    if (avoided) {
      return Phrase.STAYS_AWAY.with();
    }
    Demand.Room room = demand.room();
    String wants = "%d CPU%s".formatted(room.cpus(), room.cpus() == 1 ? "" : "s");
    wants += room.memory() > 0 ? ", %d MiB".formatted(room.memory()) : "";
    wants += room.gpus() > 0 ? ", %d GPUs".formatted(room.gpus()) : "";
    return demand.singleTags().isEmpty()
        ? Phrase.NO_ROOM.with(wants)
        : Phrase.NO_ROOM_BESIDE.with(wants, String.join(", ", demand.singleTags()));
  }

  private static List<RegisteredClient> without(
      List<RegisteredClient> all, Predicate<RegisteredClient> wanted) {
    return all.stream().filter(wanted).toList();
  }

  private static String told(List<RegisteredClient> all, String what) {
    List<String> labels = all.stream().limit(MOST_NAMED).map(RegisteredClient::label).toList();
    String named = String.join(", ", labels);
    return all.size() > MOST_NAMED
        ? Phrase.WOULD_FIT_MORE.with(named, all.size() - MOST_NAMED, what)
        : Phrase.WOULD_FIT.with(named, what);
  }
}
