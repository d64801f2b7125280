package org.hqueue.web.console.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hqueue.client.ClientHealth;
import org.hqueue.client.ClientView;
import org.hqueue.client.Disabling;
import org.hqueue.job.ClientJobs.Held;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A client with what is told of it.
 *
 * @param blockedRoots on how many unfinished root jobs it is blocked after failures
 * @param note the last note about it, "" = none
 * @param now when it was read
 */
public record ClientRow(
    ClientView client,
    ClientHealth health,
    List<Held> jobs,
    int blockedRoots,
    String note,
    Instant now,
    Viewer viewer) {

  private static final int MOST_JOBS = 4;

  /** The word of {@link ClientState}. */
  public String state() {
    return ClientState.of(client, health).word();
  }

  /** Why it gets no jobs, or only some; each in words. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!client.enabled()) {
      problems.add(disabled());
    }
    if (health.sickSince() != null) {
      problems.add(viewer.say("client.sick", viewer.told(health.sickReason())));
    }
    if (!client.unfit().isEmpty()) {
      problems.add(viewer.say("client.unfit", viewer.told(client.unfit())));
    }
    if (!client.inItsHours()) {
      problems.add(viewer.texts().get("client.outOfHours"));
    }
    if (blockedRoots > 0) {
      problems.add(viewer.say("client.blocked", blockedRoots));
    }
    Integer job = health.reservedFor();
    if (job != null) {
      problems.add(viewer.say("client.reserved", Integer.toString(job)));
    }
    return problems;
  }

  /** That it is disabled: by whom, since when and why, as far as anybody said. */
  private String disabled() {
    String separator = viewer.texts().get("result.separator");
    StringBuilder text = new StringBuilder(viewer.texts().get("client.disabled"));
    Disabling how = client.disabling();
    if (how != null) {
      if (!how.by().isEmpty()) {
        text.append(' ').append(viewer.say("client.by", how.by()));
      }
      String since = viewer.length(Duration.between(how.at(), now));
      text.append(separator).append(viewer.say("client.ago", since));
      if (!how.reason().isEmpty()) {
        text.append(": ").append(how.reason());
      }
    }
    if (!jobs.isEmpty()) {
      text.append(" (").append(viewer.say("client.stillRun", jobs.size())).append(')');
    }
    return text.toString();
  }

  /** When its agent last called; null before the first time. */
  public @Nullable Moment heard() {
    return Moment.of(client.lastHeartbeat());
  }

  /** How long ago that was, "" before the first time. */
  public String silence() {
    Instant heard = client.lastHeartbeat();
    return heard == null ? "" : viewer.length(Duration.between(heard, now));
  }

  /** CPUs in use of those it offers. */
  public String cpus() {
    return client.cpusInUse() + " / " + client.cpus();
  }

  /** MiB in use of its memory. */
  public String memory() {
    long used = jobs.stream().mapToLong(Held::memoryMebibytes).sum() * 1024;
    String total = client.memoryKilobytes() == 0 ? "?" : size(client.memoryKilobytes());
    return (used == 0 ? "0" : size(used)) + " / " + total;
  }

  /** Memory that is free, as its agent said last. */
  public String freeMemory() {
    return client.freeMemoryKilobytes() == 0 ? "" : size(client.freeMemoryKilobytes());
  }

  /** Cards in use of those it has, "" without any. */
  public String gpus() {
    long used = jobs.stream().flatMap(job -> job.gpus().stream()).distinct().count();
    return client.gpus().isEmpty() ? "" : used + " / " + client.gpus().size();
  }

  /** Free disk, "" unknown. */
  public String freeDisk() {
    return client.freeDiskKilobytes() == 0 ? "" : size(client.freeDiskKilobytes());
  }

  /** All of that disk, "" unknown. */
  public String disk() {
    return client.diskCapacityKilobytes() == 0 ? "" : size(client.diskCapacityKilobytes());
  }

  private String size(long kibibytes) {
    return Size.text(kibibytes, viewer.getLocale());
  }

  /** The one minute average, "" unknown. */
  public String load() {
    return client.load() < 0 ? "" : String.format(viewer.getLocale(), "%.2f", client.load());
  }

  /** Since somebody used the machine, "" unknown. */
  public String idle() {
    return client.idleMinutes() < 0 ? "" : viewer.length(Duration.ofMinutes(client.idleMinutes()));
  }

  /** When it may get jobs, in words. */
  public String availability() {
    int rules = client.availabilityRules().size();
    return rules == 0 ? viewer.texts().get("client.always") : viewer.say("client.rules", rules);
  }

  /** The first jobs on it. */
  public List<Held> firstJobs() {
    return jobs.subList(0, Math.min(MOST_JOBS, jobs.size()));
  }

  /** How many jobs on it are not among the first. */
  public int moreJobs() {
    return Math.max(0, jobs.size() - MOST_JOBS);
  }
}
