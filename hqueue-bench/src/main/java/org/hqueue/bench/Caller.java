package org.hqueue.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hqueue.xmlrpc.XmlRpcClient;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** A script that uses the farm's API over one connection at a time. For one thread. */
final class Caller {
  /** The largest calls of the full run take seconds, on a busy machine a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final XmlRpcClient client;

  Caller(URI server) {
    client = new XmlRpcClient(server, Duration.ofSeconds(10));
  }

  /** Submits a job with all its children; gives the ids, the root's first. */
  List<Integer> newjob(Map<String, ?> spec) throws XmlRpcFault, IOException, InterruptedException {
    List<Integer> ids = new ArrayList<>();
    if (call("newjob", spec) instanceof List<?> list) {
      list.forEach(id -> ids.add((Integer) id));
    }
    if (ids.isEmpty()) {
      throw new IOException("newjob answered no ids");
    }
    return ids;
  }

  /** Cancels and deletes what a scenario leaves behind. */
  void remove(List<Integer> jobIds) throws XmlRpcFault, IOException, InterruptedException {
    call("cancelJobs", jobIds);
    call("deleteJobs", jobIds);
  }

  @Nullable Object call(String method, Object... parameters)
      throws XmlRpcFault, IOException, InterruptedException {
    return client.call(method, PATIENCE, parameters);
  }
}
