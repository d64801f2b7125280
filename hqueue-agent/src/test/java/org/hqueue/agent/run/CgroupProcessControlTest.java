package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.hqueue.agent.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** All the same, with control groups, where this process may make some. */
@EnabledIf("isPossible")
class CgroupProcessControlTest extends LinuxProcessControlTest {
  static boolean isPossible() {
    return Cgroup.own().isPresent();
  }

  @Override
  @Nullable Path cgroups() {
    return Cgroup.own().orElseThrow().resolve("hqueue-test-" + ProcessHandle.current().pid());
  }

  @Test
  void aProcessThatLeavesEverythingButTheGroupIsReached() throws Exception {
    start("(setsid env -i sleep 300 &); exit 0").waitFor();
    var identity = started().get(0);
    Await.until("it is up", () -> control().group(identity, folder()).size() == 1);
    control().signal(identity, folder(), GroupSignal.KILL);
    Await.until("it is gone", () -> control().group(identity, folder()).isEmpty());
    assertEquals(0, control().group(identity, folder()).size());
  }
}
