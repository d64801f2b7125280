package org.hqueue.agent.run;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.hqueue.agent.picture.Pictures;
import org.hqueue.agent.server.Offer;

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
    Pictures pictures,
    RunSettings settings,
    ScheduledExecutorService scheduler,
    Clock clock,
    Runnable changed) {

  /** The variables of an offer's command and callbacks, over those of the agent's process. */
  Map<String, String> environment(Offer offer) {
    var environment = new HashMap<>(settings.defaults());
    environment.putAll(offer.environment());
    environment.putAll(settings.variables());
    return environment;
  }
}
