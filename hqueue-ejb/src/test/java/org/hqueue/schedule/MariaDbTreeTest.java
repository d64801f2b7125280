package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbTreeTest extends TreeContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
