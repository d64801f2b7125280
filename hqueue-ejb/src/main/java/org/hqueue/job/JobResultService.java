package org.hqueue.job;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hqueue.assignment.OutputPath;
import org.hqueue.assignment.OutputPathStore;
import org.hqueue.output.Thumbnails;
import org.jspecify.annotations.Nullable;

/** The files that jobs make, and small pictures of them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class JobResultService {

  @Inject JobInsertStore inserts;
  @Inject OutputPathStore outputs;
  @Inject Thumbnails thumbnails;

  /** The files of a job; empty when it makes none, or is not there. */
  public List<JobResult> results(int jobId) {
    List<JobResult> results = new ArrayList<>();
    merged(jobId)
        .forEach(
            (path, told) ->
                results.add(
                    new JobResult(
                        results.size() + 1,
                        path,
                        told != null
                            && thumbnails.exists(jobId, told.assignmentId(), told.number()))));
    return results;
  }

  /**
   * The small picture of a file, PNG; empty when there is none.
   *
   * @param number from 1, as {@link #results} tells it
   */
  public Optional<byte[]> thumbnail(int jobId, int number) {
    List<@Nullable OutputPath> told = new ArrayList<>(merged(jobId).values());
    OutputPath one = number >= 1 && number <= told.size() ? told.get(number - 1) : null;
    return one == null
        ? Optional.empty()
        : thumbnails.read(jobId, one.assignmentId(), one.number());
  }

  private Map<String, @Nullable OutputPath> merged(int jobId) {
    JobSpec spec = inserts.specs(List.of(jobId)).get(jobId);
    return spec == null
        ? Map.of()
        : JobResults.merged(
            spec.outputs(), outputs.ofJobs(List.of(jobId)).getOrDefault(jobId, List.of()));
  }
}
