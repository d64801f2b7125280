package org.hqueue.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** db-scheduler. On MariaDB it fetches a batch, and claims and ends each job alone. */
final class DbSchedulerPeer implements Peer {
  private static final int BATCH = 500;

  private final int threads;
  private volatile @Nullable CountDownLatch done;
  private @Nullable Scheduler scheduler;

  DbSchedulerPeer(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public void store(MariaDbPoolDataSource database, int jobs) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table scheduled_tasks (task_name varchar(100) not null,"
              + " task_instance varchar(100) not null, task_data blob,"
              + " execution_time timestamp(6) not null, picked boolean not null,"
              + " picked_by varchar(50), last_success timestamp(6) null,"
              + " last_failure timestamp(6) null, consecutive_failures int,"
              + " last_heartbeat timestamp(6) null, version bigint not null, priority smallint,"
              + " state varchar(40), primary key (task_name, task_instance),"
              + " index (execution_time), index (last_heartbeat))");
    }
    OneTimeTask<Void> task =
        Tasks.oneTime("no-op")
            .execute(
                (instance, context) -> {
                  CountDownLatch latch = done;
                  if (latch != null) {
                    latch.countDown();
                  }
                });
    Scheduler made =
        Scheduler.create(database, task)
            .threads(threads)
            .pollUsingFetchAndLockOnExecute(1, 4)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    scheduler = made;
    List<TaskInstance<?>> instances = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      instances.add(task.instance("job-" + i));
      if (instances.size() == BATCH || i + 1 == jobs) {
        made.scheduleBatch(List.copyOf(instances), Instant.now());
        instances.clear();
      }
    }
  }

  @Override
  public void start(CountDownLatch latch) {
    done = latch;
    if (scheduler != null) {
      scheduler.start();
    }
  }

  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.stop();
    }
  }
}
