package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbClientAdminTest extends ClientAdminContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
