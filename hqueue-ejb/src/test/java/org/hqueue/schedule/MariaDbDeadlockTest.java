package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbDeadlockTest extends DeadlockContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
