package org.hqueue.job;

import java.util.Map;
import org.hqueue.config.Settings;

/**
 * Whom jobs are counted for where the farm is shared by weight or cap (jobs.md section 8): nobody
 * is told apart where no setting asks for it, since that makes more distinct demands.
 */
final class ShareNames {

  private static final String SUBMITTER = "submittedBy";

  private final boolean counted;
  private final String shareBy;

  ShareNames(Settings settings) {
    this.counted = settings.isOrderFair() || !settings.shares().isEmpty();
    this.shareBy = settings.shareBy();
  }

  /** The share of a job, "" when nobody is told apart. */
  String of(String submittedBy, Map<String, String> labels) {
    if (!counted) {
      return "";
    }
    return shareBy.equals(SUBMITTER) ? submittedBy : labels.getOrDefault(shareBy, "");
  }
}
