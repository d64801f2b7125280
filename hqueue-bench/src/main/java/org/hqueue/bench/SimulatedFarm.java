package org.hqueue.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.hqueue.xmlrpc.XmlRpcClient;

/** Simulated agents, each of a host of its own. For one thread. */
final class SimulatedFarm implements AutoCloseable {
  private static final AtomicInteger FARMS = new AtomicInteger();
  private static final Duration LEAVING = Duration.ofMinutes(2);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final FarmWatch watch = new FarmWatch();
  private final List<SimulatedAgent> agents = new ArrayList<>();

  /**
   * Agents that have not reported yet.
   *
   * @param cpus of each
   * @param work how long each process runs
   */
  SimulatedFarm(URI server, int count, int cpus, Duration work) {
    XmlRpcClient client = new XmlRpcClient(server, Duration.ofSeconds(30));
    int farm = FARMS.incrementAndGet();
    for (int i = 0; i < count; i++) {
      String hostname = "bench%d-%d".formatted(farm, i);
      agents.add(new SimulatedAgent(client, timer, watch, hostname, cpus, work));
    }
  }

  /** Lets all report. */
  void start() {
    agents.forEach(SimulatedAgent::start);
  }

  FarmWatch watch() {
    return watch;
  }

  /** Lets the agents finish what they hold and leave; returns when all have. */
  @Override
  public void close() {
    agents.forEach(SimulatedAgent::leave);
    try {
      watch.awaitLeft(agents.size(), LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      timer.shutdownNow();
    }
  }
}
