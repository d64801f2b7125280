package org.hqueue.search;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2SearchTest extends SearchContract {

  @Override
  Settings settings() {
    return TestDatabase.h2OnDisk();
  }
}
