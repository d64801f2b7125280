package org.hqueue.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A client of the farm, whether it may get jobs or not.
 *
 * @param client what a placement would see of it
 * @param enabled by an administrator
 * @param online heard lately
 * @param inItsHours its availability rules allow jobs now
 * @param unfit why its machine should get no job, "" when it may
 * @param sick why it gets no jobs after failures, "" when it is well
 * @param reservedFor the job that it becomes empty for, null = none
 */
record RegisteredClient(
    OfferableClient client,
    boolean enabled,
    boolean online,
    boolean inItsHours,
    String unfit,
    String sick,
    @Nullable Integer reservedFor) {

  String label() {
    return client.traits().label();
  }
}
