package org.hqueue.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hqueue.database.JointWork;
import org.hqueue.database.Retry;

/**
 * Where calls that submit jobs come in. Small ones that come at the same time are stored in one
 * transaction, which costs little more than each of theirs would; all are answered after it. Called
 * outside a transaction. For many threads.
 */
@ApplicationScoped
public class Submissions {

  /** Most calls that are stored together. */
  private static final int TOGETHER = 64;

  /** Most jobs of a call that is stored with others. */
  private static final int FEW = 20;

  @EJB JobService jobs;
  @Inject Retry retry;

  private final JointWork<SubmissionGraph, List<Integer>> small =
      new JointWork<>(TOGETHER, this::store);

  /**
   * Stores a call as {@link JobService#submit(List, List, List)} does, repeated when it met others.
   *
   * @throws BadSpecException when any of it cannot be accepted; then nothing of it is stored
   */
  public List<Integer> submit(
      List<JobSpec> specs, List<Integer> parentIds, List<Integer> childIds) {
    SubmissionGraph call = SubmissionGraph.of(specs, parentIds, childIds);
    boolean isSmall = call.nodes().size() <= FEW && call.standsAlone();
    return isSmall ? small.done(call) : store(List.of(call)).get(0);
  }

  /** How many calls wait for others to be stored. */
  int waiting() {
    return small.waiting();
  }

  private List<List<Integer>> store(List<SubmissionGraph> calls) {
    return retry.call(() -> jobs.submit(calls));
  }
}
