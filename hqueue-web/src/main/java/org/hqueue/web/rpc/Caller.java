package org.hqueue.web.rpc;

/**
 * Who makes a call, and what may be done with it.
 *
 * @param address where it came from
 * @param mayHold whether the answer may be put off; not within {@code system.multicall}
 */
record Caller(String address, boolean mayHold) {

  /** The same caller, for a call within another one. */
  Caller withinMulticall() {
    return new Caller(address, false);
  }
}
