package org.hqueue.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bin/bench}: starts a server, runs the scenarios, prints the table. Its exit code is 0 when
 * every goal was met (with {@code --tiny}: when every scenario ran), 1 when one was not, 2 when
 * something failed.
 */
@Command(
    name = "bench",
    description = "Measures a farm of simulated agents on this machine.",
    sortOptions = false,
    exitCodeOnExecutionException = 2)
public final class BenchCommand implements Callable<Integer> {
  private static final int GOAL_MISSED = 1;
  private static final int FAILED = 2;

  @Option(names = "--server-jar", required = true, hidden = true)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path serverJar;

  @Option(names = "--agent-jar", required = true, hidden = true)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path agentJar;

  @Option(names = "--quick", description = "smaller numbers, and no history: two minutes")
  private boolean isQuick;

  @Option(names = "--tiny", description = "only whether every scenario runs; says nothing of speed")
  private boolean isTiny;

  @Option(
      names = "--database",
      paramLabel = "KIND",
      description = "h2 (embedded, the default), mariadb (one of its own), or jdbc:mariadb://...")
  private String database = "h2";

  @Option(names = "--database-user", paramLabel = "NAME", description = "with a JDBC address")
  private String databaseUser = "root";

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "only this one; may be given several times: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures there as well")
  private @Nullable Path json;

  @Option(names = "--compare", paramLabel = "OLD.json", description = "print ratios to that run")
  private @Nullable Path old;

  @Option(names = "--port", paramLabel = "N", description = "of the server (a free one)")
  private int port;

  @Option(names = "--data", paramLabel = "D", description = "folder for all data (a new one)")
  private @Nullable Path data;

  @Option(names = "--help", usageHelp = true, description = "this text")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean isHelp;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Starts a server twice, which takes longer than two minutes have room for. */
  private static final String HISTORY = "history";

  /** The scenarios' names, for the help. */
  static final class Names extends ArrayList<String> {
    Names() {
      super(Scenario.all().keySet());
    }
  }

  /** Runs the command and ends with its exit code. */
  public static void main(String[] arguments) {
    // Sooner than the server closes an idle connection: a call on a closed one would fail.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    System.exit(new CommandLine(new BenchCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Map<String, Scenario> chosen = chosen();
    Path folder = data == null ? Files.createTempDirectory("hqueue-bench") : data;
    int exitCode = measure(folder, chosen);
    if (data == null) {
      delete(folder);
    }
    return exitCode;
  }

  private int measure(Path folder, Map<String, Scenario> chosen) throws Exception {
    boolean isMariaDb = database.equals("mariadb");
    try (MariaDb ownDatabase = isMariaDb ? MariaDb.start(folder.resolve("mariadb")) : null;
        ServerProcess server =
            ServerProcess.start(serverJar, folder, port, settings(ownDatabase))) {
      return run(new Bench(server, ownDatabase, plan(), folder, agentJar), chosen);
    }
  }

  /** A full run leaves gigabytes. One that failed keeps them, and its logs. */
  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = new ArrayList<>(found.toList());
    }
    Collections.reverse(all);
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  private Plan plan() {
    return isTiny ? Plan.TINY : isQuick ? Plan.QUICK : Plan.FULL;
  }

  private Map<String, Scenario> chosen() {
    Map<String, Scenario> all = Scenario.all();
    for (String name : scenarios) {
      if (!all.containsKey(name)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "No scenario " + name + "; there are " + all.keySet());
      }
    }
    if (old != null && !Files.isReadable(old)) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Cannot read " + old);
    }
    if (!scenarios.isEmpty()) {
      all.keySet().retainAll(scenarios);
    } else if (plan() == Plan.QUICK) {
      all.remove(HISTORY);
    }
    return all;
  }

  private Map<String, String> settings(@Nullable MariaDb ownDatabase) {
    if (ownDatabase != null) {
      return ownDatabase.settings("hqueue");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (database.startsWith("jdbc:")) {
      settings.put("HQUEUE_DATABASE_URL", database);
      settings.put("HQUEUE_DATABASE_USER", databaseUser);
    } else if (!database.equals("h2")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--database is h2, mariadb or a JDBC address, not " + database);
    }
    return settings;
  }

  private int run(Bench bench, Map<String, Scenario> chosen) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table(out);
    List<Measurement> rows = new ArrayList<>();
    boolean hasFailed = false;
    table.head();
    for (Map.Entry<String, Scenario> each : chosen.entrySet()) {
      try {
        each.getValue()
            .run(
                bench,
                row -> {
                  rows.add(row);
                  table.row(row);
                });
      } catch (Exception failure) { // one that fails must not hide what the others show
        hasFailed = true;
        table.failed(each.getKey(), failure);
      }
    }
    if (!isTiny) {
      table.unmet(rows, Runtime.getRuntime().availableProcessors());
    }
    if (json != null) {
      ResultFile.write(json, database, rows);
    }
    if (old != null) {
      ResultFile.compare(old, rows, out);
    }
    return hasFailed ? FAILED : exitCode(rows);
  }

  private int exitCode(List<Measurement> rows) {
    return isTiny || rows.stream().allMatch(Measurement::isGoalReached) ? 0 : GOAL_MISSED;
  }
}
