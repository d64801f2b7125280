package org.hqueue.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a client that is heard and enabled may get no jobs, or only some.
 *
 * @param sickSince when too many jobs in a row had failed on it, null = it is well
 * @param sickReason in words, "" while it is well
 * @param trialAt when it gets a job to try again, null while it is well
 * @param reservedFor the job that it is kept free for, null = none
 */
public record ClientHealth(
    @Nullable Instant sickSince,
    String sickReason,
    @Nullable Instant trialAt,
    @Nullable Integer reservedFor) {

  /** Of a client that nothing is wrong with. */
  public static final ClientHealth WELL = new ClientHealth(null, "", null, null);
}
