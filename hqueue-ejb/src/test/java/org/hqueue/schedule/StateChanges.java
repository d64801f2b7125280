package org.hqueue.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hqueue.client.AgentProgram;
import org.hqueue.client.AvailabilityRule;
import org.hqueue.client.ClientEdit;
import org.hqueue.client.ClientService;
import org.hqueue.clientgroup.ClientGroupService;
import org.hqueue.event.FeedService;
import org.hqueue.expiry.ExpiryService;
import org.hqueue.folder.FolderService;
import org.hqueue.folder.FolderView;
import org.hqueue.job.DueJobsService;
import org.hqueue.job.FailureService;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.SubmissionKeyService;
import org.hqueue.note.NoteService;
import org.hqueue.notify.Mail;
import org.hqueue.notify.NotifyService;
import org.hqueue.resource.ResourceService;
import org.hqueue.silence.SilenceService;
import org.hqueue.testfarm.SimulatedAgent;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;
import org.hqueue.trouble.UnknownAsk;

/**
 * Every call that changes something, by name: what has to be there before is made on a host of its
 * own, and the call itself handed out. Calls are repeated as the callers of the services do it.
 */
final class StateChanges {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final Duration REQUEUE = Duration.ofMinutes(1);

  /** So many are heard that one silent client is no broken network. */
  private static final int OTHERS = 4;

  private final FarmFixture on;
  private final List<SimulatedAgent> others = new ArrayList<>();
  private final Map<String, Supplier<Runnable>> all = new LinkedHashMap<>();

  StateChanges(FarmFixture on) {
    this.on = on;
  }

  /** All of them. */
  Map<String, Supplier<Runnable>> all() {
    submissions();
    actions();
    heartbeats();
    duties();
    clients();
    groupsAndResources();
    notesAndTheRest();
    mails();
    longAfterwards();
    return all;
  }

  private void submissions() {
    all.put("newjob", () -> () -> on.submitAll(tree()));
    all.put(
        "newjob below a job that runs",
        () -> {
          int parent = running(on.spec("command", "a")).job;
          return () -> on.submitAll(List.of(tree()), List.of(parent), List.of());
        });
    all.put(
        "newjob above a job that has ended, below one that had succeeded",
        () -> {
          int parent = on.submit(on.spec());
          int child = on.submit(on.spec("command", "a"));
          on.farm.run(() -> on.actions.cancel(List.of(child)));
          return () -> on.submitAll(List.of(tree()), List.of(parent), List.of(child));
        });
  }

  /** A job that runs, and its agent. */
  private record Running(int job, int assignment, SimulatedAgent agent) {}

  private Running running(Map<String, Object> spec) {
    SimulatedAgent agent = on.agent(2);
    int job = on.submitAll(spec).get(0);
    return new Running(job, on.startNext(agent), agent);
  }

  private Map<String, Object> tree() {
    return on.spec(
        "command",
        "end",
        "submissionKey",
        "key of " + on.host,
        "resources",
        Map.of("sidefx.of." + on.host, 1),
        "children",
        List.of(
            on.spec("command", "a", "labels", Map.of("shot", on.host), "onError", "c"),
            on.spec("command", "b", "tags", List.of("single"))));
  }

  private void actions() {
    action("pause", id -> on.actions.pause(List.of(id)));
    action("cancel", id -> on.actions.cancel(List.of(id)));
    action("eject", id -> on.actions.eject(List.of(id)));
    action("hold", id -> on.actions.hold(List.of(id)));
    action("priority", id -> on.actions.setPriorities(List.of(id), 7));
    action(
        "edit",
        id ->
            on.farm
                .get(JobEditService.class)
                .edit(
                    List.of(id),
                    JobChanges.read(Map.of("cpus", 2, "hostgroup", "g of " + on.host)),
                    JobEditService.Scope.UNFINISHED));
    action(
        "permitted clients",
        id -> on.farm.get(PermittedClientsService.class).save(id, List.of(on.host)));
    all.put(
        "resume",
        () -> {
          Running running = running(tree());
          on.farm.run(() -> on.actions.pause(List.of(running.job)));
          return () -> on.farm.run(() -> on.actions.resume(List.of(running.job)));
        });
    all.put(
        "reschedule",
        () -> {
          Running running = ended(tree(), 1);
          return () -> on.farm.run(() -> on.actions.reschedule(List.of(running.job)));
        });
    all.put(
        "delete",
        () -> {
          Running running = ended(tree(), 1);
          on.farm.run(() -> on.actions.cancel(List.of(running.job)));
          return () -> on.farm.run(() -> on.actions.delete(List.of(running.job)));
        });
    all.put(
        "failures are forgiven",
        () -> {
          Running running = ended(tree(), 1);
          FailureService failures = on.farm.get(FailureService.class);
          return () ->
              on.farm.run(
                  () -> {
                    failures.unblockClients(running.job, null);
                    failures.releaseRoot(running.job);
                    failures.showBlockedWarning(running.job, false);
                  });
        });
  }

  /** An action on a tree of which one job runs. */
  private void action(String name, Consumer<Integer> act) {
    all.put(
        name,
        () -> {
          Running running = running(tree());
          return () -> on.farm.run(() -> act.accept(running.job));
        });
  }

  private Running ended(Map<String, Object> spec, int exitCode) {
    Running running = running(spec);
    running.agent.exit(running.assignment, exitCode);
    on.beat(running.agent);
    return running;
  }

  private void heartbeats() {
    all.put(
        "the first report of an agent, and a start",
        () -> {
          on.submitAll(tree());
          SimulatedAgent agent = new SimulatedAgent(on.host, "", 2);
          return () -> on.beat(agent);
        });
    all.put(
        "a process has started",
        () -> {
          SimulatedAgent agent = on.agent(1);
          on.submitAll(tree());
          agent.start(on.beat(agent).start().get(0).id());
          return () -> on.beat(agent);
        });
    end("a good end, and the next start", tree(), 0);
    end("a bad end with callbacks", tree(), 1);
    end("a bad end with a try left", on.spec("command", "a", "triesLeft", 2), 1);
    all.put(
        "a start on several clients",
        () -> {
          SimulatedAgent one = new SimulatedAgent(on.host, "one", 1);
          on.beat(one);
          SimulatedAgent two = new SimulatedAgent(on.host, "two", 1);
          on.submitAll(on.spec("command", "a", "minHosts", 2));
          return () -> on.beat(two);
        });
    all.put(
        "callbacks have ended",
        () -> {
          Running running = running(on.spec("command", "a", "onError", "b"));
          running.agent.exit(running.assignment, 1);
          on.beat(running.agent);
          running.agent.callBack(running.assignment);
          on.beat(running.agent);
          running.agent.calledBack(running.assignment, "onError");
          return () -> on.beat(running.agent);
        });
    all.put(
        "a client is back whose job was put back",
        () -> {
          Running running = silent(SILENCE.plus(REQUEUE).plus(REQUEUE));
          return () -> on.beat(running.agent);
        });
  }

  private void end(String name, Map<String, Object> spec, int exitCode) {
    all.put(
        name,
        () -> {
          Map<String, Object> mine = new LinkedHashMap<>(spec);
          mine.putAll(name.endsWith("left") ? Map.of("host", on.host) : tree());
          Running running = running(mine);
          running.agent.exit(running.assignment, exitCode);
          return () -> on.beat(running.agent);
        });
  }

  private void duties() {
    SilenceService silence = on.farm.get(SilenceService.class);
    all.put(
        "a client falls silent",
        () -> {
          silent(SILENCE.minus(STEP));
          return () -> on.farm.run(() -> silence.run(false));
        });
    all.put(
        "a client is given up",
        () -> {
          silent(SILENCE.plus(REQUEUE).minus(STEP));
          return () -> on.farm.run(() -> silence.run(false));
        });
    all.put(
        "a job is due",
        () -> {
          on.agent(1);
          Instant soon = on.farm.clock().instant().plusSeconds(60);
          on.submitAll(on.spec("command", "a", "notBefore", soon.toString()));
          on.farm.clock().advance(Duration.ofMinutes(2));
          return () -> on.farm.run(() -> on.farm.get(DueJobsService.class).run());
        });
    all.put(
        "a tree expires",
        () -> {
          int root = on.submitAll(tree()).get(0);
          on.farm.run(() -> on.actions.cancel(List.of(root)));
          Instant now = on.farm.clock().instant();
          return () -> on.farm.call(() -> on.farm.get(ExpiryService.class).deletePart(root, now));
        });
    all.put(
        "events are numbered",
        () -> {
          on.farm.call(() -> on.farm.get(FeedService.class).number(100_000));
          on.submitAll(tree());
          return () -> on.retry.call(() -> on.farm.get(FeedService.class).number(1_000));
        });
  }

  /** A job runs, and nothing is heard of its agent for so long; of others it is. */
  private Running silent(Duration time) {
    while (others.size() < OTHERS) {
      others.add(new SimulatedAgent("other" + others.size(), "", 1));
    }
    others.forEach(on::beat);
    Running running = running(on.spec("command", "a", "requeueAfter", 1));
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(STEP)) {
      on.farm.clock().advance(STEP);
      others.forEach(on::beat);
      on.farm.run(() -> on.farm.get(SilenceService.class).run(false));
    }
    on.farm.clock().advance(STEP);
    return running;
  }

  private void clients() {
    ClientService clients = on.farm.get(ClientService.class);
    ClientAdminService admin = on.farm.get(ClientAdminService.class);
    client(
        "clients are edited",
        id ->
            clients.edit(
                List.of(id),
                new ClientEdit(
                    Set.of(ClientEdit.Part.DESCRIPTION, ClientEdit.Part.DISABLED),
                    "old",
                    0,
                    Map.of(),
                    true)));
    client("a client is disabled", id -> clients.enable(on.host, false, "somebody"));
    client(
        "availability of clients",
        id ->
            clients.setAvailability(
                List.of(id),
                List.of(
                    new AvailabilityRule(
                        AvailabilityRule.Kind.IDLE,
                        true,
                        Set.of(),
                        LocalTime.MIDNIGHT,
                        LocalTime.MIDNIGHT,
                        false,
                        10,
                        null))));
    on.farm.get(AgentProgram.class).carry("a".repeat(64));
    client("clients are upgraded", id -> admin.upgrade(List.of(id)));
    client("clients are restarted", id -> admin.restart(List.of(id)));
    client("clients are removed", id -> admin.remove(List.of(id)));
  }

  private void client(String name, Consumer<Integer> act) {
    all.put(
        name,
        () -> {
          on.agent(1);
          int id = on.client().id();
          return () -> on.farm.run(() -> act.accept(id));
        });
  }

  private void groupsAndResources() {
    ClientGroupService groups = on.farm.get(ClientGroupService.class);
    all.put("a group is made", () -> () -> on.farm.call(() -> groups.create("new " + on.host)));
    group("a group is renamed", (id, client) -> groups.rename(id, "other " + on.host));
    group("a client joins a group", groups::addClient);
    group("a group is deleted", (id, client) -> groups.delete(id));
    all.put(
        "a client leaves a group",
        () -> {
          on.agent(1);
          int client = on.client().id();
          int id = on.farm.call(() -> groups.create("left " + on.host));
          on.farm.run(() -> groups.addClient(id, client));
          return () -> on.farm.run(() -> groups.removeClient(id, client));
        });
    ResourceService resources = on.farm.get(ResourceService.class);
    all.put(
        "a resource is made", () -> () -> on.farm.call(() -> resources.create(on.host, 2, false)));
    resource("a resource is changed", id -> resources.change(id, 5, null, false));
    resource("a resource is deleted", resources::delete);
  }

  /** What is done with a group and a client. */
  private interface GroupCall {
    void on(int group, int client);
  }

  private void group(String name, GroupCall call) {
    all.put(
        name,
        () -> {
          on.agent(1);
          int client = on.client().id();
          int id = on.farm.call(() -> groups().create("group " + on.host));
          return () -> on.farm.run(() -> call.on(id, client));
        });
  }

  private ClientGroupService groups() {
    return on.farm.get(ClientGroupService.class);
  }

  private void resource(String name, Consumer<Integer> call) {
    all.put(
        name,
        () -> {
          ResourceService resources = on.farm.get(ResourceService.class);
          int id = on.farm.call(() -> resources.create(on.host, 2, false));
          return () -> on.farm.run(() -> call.accept(id));
        });
  }

  private void notesAndTheRest() {
    NoteService notes = on.farm.get(NoteService.class);
    note("a note is written", job -> notes.add("slow", null, job, null, "ann"));
    all.put(
        "notes are removed",
        () -> {
          int job = on.submit(on.spec("command", "a"));
          on.farm.run(() -> notes.add("slow", null, job, null, "ann"));
          List<Integer> newest = on.farm.call(() -> notes.newestThreads(1));
          return () -> on.farm.call(() -> notes.removeThreads(newest));
        });
    FolderService folders = on.farm.get(FolderService.class);
    all.put("a folder is made", () -> () -> on.farm.call(() -> folders.create(folder(on.host))));
    all.put(
        "a folder is changed",
        () -> {
          int id = on.farm.call(() -> folders.create(folder(on.host)));
          return () -> on.farm.run(() -> folders.change(id, old -> folder("other" + on.host)));
        });
    all.put(
        "a folder is deleted",
        () -> {
          int id = on.farm.call(() -> folders.create(folder(on.host)));
          return () -> on.farm.run(() -> folders.delete(id));
        });
    FarmPauseService pause = on.farm.get(FarmPauseService.class);
    all.put(
        "the farm is paused and goes on",
        () ->
            () -> {
              on.farm.run(() -> pause.pause("tests"));
              on.farm.run(pause::resume);
            });
    TroubleService troubles = on.farm.get(TroubleService.class);
    Instant at = on.farm.clock().instant();
    all.put(
        "errors are kept",
        () -> () -> on.farm.run(() -> troubles.add(List.of(new Trouble(0, at, "a", "b")))));
    all.put(
        "unknown calls are counted",
        () ->
            () ->
                on.farm.run(
                    () ->
                        troubles.count(
                            List.of(
                                new UnknownAsk(
                                    UnknownAsk.Kind.METHOD, "f" + on.host, 1, "here", at)))));
  }

  private void mails() {
    NotifyService mails = on.farm.get(NotifyService.class);
    all.put(
        "mails are written",
        () -> {
          on.farm.call(mails::claim);
          endWithMail();
          return () -> on.farm.call(mails::claim);
        });
    all.put(
        "mails are taken, one sent and one not",
        () -> {
          on.farm.call(mails::claim);
          endWithMail();
          on.farm.call(mails::claim);
          return () -> {
            Mail mail = on.farm.call(mails::take).get(0);
            on.farm.run(() -> mails.failed(mail, "refused", false));
            on.farm.run(() -> mails.sent(mail));
          };
        });
  }

  /** A job that tells of its end has ended. */
  private void endWithMail() {
    int job = on.submit(on.spec("command", "a", "emailTo", "ann@example.org"));
    on.farm.run(() -> on.actions.cancel(List.of(job)));
    on.farm.call(() -> on.farm.get(FeedService.class).number(100_000));
  }

  /** Last, since much is long over afterwards. */
  private void longAfterwards() {
    SubmissionKeyService keys = on.farm.get(SubmissionKeyService.class);
    all.put(
        "submission keys are forgotten",
        () -> {
          on.submitAll(tree());
          on.farm.clock().advance(Duration.ofDays(8));
          return () -> on.farm.call(keys::run);
        });
  }

  private void note(String name, Consumer<Integer> call) {
    all.put(
        name,
        () -> {
          int job = on.submit(on.spec("command", "a"));
          return () -> on.farm.run(() -> call.accept(job));
        });
  }

  private static FolderView folder(String name) {
    return new FolderView(0, name, "HQ_" + name.toUpperCase(Locale.ROOT), "/" + name, "", "", "");
  }
}
