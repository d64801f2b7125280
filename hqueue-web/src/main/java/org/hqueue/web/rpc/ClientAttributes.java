package org.hqueue.web.rpc;

import java.util.Map;
import org.hqueue.client.ClientView;
import org.hqueue.client.Gpu;

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
        .add("description", ClientView::description)
        .add("ip", ClientView::ip)
        .add("port", ClientView::port)
        .add("platform", ClientView::platform);
  }

  private static void addMachine(Attributes<ClientView, NoPart> all) {
    all.add("cpus", ClientView::cpus)
        .add("cpuSpeed", ClientView::cpuMegahertz)
        .add("memory", ClientView::memoryKilobytes)
        .add("memoryInUse", ClientAttributes::memoryInUse)
        .add("freeMemory", ClientView::freeMemoryKilobytes)
        .add("diskCapacity", ClientView::diskCapacityKilobytes)
        .add("freeDisk", ClientView::freeDiskKilobytes)
        .add("gpus", client -> client.gpus().stream().map(ClientAttributes::gpu).toList())
        .add("attributes", ClientView::attributes)
        .add("load", ClientView::load)
        .add("idleTime", ClientView::idleMinutes);
  }

  private static void addState(Attributes<ClientView, NoPart> all) {
    all.add("available", ClientAttributes::isAvailable)
        .add("unfit", ClientView::unfit)
        .add("disabled", client -> !client.enabled())
        .add("online", ClientView::online)
        .add("availabilityRules", client -> AvailabilityStruct.write(client.availabilityRules()))
        .add("groups", ClientView::groups)
        .add("runningJobs", ClientView::runningJobs)
        .add("lastHeartbeat", ClientView::lastHeartbeat)
        .add("needsUpgrade", ClientView::needsUpgrade)
        .add("version", ClientView::version)
        .add("installLocation", ClientView::installLocation)
        .add("threadId", client -> null)
        .add("latestNote", client -> "");
  }

  private static Map<String, Object> gpu(Gpu gpu) {
    return Map.of("index", gpu.index(), "model", gpu.model(), "memory", gpu.memoryMebibytes());
  }

  private static boolean isAvailable(ClientView client) {
    return client.enabled() && client.online() && client.unfit().isEmpty() && client.inItsHours();
  }

  private static long memoryInUse(ClientView client) {
    return Math.max(0, client.memoryKilobytes() - client.freeMemoryKilobytes());
  }
}
