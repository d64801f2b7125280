package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.hqueue.folder.FolderPaths;
import org.hqueue.folder.OperatingSystem;
import org.hqueue.schedule.HeartbeatReport;
import org.hqueue.schedule.HeartbeatService;
import org.hqueue.xmlrpc.XmlRpcFault;

/** What agents call, {@code docs/agent-protocol.md}. For many threads. */
@ApplicationScoped
public class AgentMethods {

  @Inject HeartbeatService heartbeats;
  @Inject FolderPaths folders;

  /** Completes with the answer's struct when there is something to say, or the hold is over. */
  CompletionStage<Map<String, Object>> heartbeat(Params params, Caller caller) throws XmlRpcFault {
    Object struct = params.given(0, "report", "struct");
    HeartbeatReport report = HeartbeatStruct.read(struct, caller.address(), caller.mayHold());
    // Looked up on the thread of the call: the one that completes the answer must not wait.
    FolderPaths.Paths paths =
        folders.on(OperatingSystem.ofPlatform(report.facts().machine().platform()));
    Optional<String> knownFolders = HeartbeatStruct.knownFolders(struct);
    return heartbeats
        .heartbeat(report)
        .thenApply(answer -> HeartbeatStruct.write(answer, paths, knownFolders));
  }
}
