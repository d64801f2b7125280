package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.output.JobLogs;

/**
 * What a job has printed: all its tries in one text, with a line between them. Offsets are bytes of
 * the whole.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class JobOutputService {

  @Inject JobStore jobs;
  @Inject AssignmentStore assignments;
  @Inject JobLogs logs;

  /** Bytes of output so far; empty when there is no such job. */
  public OptionalLong length(int jobId) {
    if (jobs.states(List.of(jobId)).isEmpty()) {
      return OptionalLong.empty();
    }
    long length = 0;
    List<Assignment> tries = assignments.ofJob(jobId);
    for (int i = 0; i < tries.size(); i++) {
      length += heading(i).length + logs.length(jobId, tries.get(i).id());
    }
    return OptionalLong.of(length);
  }

  /** Copies the bytes from {@code from} to before {@code to}. */
  public void copy(int jobId, long from, long to, OutputStream out) throws IOException {
    long start = 0;
    List<Assignment> tries = assignments.ofJob(jobId);
    for (int i = 0; i < tries.size() && start < to; i++) {
      byte[] heading = heading(i);
      int begin = (int) Math.max(0, Math.min(heading.length, from - start));
      int end = (int) Math.max(0, Math.min(heading.length, to - start));
      out.write(heading, begin, Math.max(0, end - begin));
      start += heading.length;
      int assignment = tries.get(i).id();
      long length = logs.length(jobId, assignment);
      long first = Math.max(0, from - start);
      long last = Math.min(length, to - start);
      if (first < last) {
        logs.copy(jobId, assignment, first, last, out);
      }
      start += length;
    }
  }

  /** The line before a try; the first one needs none. */
  private static byte[] heading(int index) {
    return index == 0
        ? new byte[0]
        : "\n---- try %d ----\n".formatted(index + 1).getBytes(StandardCharsets.UTF_8);
  }
}
