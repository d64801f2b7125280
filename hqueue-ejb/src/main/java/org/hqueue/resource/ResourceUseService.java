package org.hqueue.resource;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** Who holds resources, for people. Reads only. */
@Stateless
public class ResourceUseService {

  /** Holders that a person may still look through. */
  public static final int MOST_HOLDERS = 500;

  @Inject ResourceUseStore store;

  /** Jobs that hold units, by resource; {@link #MOST_HOLDERS} at most. */
  public List<ResourceHolder> holders() {
    return store.holders(MOST_HOLDERS);
  }
}
