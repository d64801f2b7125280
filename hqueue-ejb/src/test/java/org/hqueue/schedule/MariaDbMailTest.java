package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbMailTest extends MailContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
