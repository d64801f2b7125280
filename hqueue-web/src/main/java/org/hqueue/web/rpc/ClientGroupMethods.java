package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.clientgroup.ClientGroupView;
import org.hqueue.database.Retry;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions about client groups: each converts, calls one service, converts back. */
@ApplicationScoped
public class ClientGroupMethods {

  @EJB ClientGroupService groups;
  @Inject Retry retry;

  int create(Params params) throws XmlRpcFault {
    String name = params.text(0, "name");
    return retry.call(() -> groups.create(name));
  }

  List<Map<String, @Nullable Object>> list(Params params) throws XmlRpcFault {
    List<ClientGroupView> found =
        params.has(0) ? groups.views(params.ids(0, "group_ids")) : groups.all();
    List<String> names = ClientGroupAttributes.ALL.known(params.textsOrNone(1, "attribs"));
    List<Map<String, @Nullable Object>> structs = new ArrayList<>(found.size());
    for (ClientGroupView group : found) {
      structs.add(ClientGroupAttributes.ALL.read(group, names));
    }
    return structs;
  }

  @Nullable Void addClient(Params params) throws XmlRpcFault {
    int groupId = params.id(0, "group_id");
    int clientId = params.id(1, "client_id");
    retry.run(() -> groups.addClient(groupId, clientId));
    return null;
  }
}
