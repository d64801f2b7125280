package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbFailureTest extends FailureContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
