package org.hqueue.job;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbJobOverviewTest extends JobOverviewContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
