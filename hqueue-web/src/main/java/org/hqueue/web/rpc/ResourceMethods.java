package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.database.Retry;
import org.hqueue.resource.ResourceService;
import org.hqueue.resource.ResourceView;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The functions about the farm's counters: each converts, calls one service, converts back. For
 * many threads.
 */
@ApplicationScoped
public class ResourceMethods {

  @EJB ResourceService resources;
  @Inject Retry retry;

  List<Map<String, Object>> list(Params params) throws XmlRpcFault {
    List<Integer> ids = params.has(0) ? params.ids(0, "resource_ids") : null;
    List<Map<String, Object>> structs = new ArrayList<>();
    for (ResourceView resource : resources.all()) {
      if (ids == null || ids.contains(resource.id())) {
        structs.add(struct(resource));
      }
    }
    return structs;
  }

  int create(Params params) throws XmlRpcFault {
    String name = params.text(0, "name");
    int maximum = params.integer(1, "maximum");
    boolean perMachine = params.has(2) && Lenient.flag("per_machine", params.raw(2));
    return retry.call(() -> resources.create(name, maximum, perMachine));
  }

  @Nullable Void update(Params params) throws XmlRpcFault {
    int id = params.id(0, "resource_id");
    StructReader changes = new StructReader("changes", params.given(1, "changes", "struct"));
    changes.refuseOthers("maximum", "perMachine", "drain");
    Integer maximum = changes.has("maximum") ? changes.integer("maximum") : null;
    Boolean perMachine = changes.has("perMachine") ? changes.flag("perMachine", false) : null;
    boolean drain = changes.flag("drain", false);
    retry.run(() -> resources.change(id, maximum, perMachine, drain));
    return null;
  }

  @Nullable Void delete(Params params) throws XmlRpcFault {
    int id = params.id(0, "resource_id");
    retry.run(() -> resources.delete(id));
    return null;
  }

  private static Map<String, Object> struct(ResourceView resource) {
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("id", resource.id());
    struct.put("name", resource.name());
    struct.put("maximum", resource.maximum());
    struct.put("inUse", resource.inUse());
    struct.put("perMachine", resource.perMachine());
    struct.put("builtIn", resource.builtIn());
    return struct;
  }
}
