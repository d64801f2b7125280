package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.client.ClientService;
import org.hqueue.client.ClientView;
import org.hqueue.database.Retry;
import org.hqueue.note.NoteSubject;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The functions about clients: each converts, calls one service, converts back. For many threads.
 */
@ApplicationScoped
public class ClientMethods {

  @EJB ClientService clients;
  @Inject NoteBriefs notes;
  @Inject Retry retry;

  List<Map<String, @Nullable Object>> list(Params params) throws XmlRpcFault {
    List<ClientView> found =
        params.has(0) ? clients.views(params.ids(0, "client_ids")) : clients.all();
    return structs(found, params);
  }

  @Nullable Object one(Params params) throws XmlRpcFault {
    List<ClientView> found = clients.views(List.of(params.id(0, "client_id")));
    return found.isEmpty() ? null : structs(found, params).get(0);
  }

  @Nullable Object byName(Params params) throws XmlRpcFault {
    Optional<ClientView> found = named(clients.all(), params.text(0, "clientname"));
    return found.isEmpty() ? null : structs(List.of(found.get()), params).get(0);
  }

  /** One client for each name that is known, in the order asked. */
  List<Map<String, @Nullable Object>> byNames(Params params) throws XmlRpcFault {
    List<ClientView> all = clients.all();
    List<ClientView> found = new ArrayList<>();
    for (String name : params.texts(0, "clientnames")) {
      named(all, name).ifPresent(found::add);
    }
    return structs(found, params);
  }

  /** The first client on a host. */
  @Nullable Object byHost(Params params) throws XmlRpcFault {
    List<ClientView> found = onHost(clients.all(), params.text(0, "hostname"));
    return found.isEmpty() ? null : structs(found.subList(0, 1), params).get(0);
  }

  /** Every client on the hosts, in the order asked. */
  List<Map<String, @Nullable Object>> byHosts(Params params) throws XmlRpcFault {
    List<ClientView> all = clients.all();
    List<ClientView> found = new ArrayList<>();
    for (String host : params.texts(0, "hostnames")) {
      found.addAll(onHost(all, host));
    }
    return structs(found, params);
  }

  /** Host names are compared without case; the unnamed client comes first. */
  static List<ClientView> onHost(List<ClientView> clients, String hostname) {
    return clients.stream()
        .filter(client -> client.hostname().equalsIgnoreCase(hostname))
        .sorted(Comparator.comparing(ClientView::name))
        .toList();
  }

  /** The client with that label; a bare host name also finds the first named client there. */
  static Optional<ClientView> named(List<ClientView> clients, String name) {
    String asked = comparable(name);
    for (ClientView client : clients) {
      if (comparable(client.label()).equals(asked)) {
        return Optional.of(client);
      }
    }
    for (ClientView client : clients) {
      if (comparable(client.hostname()).equals(asked)) {
        return Optional.of(client);
      }
    }
    return Optional.empty();
  }

  /** Host names are compared without case, a client's own name after the colon exactly. */
  @Nullable Boolean setDisabled(Params params, Caller caller) throws XmlRpcFault {
    String label = params.text(0, "clientname");
    boolean disabled = Lenient.flag("disabled", params.given(1, "disabled", "boolean"));
    String by = caller.address();
    return retry.call(() -> clients.enable(label, !disabled, by)) ? Boolean.TRUE : null;
  }

  private static String comparable(String label) {
    int colon = label.indexOf(':');
    String host = colon < 0 ? label : label.substring(0, colon);
    return host.toLowerCase(Locale.ROOT) + (colon < 0 ? "" : label.substring(colon));
  }

  private List<Map<String, @Nullable Object>> structs(List<ClientView> clients, Params params)
      throws XmlRpcFault {
    List<String> names = ClientAttributes.ALL.known(params.textsOrNone(1, "attribs"));
    List<Map<String, @Nullable Object>> structs = new ArrayList<>(clients.size());
    List<Integer> known = new ArrayList<>(clients.size());
    for (ClientView client : clients) {
      known.add(client.id());
      structs.add(ClientAttributes.ALL.read(client, names));
    }
    notes.fill(NoteSubject.CLIENT, known, structs);
    return structs;
  }

  @Nullable Void setAvailability(Params params) throws XmlRpcFault {
    int clientId = params.id(0, "client_id");
    List<AvailabilityRule> rules =
        AvailabilityStruct.read(Lenient.list("rules", params.given(1, "rules", "list")));
    retry.run(() -> clients.setAvailability(List.of(clientId), rules));
    return null;
  }
}
