package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.hqueue.client.ClientEdit;
import org.hqueue.client.ClientEdit.Part;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.junit.jupiter.api.Test;

class ClientAdminMethodsTest {

  @Test
  void onlyWhatIsGivenIsChangedAndNilTakesBack() throws XmlRpcFault {
    Map<String, Object> changes = new HashMap<>(Map.of("cpus", 4, "attributes", Map.of("a", "b")));
    changes.put("description", null);
    assertEquals(
        new ClientEdit(
            EnumSet.of(Part.CPUS, Part.ATTRIBUTES, Part.DESCRIPTION),
            null,
            4,
            Map.of("a", "b"),
            false),
        ClientAdminMethods.read(changes));
  }

  @Test
  void whatCannotBeChangedIsRefusedByName() {
    assertEquals(
        "changes.name: cannot be changed; a client is called what its agent's hqnode.ini says",
        fault(Map.of("name", "x")));
    assertEquals(
        "changes.colour: cannot be changed; expected description, cpus, attributes or disabled",
        fault(Map.of("colour", "red")));
    assertEquals("changes.cpus: expected 0 or more, got int -1", fault(Map.of("cpus", -1)));
    assertEquals(
        "changes.attributes: expected struct, got string \"x\"", fault(Map.of("attributes", "x")));
  }

  private static String fault(Map<String, Object> changes) {
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, () -> ClientAdminMethods.read(changes));
    assertEquals(XmlRpcFault.BAD_PARAMETERS, fault.code());
    return String.valueOf(fault.getMessage());
  }
}
