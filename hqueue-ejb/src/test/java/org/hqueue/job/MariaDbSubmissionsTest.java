package org.hqueue.job;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbSubmissionsTest extends SubmissionsContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
