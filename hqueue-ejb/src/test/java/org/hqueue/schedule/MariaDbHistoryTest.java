package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbHistoryTest extends HistoryContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
