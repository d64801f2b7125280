package org.hqueue.schedule;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbStatementCountTest extends StatementCountContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
