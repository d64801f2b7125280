package org.hqueue.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite that users run against their own farm, written from the contract of the API. */
@ExtendWith({SharedFarm.class, LogsOnFailure.class})
class CompatibilityST {

  /** What the contract has and the server has not yet; each line goes when its function comes. */
  private static final String NOT_YET =
      String.join(
          ",",
          "upgradeClients",
          "getPermittedClientsList",
          "savePermittedClientsList",
          "setShowBlockedClientsWarning",
          "editJobs",
          "releaseRoot",
          "unblockClients",
          "getJobSpec",
          "resubmitJobs",
          "setAvailabilityRules",
          "editClient",
          "removeClients",
          "restartClients",
          "submissionKey",
          "frames",
          "labels");

  @Test
  void theServerSpeaksTheApiOfHqueue(Farm farm) throws IOException, InterruptedException {
    farm.awaitClient();
    String printed = run(farm);
    assertTrue(!printed.contains("no client is online"), printed);
  }

  /** Runs the suite and asserts that nothing has failed. */
  static String run(Farm farm) throws IOException, InterruptedException {
    String printed = Python.run("compat.py", farm.url(), "--without", NOT_YET);
    assertTrue(printed.contains(" held, 0 failed, "), printed);
    return printed;
  }
}
