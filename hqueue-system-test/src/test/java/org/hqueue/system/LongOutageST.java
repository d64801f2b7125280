package org.hqueue.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Without a server, and without its database, by the clock, for longer than it takes to give up
 * clients that are silent: nobody is given up, and nothing starts twice. {@code bin/verify --full}
 * takes 15 minutes for each; else it is a little more than the minute after which a client counts
 * as offline here.
 */
@ExtendWith(LogsOnFailure.class)
class LongOutageST {
  private static final Duration OUTAGE =
      Boolean.getBoolean("hqueue.full") ? Duration.ofMinutes(15) : Duration.ofSeconds(75);

  @Test
  void nobodyIsGivenUpAfterAnOutageOfTheDatabaseAndOneOfTheServer() throws Exception {
    Path folder = SharedFarm.folder("outage");
    try (MariaDb database = MariaDb.start(folder);
        Farm farm = Farm.start(folder.resolve("farm"), settings(database))) {
      farm.startAgent("first", 2);
      farm.startAgent("second", 2);

      Path first = Files.createDirectory(folder.resolve("database-away"));
      Python.run("outage_jobs.py", farm.url(), first.toString());
      database.server().stop();
      endSomeWithin(first);
      database.server().start();
      Python.run("outage_over.py", farm.url(), first.toString());

      Path second = Files.createDirectory(folder.resolve("server-away"));
      Python.run("outage_jobs.py", farm.url(), second.toString());
      farm.killServer();
      endSomeWithin(second);
      farm.startServer();
      Python.run("outage_over.py", farm.url(), second.toString());
    }
  }

  private static void endSomeWithin(Path jobs) throws IOException {
    Instant begin = Instant.now();
    Files.createFile(jobs.resolve("end-now"));
    Await.until(
        OUTAGE.plusMinutes(1),
        "the outage is over",
        () -> Instant.now().isAfter(begin.plus(OUTAGE)));
  }

  private static Map<String, String> settings(MariaDb database) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("HQUEUE_ACTIVE_TIMEOUT", "1");
    settings.put("HQUEUE_ABANDONED_REQUEUE_MINUTES", "1");
    return settings;
  }
}
