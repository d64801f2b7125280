package org.hqueue.requirement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that a job demands of a client and of the farm. Jobs that demand the same share one
 * requirement row, so that a placement asks once for ten thousand frames.
 *
 * @param room what it occupies on a client
 * @param hosts how many clients it needs at once
 * @param conditions all must hold
 * @param singleTags the {@code single...} tags, which restrict what may run beside the job (jobs.md
 *     section 3)
 * @param resources units of the farm's counters, by name
 * @param limits ids of the jobs above it that allow only so many descendants to run at once,
 *     ascending
 * @param share whom it is counted for where the order is fair, "" = nobody
 * @param avoided clients that it uses only when no other that fits is online
 */
public record Demand(
    Room room,
    Hosts hosts,
    List<Condition> conditions,
    List<String> singleTags,
    Map<String, Integer> resources,
    List<Integer> limits,
    String share,
    List<Avoided> avoided) {

  /**
   * What a job occupies on each of its clients.
   *
   * @param cpus from 1
   * @param memory MiB, 0 = not counted
   * @param gpus whole cards
   */
  public record Room(int cpus, int memory, int gpus) {}

  /** How many clients a job needs at once, and takes at the most. */
  public record Hosts(int min, int max) {

    /** One client. */
    public static final Hosts ONE = new Hosts(1, 1);
  }

  /**
   * A client that had better not be used.
   *
   * @param clientId which
   * @param until after which it counts no more, null = never
   */
  public record Avoided(int clientId, @Nullable Instant until) {}

  /** A demand for some CPUs of clients that meet conditions, and no more. */
  public static Demand of(int cpus, List<Condition> conditions, List<String> singleTags) {
    return new Demand(
        new Room(cpus, 0, 0),
        Hosts.ONE,
        conditions,
        singleTags,
        Map.of(),
        List.of(),
        "",
        List.of());
  }

  /** The same of clients that meet other conditions. */
  public Demand under(List<Condition> others) {
    return new Demand(room, hosts, others, singleTags, resources, limits, share, avoided);
  }

  /** The same below some more jobs that limit what runs below them. */
  public Demand limitedBy(Collection<Integer> jobIds) {
    Set<Integer> all = new TreeSet<>(limits);
    all.addAll(jobIds);
    return new Demand(
        room, hosts, conditions, singleTags, resources, List.copyOf(all), share, avoided);
  }

  /** The same, counted for a share. */
  public Demand sharing(String name) {
    return new Demand(room, hosts, conditions, singleTags, resources, limits, name, avoided);
  }

  /** The same, but rather not on those clients. */
  public Demand avoiding(Collection<Avoided> clients) {
    return new Demand(
        room,
        hosts,
        conditions,
        singleTags,
        resources,
        limits,
        share,
        clients.stream().sorted(Comparator.comparingInt(Avoided::clientId)).toList());
  }

  /** The same, but rather not on one more client. */
  public Demand alsoAvoiding(Avoided client) {
    List<Avoided> all = new ArrayList<>(avoided);
    all.removeIf(one -> one.clientId() == client.clientId());
    all.add(client);
    return avoiding(all);
  }

  /** The same, but no more avoiding some clients. */
  public Demand accepting(Collection<Integer> clientIds) {
    return avoiding(avoided.stream().filter(one -> !clientIds.contains(one.clientId())).toList());
  }

  /** Whether it takes anything of the farm's counters. */
  public boolean needsCounters() {
    return !resources.isEmpty() || !limits.isEmpty();
  }

  /** The form that is stored and digested: the same demand always gives the same text. */
  public String toText() {
    return DemandText.write(this);
  }

  /** Reads what {@link #toText} wrote. */
  public static Demand ofText(String text) {
    return DemandText.read(text);
  }

  /** By which the row of this demand is found, 64 hex digits. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(toText().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
