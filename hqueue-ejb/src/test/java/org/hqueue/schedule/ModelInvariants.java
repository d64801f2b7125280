package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hqueue.database.Database;
import org.hqueue.database.Row;
import org.hqueue.job.JobStatus;

/**
 * What holds after every step of a model check, whatever has happened: read from the tables and
 * recounted. It keeps what it saw last, for one farm.
 */
final class ModelInvariants {

  private static final String OPEN = "state <> 'GONE'";
  private static final Set<JobStatus> NEEDS_PROCESS =
      EnumSet.of(JobStatus.RUNNING, JobStatus.PAUSING, JobStatus.RESUMING, JobStatus.EJECTING);

  private final Database database;
  private final Map<Integer, JobStatus> seen = new HashMap<>();
  private final Map<String, Integer> drained = new HashMap<>();
  private final Set<Link> linked = new HashSet<>();
  private final Set<Integer> bereft = new HashSet<>();
  private long lastEvent;
  private List<String> wrong = new ArrayList<>();

  private record Node(
      int id,
      JobStatus status,
      boolean paused,
      boolean hasCommand,
      boolean ready,
      int root,
      boolean spares,
      boolean waitsForAll,
      int maxRunning) {}

  private record Link(int parent, int child, boolean late) {}

  private record Open(int id, int job, int client, String state, boolean master, boolean calls) {

    /**
     * The job's own command or what follows it; callbacks that came alone run for nobody's limit.
     */
    boolean runs() {
      return master && !calls;
    }
  }

  ModelInvariants(Database database) {
    this.database = database;
  }

  /** Fails with everything that does not hold. */
  void check(Collection<ModelAgent> agents) {
    wrong = new ArrayList<>();
    clients();
    singles();
    resources();
    Map<Integer, Node> jobs = new TreeMap<>();
    jobs().forEach(job -> jobs.put(job.id(), job));
    List<Link> links =
        database.query(
            "select parent_id, child_id, late from job_link",
            row -> new Link(row.integer("parent_id"), row.integer("child_id"), row.truth("late")));
    List<Open> open =
        database.query(
            "select a.id, a.job_id, a.client_id, a.state, a.master_id, case when a.state = 'CALLBACK'"
                + " and coalesce(j.assignment_id, 0) <> a.id then true else false end as calls"
                + " from assignment a left join job j on j.id = a.job_id where "
                + OPEN,
            row ->
                new Open(
                    row.integer("id"),
                    row.integer("job_id"),
                    row.integer("client_id"),
                    row.text("state"),
                    row.integerOrNull("master_id") == null,
                    row.truth("calls")));
    noteBereft(links);
    processes(agents);
    assignments(jobs, open);
    silences();
    moves(jobs, links);
    graph(jobs, links, open);
    assertEquals(List.of(), wrong);
  }

  /** The statuses that the jobs went through lately, for whoever looks into a failure. */
  List<String> history() {
    return database.query(
        "select job_id, status, text, happened_at from job_event where kind = 'STATUS'"
            + " and id > (select max(id) - 300 from job_event) order by id",
        row ->
            "%s job %d %s %s"
                .formatted(
                    row.time("happened_at"),
                    row.integer("job_id"),
                    row.text("status"),
                    row.text("text")));
  }

  private void clients() {
    for (String bad :
        database.query(
            "select c.id, c.cpus, c.cpus_in_use, c.memory_kilobytes, coalesce(sum(a.cpus), 0) as n,"
                + " coalesce(sum(a.memory), 0) as m from client c left join assignment a"
                + " on a.client_id = c.id and a.state <> 'GONE'"
                + " group by c.id, c.cpus, c.cpus_in_use, c.memory_kilobytes",
            ModelInvariants::clientFault)) {
      expect(bad.isEmpty(), bad);
    }
    Set<String> cards = new HashSet<>();
    database.query(
        "select client_id, gpus from assignment where gpus <> '' and " + OPEN,
        row -> {
          for (String index : row.text("gpus").split(",", -1)) {
            String card = "card " + index + " of client " + row.integer("client_id");
            expect(cards.add(card), card + " is granted twice");
          }
          return "";
        });
  }

  private static String clientFault(Row row) throws java.sql.SQLException {
    int used = row.integer("cpus_in_use");
    boolean right =
        used == row.integer("n")
            && used <= row.integer("cpus")
            && row.integer("m") <= row.number("memory_kilobytes") / 1024;
    return right
        ? ""
        : "client %d: %d CPUs, in use %d, by recount %d, %d MiB"
            .formatted(
                row.integer("id"), row.integer("cpus"), used, row.integer("n"), row.integer("m"));
  }

  /** A job alone on its client, and never two with the same tag. */
  private void singles() {
    Map<Integer, List<String>> tags = new TreeMap<>();
    database.query(
        "select client_id, single_tags from assignment where " + OPEN,
        row ->
            tags.computeIfAbsent(row.integer("client_id"), id -> new ArrayList<>())
                .add(row.text("single_tags")));
    tags.forEach(
        (client, all) -> {
          Set<String> once = new HashSet<>();
          for (String one : all) {
            List<String> own = org.hqueue.assignment.Assignment.tagsOf(one);
            expect(
                !own.contains(ClientRoom.ALONE) || all.size() == 1,
                "a single job has company on client " + client);
            own.forEach(tag -> expect(once.add(tag), tag + " twice on client " + client));
          }
        });
  }

  private void resources() {
    List<Integer> stray =
        database.query(
            "select assignment_id from assignment_resource r where not exists"
                + " (select 1 from assignment a where a.id = r.assignment_id and a.state <> 'GONE')",
            row -> row.integer("assignment_id"));
    expect(stray.isEmpty(), "units held by assignments that are gone: " + stray);
    database.query(
        "select s.name, s.maximum, s.per_machine, coalesce(sum(r.units), 0) as units,"
            + " count(distinct r.machine) as machines from resource s"
            + " left join assignment_resource r on r.resource_id = s.id"
            + " group by s.id, s.name, s.maximum, s.per_machine",
        row -> {
          int used = row.truth("per_machine") ? row.integer("machines") : row.integer("units");
          int most = row.integer("maximum");
          int before = drained.getOrDefault(row.text("name"), 0);
          expect(
              most < 0 || used <= Math.max(most, before),
              "%s: %d of %d in use".formatted(row.text("name"), used, most));
          return drained.put(row.text("name"), used);
        });
  }

  private List<Node> jobs() {
    return database.query(
        "select id, status, wish, has_command, ready, root_id, spares_parents, ends_alone,"
            + " max_running from job",
        row ->
            new Node(
                row.integer("id"),
                row.constant("status", JobStatus.class),
                row.text("wish").equals("pause"),
                row.truth("has_command"),
                row.truth("ready"),
                row.integer("root_id"),
                row.truth("spares_parents"),
                row.truth("ends_alone"),
                row.integerOrNull("max_running") == null ? -1 : row.integer("max_running")));
  }

  /** Parents of jobs that were deleted: they have ended by children that are not there any more. */
  private void noteBereft(List<Link> links) {
    linked.removeAll(links);
    linked.forEach(link -> bereft.add(link.parent()));
    linked.clear();
    linked.addAll(links);
  }

  /** What runs on an agent is known, or its client was given up for it. */
  private void processes(Collection<ModelAgent> agents) {
    Map<Integer, Integer> alive = new TreeMap<>();
    agents.forEach(agent -> alive.putAll(agent.alive()));
    database.queryIn(
        "select id, outcome from assignment where state = 'GONE' and id in (:ids)",
        alive.keySet(),
        row -> {
          String outcome = row.text("outcome");
          expect(
              outcome.equals("GIVEN_UP"),
              "assignment %d lives but is gone: %s".formatted(row.integer("id"), outcome));
          return outcome;
        });
  }

  private void assignments(Map<Integer, Node> jobs, List<Open> open) {
    Map<Integer, Open> masters = new HashMap<>();
    Set<String> places = new HashSet<>();
    for (Open one : open) {
      expect(
          places.add(one.job() + " on " + one.client()),
          "job %d is twice on client %d".formatted(one.job(), one.client()));
      if (one.master()) {
        Open other = masters.put(one.job(), one);
        expect(other == null, "%s and %s at once".formatted(other, one));
      }
    }
    for (Open one : open) {
      expect(masters.containsKey(one.job()), "a companion without a master: " + one);
    }
    for (Node job : jobs.values()) {
      Open master = masters.get(job.id());
      boolean has = master != null;
      expect(!NEEDS_PROCESS.contains(job.status()) || has, job + " has no process");
      expect(
          !job.ready() || (job.status() == JobStatus.RUNNABLE && !has), job + " must not be ready");
      boolean started =
          has && (master.state().equals("OFFERED") || master.state().equals("STARTED"));
      boolean waits = job.status() == JobStatus.RUNNABLE || job.status() == JobStatus.QUEUED;
      expect(!started || !(waits || job.status().isFinished()), job + " has " + master);
    }
    List<Integer> keeping =
        database.query("select job_id from kept_client", row -> row.integer("job_id"));
    keeping.retainAll(masters.keySet());
    expect(keeping.isEmpty(), "jobs on clients keep others: " + keeping);
  }

  /** A job with a process is abandoned while its client is silent, and only then. */
  private void silences() {
    database.query(
        "select j.id, j.status, p.silent_since from job j join assignment a on a.id = j.assignment_id"
            + " join client_pulse p on p.client_id = a.client_id"
            + " where a.state in ('OFFERED', 'STARTED', 'STOPPING')",
        row -> {
          JobStatus status = row.constant("status", JobStatus.class);
          boolean silent = row.timeOrNull("silent_since") != null;
          expect(
              silent ? !NEEDS_PROCESS.contains(status) : status != JobStatus.ABANDONED,
              "job %d is %s, its client %s"
                  .formatted(row.integer("id"), status, silent ? "silent" : "heard"));
          return status;
        });
  }

  /** Statuses move by the table alone, and nothing starts before its children allow it. */
  private void moves(Map<Integer, Node> jobs, List<Link> links) {
    Set<Integer> started = new TreeSet<>();
    database.query(
        "select id, job_id, status from job_event where kind = 'STATUS' and id > ? order by id",
        row -> {
          lastEvent = row.number("id");
          int job = row.integer("job_id");
          JobStatus next = JobStatus.ofWord(row.text("status")).orElseThrow();
          JobStatus last = seen.put(job, next);
          expect(
              last == null || last.mayBecome(next),
              "job %d went from %s to %s".formatted(job, last, next));
          if (last == JobStatus.RUNNABLE && next == JobStatus.RUNNING) {
            started.add(job);
          }
          return job;
        },
        lastEvent);
    jobs.values()
        .forEach(
            job ->
                expect(
                    seen.get(job.id()) == job.status(),
                    "%s, by its events %s".formatted(job, seen.get(job.id()))));
    for (Link link : links) {
      Node parent = jobs.get(link.parent());
      Node child = jobs.get(link.child());
      if (!link.late() && started.contains(link.parent())) {
        boolean good =
            child.status() == JobStatus.SUCCEEDED || parent.waitsForAll() || child.spares();
        expect(
            child.status().isFinished() && good, "%s started before %s".formatted(parent, child));
      }
    }
  }

  private void graph(Map<Integer, Node> jobs, List<Link> links, List<Open> open) {
    Map<Integer, List<Integer>> parents = new HashMap<>();
    Map<Integer, List<Node>> children = new HashMap<>();
    for (Link link : links) {
      parents.computeIfAbsent(link.child(), id -> new ArrayList<>()).add(link.parent());
      children.computeIfAbsent(link.parent(), id -> new ArrayList<>()).add(jobs.get(link.child()));
    }
    Map<Integer, Integer> running = new HashMap<>();
    for (Node job : jobs.values()) {
      Set<Integer> above = above(job.id(), parents);
      int root =
          above.stream().filter(id -> !parents.containsKey(id)).min(Integer::compare).orElseThrow();
      expect(root == job.root(), "%s: its root is %d".formatted(job, root));
      if (open.stream().anyMatch(one -> one.job() == job.id() && one.runs())) {
        above.remove(job.id());
        above.forEach(id -> running.merge(id, 1, Integer::sum));
      }
      byChildren(job, children.getOrDefault(job.id(), List.of()));
    }
    for (Node job : jobs.values()) {
      int now = running.getOrDefault(job.id(), 0);
      expect(job.maxRunning() < 0 || now <= job.maxRunning(), job + ": below it run " + now);
    }
  }

  private static Set<Integer> above(int job, Map<Integer, List<Integer>> parents) {
    Set<Integer> above = new TreeSet<>(List.of(job));
    List<Integer> todo = new ArrayList<>(above);
    while (!todo.isEmpty()) {
      for (Integer parent : parents.getOrDefault(todo.remove(todo.size() - 1), List.of())) {
        if (above.add(parent)) {
          todo.add(parent);
        }
      }
    }
    return above;
  }

  /** What a status must be by the children alone. */
  private void byChildren(Node job, List<Node> children) {
    boolean waits = children.stream().anyMatch(child -> !child.status().isFinished());
    expect(job.status() != JobStatus.QUEUED || waits, job + " waits for nothing");
    expect(job.status() != JobStatus.RUNNABLE || !waits, job + " does not wait for its children");
    expect(job.status() != JobStatus.SUCCEEDED || !waits, job + " ended before its children");
    if (!job.hasCommand() && job.status() != JobStatus.CANCELLED) {
      boolean bad =
          !job.waitsForAll()
              && children.stream()
                  .anyMatch(child -> child.status() != JobStatus.SUCCEEDED && !child.spares());
      JobStatus ended = bad ? JobStatus.FAILED : JobStatus.SUCCEEDED;
      JobStatus waiting = job.paused() ? JobStatus.PAUSED : JobStatus.QUEUED;
      JobStatus due = waits ? waiting : ended;
      boolean excused = bereft.contains(job.id()) && !waits && job.status().isFinished();
      expect(excused || job.status() == due, "%s, by its children %s".formatted(job, due));
    }
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }
}
