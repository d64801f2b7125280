package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite that users run against their own farm, written from the contract of the API. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
class CompatibilityST {

  @Test
  void theServerSpeaksTheApiOfHqueue(Farm farm) throws IOException, InterruptedException {
    farm.awaitClient();
    String printed = run(farm);
    assertTrue(!printed.contains("no client is online"), printed);
  }

  /** Runs the suite and asserts that nothing has failed. */
  static String run(Farm farm) throws IOException, InterruptedException {
    String printed = Python.run("compat.py", farm.url());
    assertTrue(printed.contains(" held, 0 failed, "), printed);
    return printed;
  }
}
