package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbMachineTest extends MachineContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
