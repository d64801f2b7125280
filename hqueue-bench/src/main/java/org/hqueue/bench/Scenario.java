package org.hqueue.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Something to measure. It removes the jobs that it made. */
@FunctionalInterface
interface Scenario {

  /**
   * Measures.
   *
   * @param rows takes each row as soon as it is there
   */
  void run(Bench bench, Consumer<Measurement> rows) throws Exception;

  /** All, by name, in the order in which they are run. */
  static Map<String, Scenario> all() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    all.put("start", ServerScenarios::start);
    all.put("newjob", SubmissionScenarios::singleCalls);
    all.put("newjob-tree", SubmissionScenarios::oneBigCall);
    all.put("dispatch", DispatchScenarios::depths);
    all.put("hopeless", DispatchScenarios::hopelessAtTheHead);
    all.put("latency", LatencyScenarios::idleFarm);
    all.put("latency-loaded", LatencyScenarios::loadedFarm);
    all.put("real", RealScenarios::processes);
    all.put("heartbeats", DispatchScenarios::heartbeats);
    all.put("getjobs-status", ReadScenarios::statusOfMany);
    all.put("polling", ReadScenarios::polling);
    all.put("getjobs-roots", ReadScenarios::rootsWithAllAttributes);
    all.put("console", ReadScenarios::consolePages);
    all.put("tree", TreeScenarios::actionsOnATree);
    all.put("memory", ServerScenarios::memory);
    all.put("history", HistoryScenarios::finishedJobs);
    all.put("peers", PeerScenarios::dispatch);
    return all;
  }
}
