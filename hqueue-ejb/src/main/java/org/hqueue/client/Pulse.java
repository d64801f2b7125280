package org.hqueue.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last heartbeat of a client.
 *
 * @param clientId which client
 * @param heardAt when, by the server's clock
 * @param reportNumber of that heartbeat within the agent's session
 * @param leaving the agent is shutting down, or its machine is unfit: nothing new for it
 * @param load one minute average, -1 unknown
 * @param freeMemoryKilobytes KiB
 * @param freeDiskKilobytes KiB on the disk with the agent's folder, 0 unknown
 * @param idleMinutes since somebody used the machine, -1 unknown
 * @param unfit why the machine should get no job, "" when it may
 * @param silentSince when it was found silent, null while it is heard; a heartbeat ends it
 */
public record Pulse(
    int clientId,
    Instant heardAt,
    int reportNumber,
    boolean leaving,
    double load,
    long freeMemoryKilobytes,
    long freeDiskKilobytes,
    int idleMinutes,
    String unfit,
    @Nullable Instant silentSince) {}
