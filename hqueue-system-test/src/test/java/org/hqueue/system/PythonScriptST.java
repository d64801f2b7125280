package org.hqueue.system;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What scripts do, with Python's own {@code xmlrpc.client}, unchanged. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
class PythonScriptST {
  @TempDir Path folder;

  @Test
  void aParentRunsAfterItsThreeChildren(Farm farm) throws IOException, InterruptedException {
    Python.run("parent_and_children.py", farm.url(), folder.toString());
  }

  @Test
  void aJobSubmitsAnotherBelowItselfWhileItRuns(Farm farm)
      throws IOException, InterruptedException {
    Python.run("job_from_inside.py", farm.url(), folder.toString());
  }

  @Test
  void cancellingARunningJobEndsItsProcesses(Farm farm) throws IOException, InterruptedException {
    Python.run("cancel_running.py", farm.url(), folder.toString());
  }

  @Test
  void badInputGetsItsFaultAndStoresNothing(Farm farm) throws IOException, InterruptedException {
    Python.run("bad_input.py", farm.url());
  }
}
