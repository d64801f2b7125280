package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    return structs(found, params);
  }

  @Nullable Object one(Params params) throws XmlRpcFault {
    List<ClientGroupView> found = groups.views(List.of(params.id(0, "group_id")));
    return found.isEmpty() ? null : structs(found, params).get(0);
  }

  @Nullable Object byName(Params params) throws XmlRpcFault {
    Optional<ClientGroupView> found = groups.byName(params.text(0, "name"));
    return found.isEmpty() ? null : structs(List.of(found.get()), params).get(0);
  }

  @Nullable Void addClient(Params params) throws XmlRpcFault {
    int groupId = params.id(0, "group_id");
    int clientId = params.id(1, "client_id");
    retry.run(() -> groups.addClient(groupId, clientId));
    return null;
  }

  @Nullable Void removeClient(Params params) throws XmlRpcFault {
    int groupId = params.id(0, "group_id");
    int clientId = params.id(1, "client_id");
    retry.run(() -> groups.removeClient(groupId, clientId));
    return null;
  }

  @Nullable Void delete(Params params) throws XmlRpcFault {
    int groupId = params.id(0, "group_id");
    retry.run(() -> groups.delete(groupId));
    return null;
  }

  @Nullable Void rename(Params params) throws XmlRpcFault {
    int groupId = params.id(0, "group_id");
    String name = params.text(1, "name");
    retry.run(() -> groups.rename(groupId, name));
    return null;
  }

  private static List<Map<String, @Nullable Object>> structs(
      List<ClientGroupView> found, Params params) throws XmlRpcFault {
    List<String> names = ClientGroupAttributes.ALL.known(params.textsOrNone(1, "attribs"));
    List<Map<String, @Nullable Object>> structs = new ArrayList<>(found.size());
    for (ClientGroupView group : found) {
      structs.add(ClientGroupAttributes.ALL.read(group, names));
    }
    return structs;
  }
}
