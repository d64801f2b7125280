package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbOutageTest extends OutageContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
