package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbExpiryTest extends ExpiryContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
