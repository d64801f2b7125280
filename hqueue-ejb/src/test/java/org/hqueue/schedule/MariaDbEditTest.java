package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbEditTest extends EditContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
