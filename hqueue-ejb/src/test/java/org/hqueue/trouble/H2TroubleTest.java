package org.hqueue.trouble;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2TroubleTest extends TroubleContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
