package org.hqueue.notify;

import java.time.Instant;

/**
 * A mail that waits to be sent.
 *
 * @param id its row
 * @param draft what to send
 * @param createdAt when it was written
 * @param attempts how often sending it has failed
 */
public record Mail(long id, Draft draft, Instant createdAt, int attempts) {}
