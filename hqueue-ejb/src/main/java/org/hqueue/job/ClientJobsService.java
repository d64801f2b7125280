package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the console shows of the jobs on clients. Reads only. */
@Stateless
public class ClientJobsService {

  /** Tries of one client that a person may still look through. */
  public static final int MOST_TRIES = 50;

  @Inject ClientJobsStore store;

  /** What is on some clients now. */
  public List<ClientJobs.Held> held(Collection<Integer> clientIds) {
    return store.held(clientIds);
  }

  /** On how many root jobs that have not ended a client is blocked, by client; 0 are left out. */
  public Map<Integer, Integer> blockedRoots() {
    return store.blockedRoots();
  }

  /** The last tries on a client that are over, the latest first, {@link #MOST_TRIES} at most. */
  public List<ClientJobs.Try> recent(int clientId) {
    return store.recent(clientId, MOST_TRIES);
  }
}
