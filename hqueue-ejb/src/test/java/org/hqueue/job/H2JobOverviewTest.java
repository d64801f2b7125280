package org.hqueue.job;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2JobOverviewTest extends JobOverviewContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
