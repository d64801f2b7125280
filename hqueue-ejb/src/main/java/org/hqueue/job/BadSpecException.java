package org.hqueue.job;

import org.hqueue.database.HqueueException;

/** A specification cannot be accepted; the message begins with the path of what is wrong in it. */
public class BadSpecException extends HqueueException {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * @param path where, e.g. {@code children[3].cpus}; "" for the specification as a whole
   * @param problem what was expected, and what came
   */
  public BadSpecException(String path, String problem) {
    super(path.isEmpty() ? problem : path + ": " + problem);
    this.path = path;
  }

  /** Where in the specification. */
  public String path() {
    return path;
  }
}
