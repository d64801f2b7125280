package org.hqueue.resource;

/**
 * A counter of the farm.
 *
 * @param id its number
 * @param name as specifications name it
 * @param maximum units that there are, {@value #UNLIMITED} = any number
 * @param inUse units that running and paused jobs hold; machines, where it is counted per machine
 * @param perMachine one unit serves a machine, however many jobs there need it
 * @param builtIn known from the start; cannot be deleted
 */
public record ResourceView(
    int id, String name, int maximum, int inUse, boolean perMachine, boolean builtIn) {

  /** The maximum of a counter without a limit. */
  public static final int UNLIMITED = -1;

  /**
   * Units that are free; {@link Integer#MAX_VALUE} without a limit, negative while it is drained.
   */
  public int free() {
    return maximum == UNLIMITED ? Integer.MAX_VALUE : maximum - inUse;
  }
}
