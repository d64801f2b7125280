package org.hqueue.clientgroup;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbClientGroupTest extends ClientGroupContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
