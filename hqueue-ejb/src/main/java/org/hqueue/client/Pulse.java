package org.hqueue.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of a client.
 *
 * @param clientId which client
 * @param heardAt when, by the server's clock
 * @param reportNumber of that heartbeat within the agent's session
 * @param leaving the agent is shutting down and gets nothing new
 * @param load one minute average, -1 unknown
 * @param freeMemoryKilobytes KiB
 * @param silentSince when it was found silent, null while it is heard; a heartbeat ends it
 */
public record Pulse(
    int clientId,
    Instant heardAt,
    int reportNumber,
    boolean leaving,
    double load,
    long freeMemoryKilobytes,
    @Nullable Instant silentSince) {}
