package org.hqueue.agent.run;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every run of a job on this agent shares.
 *
 * @param layout of the logs
 * @param variables that the agent adds to each command's environment
 * @param scheduler runs what takes a little longer or is due later
 * @param changed called when there is something to report; returns at once
 */
record RunContext(
    ProcessControl control,
    AssignmentStore store,
    OutputReader reader,
    OutputUploader uploader,
    LogLayout layout,
    Map<String, String> variables,
    ScheduledExecutorService scheduler,
    Clock clock,
    Runnable changed) {}
