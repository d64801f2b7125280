package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbFarmTest extends FarmContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
