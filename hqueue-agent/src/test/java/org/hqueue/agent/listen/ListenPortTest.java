package org.hqueue.agent.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hqueue.xmlrpc.XmlRpcClient;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListenPortTest {
  private static final int FIRST = 15001;
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final AgentFunctions functions =
      new AgentFunctions() {
        @Override
        public void wakeup() {
          called.add("wakeup");
        }

        @Override
        public void terminate() {
          called.add("terminate");
        }
      };

  @Test
  void itAnswersTheFunctionsOfTheContract() throws Exception {
    try (var port = open()) {
      assertEquals(true, call(port, "ping"));
      assertEquals("1.2", call(port, "getVersion"));
      assertNull(call(port, "wakeup"));
      assertNull(call(port, "terminate"));
      assertEquals(List.of("wakeup", "terminate"), called);
      var fault = assertThrows(XmlRpcFault.class, () -> call(port, "runcmd"));
      assertEquals(XmlRpcFault.NO_SUCH_METHOD, fault.code());
    }
  }

  @Test
  void theNextPortIsTakenWhereOneIsInUse() throws Exception {
    try (var first = open();
        var second = open()) {
      assertNotEquals(first.port(), second.port());
      assertEquals(true, call(second, "ping"));
    }
  }

  private ListenPort open() throws Exception {
    return ListenPort.open("127.0.0.1", FIRST, functions, "1.2");
  }

  private static @Nullable Object call(ListenPort port, String method) throws Exception {
    var client =
        new XmlRpcClient(URI.create("http://127.0.0.1:" + port.port()), Duration.ofSeconds(5));
    return client.call(method, Duration.ofSeconds(5));
  }
}
