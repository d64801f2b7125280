package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hqueue.client.ClientEdit;
import org.hqueue.client.ClientEdit.Part;
import org.hqueue.client.ClientService;
import org.hqueue.database.Retry;
import org.hqueue.schedule.ClientAdminService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions by which an administrator keeps the clients. For many threads. */
@ApplicationScoped
public class ClientAdminMethods {

  @EJB ClientAdminService admin;
  @EJB ClientService clients;
  @Inject Retry retry;

  @Nullable Void upgrade(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "client_ids");
    retry.call(() -> admin.upgrade(ids));
    return null;
  }

  @Nullable Void restart(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "client_ids");
    retry.run(() -> admin.restart(ids));
    return null;
  }

  @Nullable Void remove(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "client_ids");
    retry.run(() -> admin.remove(ids));
    return null;
  }

  @Nullable Void edit(Params params) throws XmlRpcFault {
    int id = params.id(0, "client_id");
    ClientEdit edit = read(params.given(1, "changes", "struct"));
    retry.run(() -> clients.edit(List.of(id), edit));
    return null;
  }

  /** What is changed; a key that cannot be is refused by name. */
  static ClientEdit read(Object given) throws XmlRpcFault {
    StructReader changes = new StructReader("changes", given);
    Set<Part> named = EnumSet.noneOf(Part.class);
    for (String key : Lenient.struct("changes", given).keySet()) {
      named.add(part(key));
    }
    Integer cpus = changes.has("cpus") ? changes.integer("cpus") : null;
    if (cpus != null && cpus < 0) {
      throw Lenient.unexpected(changes.path("cpus"), "0 or more", cpus);
    }
    return new ClientEdit(
        named,
        changes.has("description") ? changes.text("description") : null,
        cpus,
        attributes(changes),
        changes.flag("disabled", false));
  }

  private static Part part(String key) throws XmlRpcFault {
    for (Part part : Part.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(key)) {
        return part;
      }
    }
    String hint =
        key.equals("name") || key.equals("hostname")
            ? "; a client is called what its agent's hqnode.ini says"
            : "; expected description, cpus, attributes or disabled";
    throw Lenient.bad("changes." + Lenient.shortened(key) + ": cannot be changed" + hint);
  }

  private static Map<String, String> attributes(StructReader changes) throws XmlRpcFault {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (changes.has("attributes")) {
      String path = changes.path("attributes");
      for (Map.Entry<String, @Nullable Object> each :
          Lenient.struct(path, changes.raw("attributes")).entrySet()) {
        attributes.put(each.getKey(), Lenient.text(path + "." + each.getKey(), each.getValue()));
      }
    }
    return attributes;
  }
}
