package org.hqueue.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hqueue.requirement.Demand;
import org.hqueue.requirement.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What room a client has left while a placement fills it: CPUs, memory, cards, and what the {@code
 * single} tags allow beside each other (jobs.md section 3). For one thread.
 */
final class ClientRoom {

  /** The tag of a job that is alone on its client. */
  static final String ALONE = "single";

  private final OfferableClient client;
  private final Set<String> singleTags = new HashSet<>();
  private final Set<Integer> gpusTaken = new HashSet<>();
  private final Set<Integer> keptFor = new HashSet<>();
  private int cpusFree;
  private long memoryFree;
  private int assignments;
  private @Nullable Integer reservedFor;

  ClientRoom(OfferableClient client) {
    this.client = client;
    this.cpusFree = machine().cpus() - client.cpusInUse();
    this.memoryFree = machine().memoryMebibytes();
    this.assignments = client.held().size();
    for (OfferableClient.Held held : client.held()) {
      singleTags.addAll(held.singleTags());
      gpusTaken.addAll(held.gpus());
      memoryFree -= held.memory();
    }
  }

  OfferableClient client() {
    return client;
  }

  int id() {
    return client.id();
  }

  /** The machine by which per-machine resources are counted. */
  String host() {
    return client.traits().hostname().toLowerCase(Locale.ROOT);
  }

  private Machine machine() {
    return client.traits().machine();
  }

  /** CPUs that are left. */
  int cpusFree() {
    return cpusFree;
  }

  /** How much is on it. */
  int assignments() {
    return assignments;
  }

  /** Whether a job with that demand has room now; conditions are not looked at. */
  boolean has(Demand demand) {
    Demand.Room room = demand.room();
    if (room.cpus() > cpusFree
        || (room.memory() > 0 && room.memory() > memoryFree)
        || room.gpus() > machine().gpus().size() - gpusTaken.size()
        || singleTags.contains(ALONE)
        || (client.onTrial() && assignments > 0)) {
      return false;
    }
    for (String tag : demand.singleTags()) {
      boolean taken = tag.equals(ALONE) ? assignments > 0 : singleTags.contains(tag);
      if (taken) {
        return false;
      }
    }
    return true;
  }

  /** Whether a job may be put here now: there is room, and it is not kept free for another one. */
  boolean isOpenTo(int jobId, Demand demand) {
    return keptFor.contains(jobId)
        ? cpusFree >= 0 && memoryFree >= 0
        : has(demand) && (reservedFor == null || reservedFor == jobId);
  }

  /** Whether a job with that demand would have room if nothing else were here. */
  boolean wouldHave(Demand demand) {
    Demand.Room room = demand.room();
    return room.cpus() <= machine().cpus()
        && room.memory() <= machine().memoryMebibytes()
        && room.gpus() <= machine().gpus().size();
  }

  /**
   * A job with that demand has been put here.
   *
   * @return the indices of the cards that it gets
   */
  List<Integer> take(Demand demand) {
    occupy(demand);
    List<Integer> granted = new ArrayList<>();
    for (int index = 0; granted.size() < demand.room().gpus(); index++) {
      if (gpusTaken.add(index)) {
        granted.add(index);
      }
    }
    return granted;
  }

  private void occupy(Demand demand) {
    cpusFree -= demand.room().cpus();
    memoryFree -= demand.room().memory();
    assignments++;
    singleTags.addAll(demand.singleTags());
  }

  /**
   * Whether a job with that demand, which has run here before and may go on, has room now.
   *
   * @param gpus the indices of the cards that it had
   */
  boolean hasAgain(Demand demand, List<Integer> gpus) {
    return has(demand) && Collections.disjoint(gpusTaken, gpus);
  }

  /** Such a job has been put here again. */
  void takeAgain(Demand demand, List<Integer> gpus) {
    occupy(demand);
    gpusTaken.addAll(gpus);
  }

  /** Gives back what {@link #take} took. */
  void giveBack(Demand demand, List<Integer> gpus) {
    cpusFree += demand.room().cpus();
    memoryFree += demand.room().memory();
    assignments--;
    demand.singleTags().forEach(singleTags::remove);
    gpus.forEach(gpusTaken::remove);
  }

  /** It is kept for a multi-host job, which has taken its room. */
  void keepFor(int jobId) {
    keptFor.add(jobId);
  }

  /** Whether it is kept for that multi-host job. */
  boolean isKeptFor(int jobId) {
    return keptFor.contains(jobId);
  }

  /** Nobody else is let in any more, so that it becomes empty for that job. */
  void reserveFor(int jobId) {
    reservedFor = jobId;
  }

  /** The job that it becomes empty for, null = none. */
  @Nullable Integer reservedFor() {
    return reservedFor;
  }
}
