package org.hqueue.resource;

/**
 * A job that holds units of a resource.
 *
 * @param units how many
 * @param machine where, in lower case
 */
public record ResourceHolder(int resourceId, int jobId, String name, int units, String machine) {

  /** Its name; a job submitted without one is called by its id. */
  public String label() {
    return name.isBlank() ? "job " + jobId : name;
  }
}
