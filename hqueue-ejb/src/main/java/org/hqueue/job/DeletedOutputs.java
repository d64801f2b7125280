package org.hqueue.job;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.event.EventFeed;
import org.hqueue.event.EventKind;
import org.hqueue.event.FeedEvent;
import org.hqueue.output.JobLogs;

/** Deletes the output of deleted jobs, after their deletion is committed. */
@Singleton
@Startup
@DependsOn("Migrations")
public class DeletedOutputs {

  private static final Logger LOG = Logger.getLogger(DeletedOutputs.class.getName());

  @Inject EventFeed feed;
  @Inject JobLogs logs;

  @PostConstruct
  void start() {
    feed.listen(this::deleteOutputs);
  }

  private void deleteOutputs(List<FeedEvent> events) {
    for (FeedEvent event : events) {
      if (event.kind() == EventKind.DELETED && event.jobId() != null) {
        deleteOutput(event.jobId());
      }
    }
  }

  private void deleteOutput(int jobId) {
    try {
      logs.delete(jobId);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "the output of deleted job " + jobId + " stays on the disk");
    }
  }
}
