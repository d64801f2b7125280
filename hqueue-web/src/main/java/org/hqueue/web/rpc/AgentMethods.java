package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.hqueue.schedule.HeartbeatReport;
import org.hqueue.schedule.HeartbeatService;
import org.hqueue.xmlrpc.XmlRpcFault;

/** What agents call, {@code docs/agent-protocol.md}. For many threads. */
@ApplicationScoped
public class AgentMethods {

  @Inject HeartbeatService heartbeats;

  /** Completes with the answer's struct when there is something to say, or the hold is over. */
  CompletionStage<Map<String, Object>> heartbeat(Params params, Caller caller) throws XmlRpcFault {
    HeartbeatReport report =
        HeartbeatStruct.read(
            params.given(0, "report", "struct"), caller.address(), caller.mayHold());
    return heartbeats.heartbeat(report).thenApply(HeartbeatStruct::write);
  }
}
