package org.hqueue.client;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;

/** What is wrong with clients, for people. Reads only. */
@Stateless
public class ClientHealthService {

  @Inject ClientHealthStore store;

  /** Clients that are sick or kept free for a job, by id; those that are well are left out. */
  public Map<Integer, ClientHealth> unwell() {
    return store.unwell();
  }
}
