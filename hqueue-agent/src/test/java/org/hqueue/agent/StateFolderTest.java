package org.hqueue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path root;

  @Test
  void aSecondAgentIsRefusedAndToldWhoHasTheFolder() throws Exception {
    try (var first = StateFolder.open(root)) {
      var e = assertThrows(StateFolder.InUseException.class, () -> StateFolder.open(root));
      assertTrue(e.getMessage().contains(first.path().toString()), e.getMessage());
      assertTrue(e.getMessage().contains(Long.toString(ProcessHandle.current().pid())));
    }
  }

  @Test
  void anAgentKeepsItsId() throws Exception {
    String id;
    try (var first = StateFolder.open(root)) {
      id = first.agentId();
      assertTrue(id.matches("[0-9a-f]{32}"));
    }
    try (var second = StateFolder.open(root)) {
      assertEquals(id, second.agentId());
    }
  }
}
