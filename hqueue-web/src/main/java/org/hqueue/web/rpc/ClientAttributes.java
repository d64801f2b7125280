package org.hqueue.web.rpc;

import java.util.List;
import java.util.Map;
import org.hqueue.client.ClientView;

/** The attributes of a client, {@code contract/api.md} section 3. */
final class ClientAttributes {

  /** A client's view has no parts: all of it comes at once. */
  enum NoPart {}

  /** Every attribute, for many threads. */
  static final Attributes<ClientView, NoPart> ALL = all();

  private ClientAttributes() {}

  private static Attributes<ClientView, NoPart> all() {
    Attributes<ClientView, NoPart> all = new Attributes<>(NoPart.class);
    addIdentity(all);
    addMachine(all);
    addState(all);
    return all;
  }

  private static void addIdentity(Attributes<ClientView, NoPart> all) {
    all.add("id", ClientView::id)
        .add("hostname", ClientView::hostname)
        .add("name", ClientView::name)
        .add("label", ClientView::label)
        .add("description", client -> "")
        .add("ip", ClientView::ip)
        .add("port", ClientView::port)
        .add("platform", ClientView::platform);
  }

  private static void addMachine(Attributes<ClientView, NoPart> all) {
    all.add("cpus", ClientView::cpus)
        .add("cpuSpeed", client -> 0)
        .add("memory", ClientView::memoryKilobytes)
        .add("memoryInUse", ClientAttributes::memoryInUse)
        .add("freeMemory", ClientView::freeMemoryKilobytes)
        .add("diskCapacity", client -> 0)
        .add("freeDisk", client -> 0)
        .add("gpus", client -> List.of())
        .add("attributes", client -> Map.of())
        .add("load", ClientView::load)
        .add("idleTime", client -> -1);
  }

  private static void addState(Attributes<ClientView, NoPart> all) {
    all.add("available", client -> client.enabled() && client.online())
        .add("disabled", client -> !client.enabled())
        .add("online", ClientView::online)
        .add("availabilityRules", client -> List.of())
        .add("groups", ClientView::groups)
        .add("runningJobs", ClientView::runningJobs)
        .add("lastHeartbeat", ClientView::lastHeartbeat)
        .add("needsUpgrade", client -> false)
        .add("version", ClientView::version)
        .add("installLocation", client -> "")
        .add("threadId", client -> null)
        .add("latestNote", client -> "");
  }

  private static long memoryInUse(ClientView client) {
    return Math.max(0, client.memoryKilobytes() - client.freeMemoryKilobytes());
  }
}
