package org.hqueue.agent.run;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every run of a job on this agent shares.
 *
 * @param scheduler runs what takes a little longer or is due later
 * @param changed called when there is something to report; returns at once
 */
record RunContext(
    ProcessControl control,
    AssignmentStore store,
    OutputReader reader,
    OutputUploader uploader,
    RunSettings settings,
    ScheduledExecutorService scheduler,
    Clock clock,
    Runnable changed) {}
