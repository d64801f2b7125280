package org.hqueue.web.rpc;

import org.jspecify.annotations.Nullable;

/**
 * What a held call ends with when its value has to be read first: it is read by whoever writes the
 * answer, so that a thousand held calls that end at once do not read all at once.
 */
@FunctionalInterface
interface LateAnswer {

  /** Reads the value to send, null for nil. */
  @Nullable Object read();
}
