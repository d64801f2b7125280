package org.hqueue.note;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class H2NoteTest extends NoteContract {

  @Override
  Settings settings() {
    return TestDatabase.h2();
  }
}
