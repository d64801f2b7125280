package org.hqueue.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job's row, for lists and single looks.
 *
 * <p>A job comes into being in one call together with everything that was submitted with it. It
 * waits for its children, then for a client; its command runs there as an assignment; and it ends
 * by the result of the command and of its children. A job without a command only waits for its
 * children. Moves are decided by {@link JobLifecycle} and written in sets by {@link JobStore}, so
 * nothing here changes anything.
 */
@Entity
@Table(name = "job")
public class Job {

  @Id private int id;

  private String name;

  @Enumerated(EnumType.STRING)
  private JobStatus status;

  private int priority;

  @Column(name = "root_id")
  private int rootId;

  @Column(name = "is_root")
  private boolean root;

  private int cpus;

  @Column(name = "has_command")
  private boolean command;

  @Column(name = "submitted_by")
  private String submittedBy;

  @Column(name = "tries_left")
  private int triesLeft;

  private int tries;

  @Column(name = "assignment_id")
  private @Nullable Integer assignmentId;

  @Column(name = "exit_code")
  private @Nullable Integer exitCode;

  @Column(name = "failure_reason")
  private String failureReason;

  @Column(name = "label_set_id")
  private @Nullable Integer labelSetId;

  @Column(name = "queued_at")
  private long queuedMillis;

  @Column(name = "runnable_at")
  private @Nullable Long runnableMillis;

  @Column(name = "started_at")
  private @Nullable Long startedMillis;

  @Column(name = "command_started_at")
  private @Nullable Long commandStartedMillis;

  @Column(name = "command_ended_at")
  private @Nullable Long commandEndedMillis;

  @Column(name = "ended_at")
  private @Nullable Long endedMillis;

  /** For the persistence provider, which fills in everything. */
  protected Job() {
    name = "";
    status = JobStatus.QUEUED;
    submittedBy = "";
    failureReason = "";
  }

  /** Its number. */
  public int id() {
    return id;
  }

  /** As submitted. */
  public String name() {
    return name;
  }

  /** What the queue has decided. */
  public JobStatus status() {
    return status;
  }

  /** 0 is lowest. */
  public int priority() {
    return priority;
  }

  /** Lowest id among the jobs without parents above it. */
  public int rootId() {
    return rootId;
  }

  /** Whether it has no parent. */
  public boolean isRoot() {
    return root;
  }

  /** CPUs that it occupies while it runs. */
  public int cpus() {
    return cpus;
  }

  /** False for a container. */
  public boolean hasCommand() {
    return command;
  }

  /** "" when nobody said. */
  public String submittedBy() {
    return submittedBy;
  }

  /** Automatic retries that remain. */
  public int triesLeft() {
    return triesLeft;
  }

  /** How often its command was given to a client. */
  public int tries() {
    return tries;
  }

  /** Its current or last try, null before the first. */
  public @Nullable Integer assignmentId() {
    return assignmentId;
  }

  /** Of its last try, null before. */
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  /** In words, "" when it did not fail. */
  public String failureReason() {
    return failureReason;
  }

  /** Its labels, own and inherited; 0 for none. */
  int labelSetId() {
    return labelSetId == null ? 0 : labelSetId;
  }

  /** When it reached what. */
  public JobView.Times times() {
    return new JobView.Times(
        Instant.ofEpochMilli(queuedMillis),
        instant(runnableMillis),
        instant(startedMillis),
        instant(commandStartedMillis),
        instant(commandEndedMillis),
        instant(endedMillis));
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
