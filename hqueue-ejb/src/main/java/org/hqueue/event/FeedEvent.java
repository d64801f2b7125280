package org.hqueue.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as readers of the feed get it.
 *
 * @param feed its place in the order of commit, from 1 without a gap that could still be filled
 * @param at when
 * @param kind what sort
 * @param jobId null when no job was concerned
 * @param clientId null when no client was concerned
 * @param status the job's status word when it got one, else ""
 * @param text one line
 */
public record FeedEvent(
    long feed,
    Instant at,
    EventKind kind,
    @Nullable Integer jobId,
    @Nullable Integer clientId,
    String status,
    String text) {}
