package org.hqueue.agent.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads what Windows (64 bits) answers to questions about a job object. */
final class JobAnswers {
  /** Windows counts in 100 ns. */
  private static final long UNITS_PER_TICK = 100_000;

  private static final int HEADER_BYTES = 8;

  private JobAnswers() {}

  /** The size of a {@code JOBOBJECT_BASIC_PROCESS_ID_LIST} with room for so many. */
  static int idListBytes(int processes) {
    return HEADER_BYTES + Long.BYTES * processes;
  }

  /** The pids in a {@code JOBOBJECT_BASIC_PROCESS_ID_LIST}. */
  static List<Long> pids(ByteBuffer answer) {
    var buffer = answer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int count = buffer.getInt(4);
    var pids = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      pids.add(buffer.getLong(HEADER_BYTES + Long.BYTES * i));
    }
    return pids;
  }

  /** User and system time in a {@code JOBOBJECT_BASIC_ACCOUNTING_INFORMATION}, in 10 ms. */
  static long cpuTicks(ByteBuffer answer) {
    var buffer = answer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return (buffer.getLong(0) + buffer.getLong(8)) / UNITS_PER_TICK;
  }
}
