package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;
import org.hqueue.trouble.Troubles;
import org.hqueue.trouble.UnknownAsk;
import org.hqueue.xmlrpc.XmlRpcFault;

/** The functions about what went wrong. For many threads. */
@ApplicationScoped
public class TroubleMethods {

  @EJB TroubleService troubles;
  @Inject TroubleNotes notes;

  Map<String, Object> ofServer() {
    notes.save();
    return struct(troubles.ofServer());
  }

  Map<String, Object> ofClient(Params params) throws XmlRpcFault {
    return struct(troubles.ofClient(params.id(0, "client_id")));
  }

  /** An empty struct when there is nothing, as in HQueue. */
  private static Map<String, Object> struct(Troubles found) {
    Map<String, Object> struct = new LinkedHashMap<>();
    if (found.total() == 0) {
      return struct;
    }
    List<Map<String, Object>> errors = new ArrayList<>();
    for (Trouble trouble : found.latest()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("id", trouble.id());
      error.put("date", trouble.at());
      error.put("source", trouble.source());
      error.put("message", trouble.message());
      errors.add(error);
    }
    struct.put("total", found.total());
    struct.put("errors", errors);
    return struct;
  }

  List<Map<String, Object>> compatibility() {
    notes.save();
    List<Map<String, Object>> report = new ArrayList<>();
    for (UnknownAsk ask : troubles.asks()) {
      Map<String, Object> struct = new LinkedHashMap<>();
      struct.put("kind", ask.kind().name().toLowerCase(Locale.ROOT));
      struct.put("name", ask.name());
      struct.put("count", ask.count());
      struct.put("lastCaller", ask.lastCaller());
      struct.put("lastTime", ask.lastAt());
      report.add(struct);
    }
    return report;
  }
}
