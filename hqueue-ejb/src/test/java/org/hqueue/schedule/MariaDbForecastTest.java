package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbForecastTest extends ForecastContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
