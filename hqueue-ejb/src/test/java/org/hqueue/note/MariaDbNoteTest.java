package org.hqueue.note;

import org.hqueue.config.Settings;
import org.hqueue.testfarm.TestDatabase;

class MariaDbNoteTest extends NoteContract {

  @Override
  Settings settings() {
    return TestDatabase.mariaDb();
  }
}
