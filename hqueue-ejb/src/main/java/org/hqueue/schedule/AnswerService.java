package org.hqueue.schedule;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentState;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.assignment.Callback;
import org.hqueue.assignment.CallbackStore;
import org.hqueue.client.ClientWish;
import org.hqueue.config.Settings;
import org.hqueue.folder.FolderService;
import org.hqueue.folder.FolderView;
import org.hqueue.folder.OperatingSystem;
import org.hqueue.job.JobPolicy;
import org.hqueue.job.JobSpec;
import org.hqueue.schedule.AnswerStore.OfferedJob;
import org.hqueue.schedule.HeartbeatAnswer.Callbacks;
import org.hqueue.schedule.HeartbeatAnswer.Offer;
import org.hqueue.schedule.HeartbeatAnswer.Stop;
import org.hqueue.schedule.HeartbeatReport.Held;
import org.hqueue.schedule.HeartbeatReport.State;

/**
 * Works out what the server wants of agents: the difference between what is written down and what
 * they report. It changes nothing, so an answer may be lost or repeated.
 */
@Stateless
public class AnswerService {

  @Inject AssignmentStore assignments;
  @Inject CallbackStore callbacks;
  @Inject AnswerStore store;
  @Inject WishRules wishes;
  @EJB FolderService folders;
  @Inject Settings settings;

  /** The answers to the last reports of some agents, by client, for any number of them at once. */
  public Map<Integer, HeartbeatAnswer> answers(Map<Integer, HeartbeatReport> reports) {
    Map<Integer, List<Assignment>> open = assignments.openOnClients(reports.keySet());
    Map<Integer, List<Offer>> offers = offers(open);
    Map<Integer, List<Callback>> following = following(open);
    Map<Integer, ClientWish> wished = wishes.untold(reports);
    Map<Integer, HeartbeatAnswer> answers = new HashMap<>();
    reports.forEach(
        (clientId, report) -> {
          List<Assignment> wanted = open.getOrDefault(clientId, List.of());
          Map<Integer, Assignment> openById = new HashMap<>();
          wanted.forEach(assignment -> openById.put(assignment.id(), assignment));
          answers.put(
              clientId,
              new HeartbeatAnswer(
                  "",
                  0,
                  clientId,
                  (int) settings.heartbeat().toSeconds(),
                  offers.getOrDefault(clientId, List.of()),
                  stops(wanted, openById, report),
                  pauses(openById, report),
                  resumes(openById, report),
                  callbacks(following, report),
                  forgets(openById, report),
                  wished.getOrDefault(clientId, ClientWish.NONE)));
        });
    return answers;
  }

  /** What is to end: the stopping ones, and whatever the agent runs that nobody wants any more. */
  private List<Stop> stops(
      List<Assignment> wanted, Map<Integer, Assignment> openById, HeartbeatReport report) {
    List<Stop> stops = new ArrayList<>();
    for (Assignment assignment : wanted) {
      if (assignment.state() == AssignmentState.STOPPING) {
        stops.add(new Stop(assignment.id(), assignment.killGraceSeconds()));
      }
    }
    for (Held held : report.assignments()) {
      if (held.state() != State.ENDED && !openById.containsKey(held.id())) {
        stops.add(new Stop(held.id(), settings.killGraceSeconds()));
      }
    }
    return stops;
  }

  private Map<Integer, List<Callback>> following(Map<Integer, List<Assignment>> open) {
    List<Integer> ids = new ArrayList<>();
    open.values()
        .forEach(
            list ->
                list.stream()
                    .filter(assignment -> assignment.state() == AssignmentState.CALLBACK)
                    .forEach(assignment -> ids.add(assignment.id())));
    return callbacks.callbacks(ids);
  }

  /** What is to follow ends that are written down; said until the agent has begun with it. */
  private List<Callbacks> callbacks(
      Map<Integer, List<Callback>> following, HeartbeatReport report) {
    List<Callbacks> orders = new ArrayList<>();
    for (Held held : report.assignments()) {
      List<Callback> run = following.get(held.id());
      if (run != null && held.state() == State.ENDED && held.callbacks() == null) {
        orders.add(new Callbacks(held.id(), (int) settings.callbackTimeout().toSeconds(), run));
      }
    }
    return orders;
  }

  private static List<Integer> pauses(Map<Integer, Assignment> openById, HeartbeatReport report) {
    return held(openById, report, State.RUNNING, true);
  }

  private static List<Integer> resumes(Map<Integer, Assignment> openById, HeartbeatReport report) {
    return held(openById, report, State.PAUSED, false);
  }

  /** What the agent holds in a state that is not the one that is wanted. */
  private static List<Integer> held(
      Map<Integer, Assignment> openById, HeartbeatReport report, State state, boolean wantsHalt) {
    List<Integer> ids = new ArrayList<>();
    for (Held held : report.assignments()) {
      Assignment assignment = openById.get(held.id());
      if (assignment != null
          && held.state() == state
          && assignment.state() == AssignmentState.STARTED
          && assignment.pausing().wantsHalt() == wantsHalt) {
        ids.add(held.id());
      }
    }
    return ids;
  }

  /** Ends that are written down, or that belong to nothing we know. */
  private static List<Integer> forgets(Map<Integer, Assignment> openById, HeartbeatReport report) {
    List<Integer> forgets = new ArrayList<>();
    for (Held held : report.assignments()) {
      if (held.state() == State.ENDED && !openById.containsKey(held.id())) {
        forgets.add(held.id());
      }
    }
    return forgets;
  }

  private Map<Integer, List<Offer>> offers(Map<Integer, List<Assignment>> open) {
    List<Assignment> offered = new ArrayList<>();
    open.values()
        .forEach(list -> list.stream().filter(AnswerService::isOffer).forEach(offered::add));
    Map<Integer, OfferedJob> jobs =
        store.jobs(offered.stream().map(Assignment::jobId).distinct().toList());
    Map<Integer, List<String>> hosts =
        store.hosts(offered.stream().map(Assignment::clientId).distinct().toList());
    Map<Integer, List<String>> companions =
        store.companionHosts(
            offered.stream().filter(a -> mayHaveCompanions(a, jobs)).map(Assignment::id).toList());
    List<FolderView> shared = jobs.isEmpty() ? List.of() : folders.all();
    Map<Integer, List<Offer>> offers = new HashMap<>();
    for (Assignment assignment : offered) {
      OfferedJob job = jobs.get(assignment.jobId());
      if (job != null) {
        List<String> host = hosts.get(assignment.clientId());
        offers
            .computeIfAbsent(assignment.clientId(), id -> new ArrayList<>())
            .add(offerOf(assignment, job, shared, companions, host));
      }
    }
    return offers;
  }

  private static boolean mayHaveCompanions(Assignment assignment, Map<Integer, OfferedJob> jobs) {
    OfferedJob job = jobs.get(assignment.jobId());
    return job != null && job.mayHaveCompanions();
  }

  private static boolean isOffer(Assignment assignment) {
    return assignment.state() == AssignmentState.OFFERED || isForCallbacksAlone(assignment);
  }

  private static boolean isForCallbacksAlone(Assignment assignment) {
    return assignment.state() == AssignmentState.CALLBACK && !assignment.isAcknowledged();
  }

  private Offer offerOf(
      Assignment assignment,
      OfferedJob job,
      List<FolderView> shared,
      Map<Integer, List<String>> companions,
      List<String> host) {
    String hostname = host.get(0);
    String operatingSystem = systemOf(host.get(1));
    JobSpec spec = job.spec();
    JobSpec.Command command = spec.command();
    Map<String, String> environment = new LinkedHashMap<>(command.environment());
    environment.put("JOBID", Integer.toString(job.jobId()));
    environment.put("ROOTJOBID", Integer.toString(job.rootId()));
    for (FolderView folder : shared) {
      String path = folder.path(OperatingSystem.valueOf(operatingSystem.toUpperCase(Locale.ROOT)));
      if (!path.isEmpty()) {
        environment.put(folder.variable(), path);
      }
    }
    environment.put("HQHOSTS", String.join(",", hostsOf(assignment, hostname, companions)));
    environment.put("HQTRY", Integer.toString(job.tries()));
    environment.put("HQCPUS", Integer.toString(assignment.holds().cpus()));
    environment.put("HQMEMORY", Integer.toString(assignment.holds().memory()));
    String gpus = assignment.holds().gpuText();
    environment.put("HQGPUS", gpus);
    if (!gpus.isEmpty()) {
      environment.putIfAbsent("CUDA_VISIBLE_DEVICES", gpus);
      environment.putIfAbsent("HIP_VISIBLE_DEVICES", gpus);
    }
    boolean alone = isForCallbacksAlone(assignment);
    String shell = command.shell();
    if (shell.isEmpty()) {
      shell = operatingSystem.equals("windows") ? "cmd" : "/bin/sh";
    }
    return new Offer(
        assignment.id(),
        job.jobId(),
        alone ? "" : command.textFor(operatingSystem),
        shell,
        environment,
        assignment.killGraceSeconds(),
        alone
            ? JobPolicy.NONE
            : spec.policy().withPatterns(settings.errorPatterns(), settings.requeuePatterns()),
        alone ? List.of() : spec.outputs());
  }

  /** The hosts of a job, its master's first. */
  private static List<String> hostsOf(
      Assignment master, String hostname, Map<Integer, List<String>> companions) {
    List<String> hosts = new ArrayList<>(List.of(hostname));
    hosts.addAll(companions.getOrDefault(master.id(), List.of()));
    return hosts;
  }

  /** {@code linux-x86_64} runs what is meant for {@code linux}. */
  private static String systemOf(String platform) {
    return OperatingSystem.ofPlatform(platform).name().toLowerCase(Locale.ROOT);
  }
}
