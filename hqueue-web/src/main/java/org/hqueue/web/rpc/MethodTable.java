package org.hqueue.web.rpc;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.job.JobStatus;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * Every function of the API, in the order of {@code contract/api.md}: the one place with their wire
 * spellings, types and help. Filled once; for many threads.
 */
@ApplicationScoped
public class MethodTable {

  static final String MULTICALL = "system.multicall";

  @Inject ServerMethods server;
  @Inject ClientMethods clients;
  @Inject ClientAdminMethods admin;
  @Inject FarmMethods farm;
  @Inject ClientGroupMethods groups;
  @Inject JobMethods jobs;
  @Inject JobActionMethods actions;
  @Inject JobSpecMethods specs;
  @Inject FolderMethods folders;
  @Inject ResourceMethods resources;
  @Inject FailureMethods failures;
  @Inject NoteMethods threads;
  @Inject SearchMethods search;
  @Inject FollowMethods follow;
  @Inject TroubleMethods trouble;
  @Inject TroubleNotes notes;
  @Inject AgentMethods agents;

  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final Map<String, List<Method>> sections = new LinkedHashMap<>();
  private List<Method> section = new ArrayList<>();

  /** Fills the table. */
  @PostConstruct
  void fill() {
    addServer();
    addClients();
    addClientGroups();
    addJobs();
    addNames();
    addFolders();
    addNotes();
    addExtensions();
    addAgents();
    addSystem();
  }

  /** The function of that name; a fault that names it where there is none. */
  Method method(String name) throws XmlRpcFault {
    Method method = methods.get(name);
    if (method == null) {
      throw new XmlRpcFault(
          XmlRpcFault.NO_SUCH_METHOD,
          "no such method: " + Lenient.shortened(name) + "; system.listMethods() tells all");
    }
    return method;
  }

  /**
   * Answers a call; what it asks for and there is not is noted.
   *
   * @return as {@link Method.Handler#answer}
   */
  @Nullable Object answer(String name, List<? extends @Nullable Object> values, Caller caller)
      throws XmlRpcFault {
    if (!methods.containsKey(name)) {
      notes.unknownMethod(name, caller);
    }
    Method method = method(name);
    Params params = new Params(values);
    notes.check(method, values, caller);
    return method.handler().answer(params, caller);
  }

  /** Whether it can be answered while there is no database. */
  static boolean needsNoDatabase(String name) {
    return name.equals("ping") || name.startsWith("system.");
  }

  /** Every name, in the order of the table. */
  List<String> names() {
    return List.copyOf(methods.keySet());
  }

  /** Every method by what it is about, in the order of the table. */
  Map<String, List<Method>> sections() {
    return Collections.unmodifiableMap(sections);
  }

  private List<Method> section(String title) {
    List<Method> empty = new ArrayList<>();
    sections.put(title, empty);
    return empty;
  }

  private void addServer() {
    section = section("Queue and server");
    add("ping", "boolean", "True: the server answers.", (p, c) -> server.ping());
    add(
        "getVersion",
        "string",
        "The HQueue version that this server stands for, such as 20.5.0. Submitters compare it with"
            + " Houdini's; the server's own version is in getServerInfo().",
        (p, c) -> server.version());
    add("getServerTime", "dateTime.iso8601", "The server's time, UTC.", (p, c) -> server.time());
    add(
        "getServerErrors",
        "struct",
        "The server's last errors, newest first, at most 100: total, and errors, each of id, date,"
            + " source, message; an empty struct when there is none.",
        (p, c) -> trouble.ofServer());
    add(
        "runcmd",
        "int cmd:string",
        "Submits an unnamed job with that shell command. Returns its id.",
        (p, c) -> jobs.runCommand(p));
    add(
        "getNumWaitingJobs",
        "int [wait_time:int] [min_priority:int] [max_priority:int]",
        "How many jobs wait for a client: for at least wait_time minutes, with a priority from"
            + " min_priority to max_priority; a negative bound counts as none.",
        (p, c) -> search.waiting(p));
    add(
        "getConfig",
        "string key:string",
        "The value of a setting of the server, by its name with or without hqserver.; nil when there"
            + " is none. Never a password.",
        (p, c) -> server.setting(p));
  }

  private void addClients() {
    section = section("Clients");
    add(
        "getClients",
        "array [client_ids:array] [attribs:array]",
        "Clients as structs: those with the ids given, or all; with the attributes named, or all."
            + " Unknown ids are left out.",
        (p, c) -> clients.list(p));
    add(
        "getClient",
        "struct client_id:int [attribs:array]",
        "The client with that id, with the attributes named, or all; nil when there is none.",
        (p, c) -> clients.one(p));
    add(
        "getClientByName",
        "struct clientname:string [attribs:array]",
        "The client with that label (hostname, or hostname:name); nil when there is none.",
        (p, c) -> clients.byName(p));
    add(
        "getClientsByName",
        "array clientnames:array [attribs:array]",
        "The clients with those labels, in the order asked; unknown names are left out.",
        (p, c) -> clients.byNames(p));
    add(
        "getClientByHostname",
        "struct hostname:string [attribs:array]",
        "The first client on that host; nil when there is none. Deprecated: use getClientByName.",
        (p, c) -> clients.byHost(p));
    add(
        "getClientsByHostname",
        "array hostnames:array [attribs:array]",
        "The clients on those hosts; unknown hosts are left out. Deprecated: use getClientsByName.",
        (p, c) -> clients.byHosts(p));
    add(
        "getClientErrors",
        "struct client_id:int",
        "The last tries of jobs that went wrong on a client, as from getServerErrors.",
        (p, c) -> trouble.ofClient(p));
    add(
        "upgradeClients",
        "nil client_ids:array",
        "Has the agents of clients run the program that this server carries, while their jobs go on."
            + " Each client gets a job named Upgrade, which has succeeded once its agent does.",
        (p, c) -> admin.upgrade(p));
    add(
        "setdisabled",
        "boolean clientname:string disabled:boolean",
        "Keeps new jobs from a client, or lets it have them again; a bare host name means every client on"
            + " that host. True, or nil when there is no such client.",
        (p, c) -> clients.setDisabled(p, c));
  }

  private void addClientGroups() {
    section = section("Client groups");
    add(
        "createClientGroup",
        "int name:string",
        "Creates an empty client group. Returns its id. A name in use is refused.",
        (p, c) -> groups.create(p));
    add(
        "getClientGroups",
        "array [group_ids:array] [attribs:array]",
        "Client groups as structs: those with the ids given, or all.",
        (p, c) -> groups.list(p));
    add(
        "getClientGroup",
        "struct group_id:int [attribs:array]",
        "The client group with that id; nil when there is none.",
        (p, c) -> groups.one(p));
    add(
        "getClientGroupByName",
        "struct name:string [attribs:array]",
        "The client group with exactly that name; nil when there is none.",
        (p, c) -> groups.byName(p));
    add(
        "addClientToGroup",
        "nil group_id:int client_id:int",
        "Puts a client (second) into a group (first). Nothing happens if it is in it already.",
        (p, c) -> groups.addClient(p));
    add(
        "removeClientFromGroup",
        "nil group_id:int client_id:int",
        "Takes a client (second) out of a group (first). Nothing happens if it is not in it. What"
            + " runs on it goes on.",
        (p, c) -> groups.removeClient(p));
    add(
        "deleteClientGroup",
        "nil group_id:int",
        "Deletes a client group; its clients stay.",
        (p, c) -> groups.delete(p));
  }

  private void addJobs() {
    section = section("Jobs");
    add(
        "newjob",
        "array jobspec:struct [parent_id:int] [child_ids:array]",
        "Submits jobs: a struct, a list of structs or a JSON text of either; parent_id and child_ids"
            + " are existing jobs. Returns the ids of the specifications given, in their order, then"
            + " those of nested children, breadth first. All of it is stored, or nothing.",
        (p, c) -> jobs.newJob(p, c));
    add(
        "pauseJobs",
        "nil job_ids:array",
        "Halts the jobs and everything below them, until they are resumed, cancelled or rescheduled.",
        (p, c) -> actions.pause(p));
    add(
        "resumeJobs",
        "nil job_ids:array",
        "Lets paused jobs and everything below them go on.",
        (p, c) -> actions.resume(p));
    add(
        "rescheduleJobs",
        "nil job_ids:array",
        "Runs the jobs, if they are finished, and whatever below them failed or was cancelled again;"
            + " what is above waits again.",
        (p, c) -> actions.reschedule(p));
    add(
        "cancelJobs",
        "nil job_ids:array",
        "Cancels the jobs and everything below them. Finished and unknown ones are passed over.",
        (p, c) -> actions.cancel(p));
    add(
        "deleteJobs",
        "nil job_ids:array",
        "Deletes the jobs and everything below them. Refused while one of them is unfinished.",
        (p, c) -> actions.delete(p));
    add(
        "ejectJobs",
        "nil job_ids:array",
        "Takes the jobs and everything below them off their clients and puts them back on the queue.",
        (p, c) -> actions.eject(p));
    add(
        "ejectJobFromClient",
        "nil job_id:int",
        "Old form of ejectJobs, for one job.",
        (p, c) -> actions.ejectOne(p));
    add(
        "getJobs",
        "array job_ids:array [attribs:array]",
        "Jobs as structs in the order asked, with the attributes named, or all. Unknown ids are left"
            + " out.",
        (p, c) -> jobs.list(p));
    add(
        "getJob",
        "struct job_id:int [attribs:array]",
        "The job with that id, with the attributes named, or all; nil when there is none.",
        (p, c) -> jobs.one(p));
    add(
        "getinfo",
        "struct job_id:int",
        "The job with that id, with all attributes; nil when there is none.",
        (p, c) -> jobs.info(p));
    add(
        "getJobHistory",
        "array client_id:int [limit:int]",
        "Ids of the jobs that ended on a client, the latest end first; 5, or as many as limit says.",
        (p, c) -> search.history(p));
    add(
        "getJobOutput",
        "string job_id:int [max_last_chars:int]",
        "What the job has printed so far, or its last max_last_chars characters; at most 64 MiB.",
        (p, c) -> jobs.outputText(p));
    add(
        "getJobIdsAssignedToClient",
        "array client_id:int",
        "Ids of the jobs that are on a client now, ascending.",
        (p, c) -> search.assignedTo(p));
    String byStatus = "Ids of the jobs in any of these statuses, ascending.";
    add("getJobIdsByStatus", "array statuses:array", byStatus, (p, c) -> jobs.idsByStatus(p, c));
    add(
        "getJobIdsBySatus",
        "array statuses:array",
        byStatus + " An old spelling of getJobIdsByStatus.",
        (p, c) -> jobs.idsByStatus(p, c));
    add(
        "getUnfinishedRootJobIds",
        "array",
        "Ids of the jobs without parents that go on, ascending.",
        (p, c) -> search.roots(JobStatus.UNFINISHED));
    add(
        "getFinishedRootJobIds",
        "array",
        "Ids of the jobs without parents that have ended, ascending.",
        (p, c) -> search.roots(JobStatus.FINISHED));
  }

  private void addNames() {
    section = section("Names");
    addWords("getAllJobStatusNames", "Every job status.", EnumSet.allOf(JobStatus.class));
    addWords(
        "getRunningJobStatusNames", "Statuses that count as running.", JobStatus.RUNNING_GROUP);
    addWords("getPausedJobStatusNames", "Statuses that count as paused.", JobStatus.PAUSED_GROUP);
    addWords("getFinishedJobStatusNames", "Statuses of jobs that ended.", JobStatus.FINISHED);
    addWords("getUnfinishedJobStatusNames", "Statuses of jobs that go on.", JobStatus.UNFINISHED);
    addWords(
        "getSucceededStatusNames", "Statuses that count as success.", JobStatus.SUCCEEDED_GROUP);
    addWords("getFailedJobStatusNames", "Statuses that count as failed.", JobStatus.FAILED_GROUP);
    addWords(
        "getWaitingJobStatusNames",
        "Statuses of jobs that wait for a client.",
        JobStatus.WAITING_GROUP);
    addEvents("getStartedJobEventNames", "The event of a start.", StatusNameMethods.STARTED_EVENTS);
    addEvents(
        "getPriorityChangedEventNames",
        "The event of a new priority.",
        StatusNameMethods.PRIORITY_CHANGED_EVENTS);
    addEvents(
        "getRescheduledEventNames",
        "The event of a reschedule.",
        StatusNameMethods.RESCHEDULED_EVENTS);
    addEvents("getResumedEventNames", "The event of a resume.", StatusNameMethods.RESUMED_EVENTS);
  }

  private void addFolders() {
    section = section("Folders");
    add(
        "getHQRoot",
        "string platform:string [is_client:boolean]",
        "Where the farm's shared folder is on linux, windows or macosx; nil for anything else."
            + " For a client (is_client, the default) on windows, its share where one is set.",
        (p, c) -> folders.root(p, c));
    add(
        "getEnvRoot",
        "string name:string platform:string",
        "Where the network folder of a variable is on linux, windows or macosx; nil when it has no"
            + " path there, or there is none.",
        (p, c) -> folders.environmentRoot(p, c));
    add(
        "getNetworkFolders",
        "array",
        "The network folders: id, name, variable, linux, windows, windowsShare, macosx.",
        (p, c) -> folders.list());
    add(
        "getResources",
        "array [resource_ids:array]",
        "The farm's counters, such as licences: id, name, maximum (-1 = unlimited), inUse, perMachine,"
            + " builtIn.",
        (p, c) -> resources.list(p));
    add(
        "getPermittedClientsList",
        "array job_id:int",
        "Labels of the registered clients that the job's conditions, its own or its root's, admit"
            + " now; empty for an unknown job.",
        (p, c) -> specs.permittedClients(p));
    add(
        "savePermittedClientsList",
        "nil job_id:int clients_list:array",
        "Replaces the job's conditions by a list of clients: hostname for any client there,"
            + " hostname:name for that one, hostname: for the unnamed one; an empty list admits"
            + " nobody.",
        (p, c) -> specs.savePermittedClients(p));
    add(
        "setShowBlockedClientsWarning",
        "nil job_id:int state:boolean",
        "Whether the console warns that a job's root has failed too often on some clients.",
        (p, c) -> failures.showBlockedWarning(p));
  }

  private void addNotes() {
    section = section("Notes");
    add(
        "addNote",
        "boolean note_text:string [thread_id:int] [job_id:int] [client_id:int]",
        "Writes a note about a client (client_id), else about a job (job_id), else in a thread"
            + " (thread_id), else in a new thread. Blank text adds nothing. Always True.",
        (p, c) -> threads.add(p, c));
    add(
        "getNoteThreads",
        "array [thread_ids:array] [thread_attribs:array] [note_attribs:array]",
        "Threads of notes: those with the ids given, or all; with the attributes of threads, and of"
            + " notes, that are named, or all.",
        (p, c) -> threads.threads(p));
    add("getNoteThreadIds", "array", "Ids of all threads of notes.", (p, c) -> threads.threadIds());
    add(
        "getLatestNotes",
        "array [thread_ids:array] [attribs:array]",
        "The last note of each thread given, or of all; threads without notes are left out.",
        (p, c) -> threads.latest(p));
    add(
        "threadExists",
        "boolean thread_id:int",
        "Whether there is a thread of notes with that id.",
        (p, c) -> threads.exists(p));
    add(
        "removeSingleThread",
        "boolean thread_id:int",
        "Deletes a thread with its notes. False when there is none.",
        (p, c) -> threads.removeThread(p));
    add(
        "removeThreads",
        "array thread_ids:array",
        "Deletes threads with their notes. Returns the ids of those that there were not.",
        (p, c) -> threads.removeThreads(p));
    add(
        "removeSingleNote",
        "boolean note_id:int",
        "Deletes a note. False when there is none.",
        (p, c) -> threads.removeNote(p));
    add(
        "removeNotes",
        "array note_ids:array",
        "Deletes notes. Returns the ids of those that there were not.",
        (p, c) -> threads.removeNotes(p));
  }

  private void addExtensions() {
    section = section("Extensions of this project");
    add(
        "getServerInfo",
        "struct",
        "What answers: product, version (as getVersion), build (our own version), apiVersion,"
            + " database, startedAt, capabilities.",
        (p, c) -> server.info());
    add(
        "setJobPriorities",
        "nil job_ids:array priority:int",
        "Gives the jobs and their unfinished descendants a priority; 0 is lowest.",
        (p, c) -> actions.setPriorities(p));
    add(
        "editJobs",
        "int job_ids:array changes:struct [scope:string]",
        "Changes properties of jobs: any that newjob takes but ids, stubs, children and frames; an"
            + " empty value takes one back to its default; conditions, host or hostgroup replace all"
            + " conditions. scope: job (those named), or unfinished, failed or all of them and their"
            + " descendants, of which a new command reaches only those that have one. What is running"
            + " heeds it at the next start. Returns for how many jobs it holds.",
        (p, c) -> specs.edit(p));
    add(
        "holdJobs",
        "nil job_ids:array",
        "Takes the jobs and everything below them off their clients, then pauses them.",
        (p, c) -> actions.hold(p));
    add(
        "releaseRoot",
        "nil job_id:int",
        "Lets what waits of a job's root be started again after too many failures in a row.",
        (p, c) -> failures.releaseRoot(p));
    add(
        "unblockClients",
        "nil job_id:int [client_ids:array]",
        "Lets a job's root use clients again on which too many of its jobs have failed: those given, or"
            + " all.",
        (p, c) -> failures.unblockClients(p));
    add(
        "getJobSpec",
        "struct job_id:int [with_children:boolean]",
        "A job's specification as newjob takes it, unknown keys included; with_children, everything"
            + " below it too. Nil when there is no such job.",
        (p, c) -> specs.spec(p));
    add(
        "resubmitJobs",
        "array job_ids:array [changes:struct]",
        "Submits copies of jobs and of everything below them, tied to each other as the jobs are, and"
            + " to no other job. changes, as in editJobs, are for the copies of the jobs named."
            + " Returns the ids of these copies in their order, then those of their descendants.",
        (p, c) -> specs.resubmit(p));
    add(
        "getJobOutputFrom",
        "struct job_id:int offset:int max_bytes:int",
        "A piece of a job's output, of at most max_bytes (and 4 MiB) bytes from offset: data"
            + " (base64), next (where to go on), size (of all), done (nothing will follow).",
        (p, c) -> follow.outputFrom(p));
    add(
        "findJobs",
        "struct [query:struct]",
        "Searches jobs by status, name and failureReason (part of it), submittedBy, client (id, label"
            + " or host name), root, parent, rootsOnly, leavesOnly, exitCode, labels (all of a"
            + " struct), since and until (of the submission). In the order of sort (id, name, status, priority, submittedBy,"
            + " queueTime, startTime, endTime) and descending, from offset, at most limit (100, up"
            + " to 1000), with attribs, or all. Returns total and jobs.",
        (p, c) -> search.find(p, c));
    add(
        "waitForJobs",
        "struct job_ids:array [timeout:double]",
        "Waits until all of the jobs are finished, or for timeout seconds (60 at most). Returns the"
            + " status of each by its id as text; jobs that do not exist are left out.",
        (p, c) -> follow.waitForJobs(p, c));
    add(
        "getJobEvents",
        "array [after_id:int] [limit:int] [timeout:double]",
        "What happened on the farm after the event after_id, in the order of commit, at most limit"
            + " (1000): id, date, jobId, event, status, client, text. When there is nothing yet, waits"
            + " for it up to timeout seconds (60 at most). None is ever missed or told out of order.",
        (p, c) -> follow.events(p, c));
    add(
        "createResource",
        "int name:string maximum:int [per_machine:boolean]",
        "Makes a counter of which running jobs take units: of a per-job one each job what it states, of"
            + " a per-machine one each machine one. -1 = unlimited. Returns its id.",
        (p, c) -> resources.create(p));
    add(
        "updateResource",
        "nil resource_id:int changes:struct",
        "Changes maximum or perMachine of a counter. A maximum below what is in use needs drain = true:"
            + " running jobs keep theirs, and none starts until the use is below. perMachine is"
            + " unchangeable while in use.",
        (p, c) -> resources.update(p));
    add(
        "deleteResource",
        "nil resource_id:int",
        "Deletes a counter that no unfinished job names.",
        (p, c) -> resources.delete(p));
    add(
        "saveNetworkFolder",
        "int folder:struct",
        "Stores a network folder, a struct as from getNetworkFolders: a new one without an id, else"
            + " that one; fields left out stay as they are. Returns its id.",
        (p, c) -> folders.save(p));
    add(
        "deleteNetworkFolder",
        "nil folder_id:int",
        "Deletes a network folder. The one of HQROOT stays.",
        (p, c) -> folders.delete(p));
    add(
        "setAvailabilityRules",
        "nil client_id:int rules:array",
        "When a client may get jobs: when any rule matches, always without any. A rule: type (time or"
            + " idle), enabled, days (mon, tue, ...; none = every day), start, end (before start: the next"
            + " day; equal: the whole day), anytime, idleMinutes, timeZone (else the client's).",
        (p, c) -> clients.setAvailability(p));
    add(
        "editClient",
        "nil client_id:int changes:struct",
        "Changes what an administrator says of a client: description (text), cpus (the most to use),"
            + " attributes (a struct of texts, over those of its agent's settings), disabled. nil takes"
            + " back what was said.",
        (p, c) -> admin.edit(p));
    add(
        "removeClients",
        "nil client_ids:array",
        "Hides clients until they are heard anew, and has their agents end. One that is online and runs"
            + " jobs is refused; what was on one that is offline goes back on the queue.",
        (p, c) -> admin.remove(p));
    add(
        "restartClients",
        "nil client_ids:array",
        "Has the agents of clients start anew, while their jobs go on.",
        (p, c) -> admin.restart(p));
    add(
        "renameClientGroup",
        "nil group_id:int name:string",
        "Gives a client group another name; one in use is refused. Jobs keep the name that they were"
            + " submitted with.",
        (p, c) -> groups.rename(p));
    add(
        "pauseFarm",
        "nil reason:string",
        "Starts nothing new until resumeFarm; running jobs go on, submissions are taken. The reason is told"
            + " wherever a job says why it waits.",
        (p, c) -> farm.pause(p));
    add("resumeFarm", "nil", "Starts jobs again.", (p, c) -> farm.resume());
    add(
        "getCompatibilityReport",
        "array",
        "What callers asked for in the last 30 days that this server does not know: kind (method,"
            + " parameter, attribute, specification, platform, status, condition), name, count, lastCaller, lastTime; the most"
            + " frequent first.",
        (p, c) -> trouble.compatibility());
  }

  private void addAgents() {
    section = section("Agents");
    add(
        "agent.heartbeat",
        "struct report:struct",
        "For agents: reports what the agent holds, returns what the server wants of it. The call may"
            + " be held open for as long as the report allows.",
        (p, c) -> agents.heartbeat(p, c));
  }

  private void addSystem() {
    section = section("System");
    SystemMethods system = new SystemMethods(this);
    add("system.listMethods", "array", "The names of all methods.", (p, c) -> system.names());
    add(
        "system.methodHelp",
        "string methodName:string",
        "What the method does, for people.",
        (p, c) -> system.help(p));
    add(
        "system.methodSignature",
        "array methodName:string",
        "The forms in which the method may be called: each the type returned, then the types of the"
            + " parameters.",
        (p, c) -> system.signatures(p));
    add(
        MULTICALL,
        "array calls:array",
        "Makes several calls, each a struct of methodName and params. Returns for each a list of one,"
            + " its answer, or a struct of faultCode and faultString.",
        (p, c) -> system.multicall(p, c));
  }

  private void addWords(String name, String help, Collection<JobStatus> statuses) {
    addEvents(name, help, StatusNameMethods.words(statuses));
  }

  private void addEvents(String name, String help, List<String> words) {
    add(name, "array", help, (p, c) -> words);
  }

  private void add(String name, String form, String help, Method.Handler handler) {
    Method method = Method.of(name, form, help, handler);
    methods.put(name, method);
    section.add(method);
  }
}
