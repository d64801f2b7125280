package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbSilenceTest extends SilenceContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
