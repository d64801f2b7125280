package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbResourceTest extends ResourceContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
