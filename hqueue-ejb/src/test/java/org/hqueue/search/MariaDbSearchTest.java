package org.hqueue.search;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbSearchTest extends SearchContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
