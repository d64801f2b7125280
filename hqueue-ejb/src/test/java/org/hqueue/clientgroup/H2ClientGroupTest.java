package org.hqueue.clientgroup;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2ClientGroupTest extends ClientGroupContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
