package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hqueue.agent.server.End;
import org.hqueue.agent.server.Offer;
import org.hqueue.agent.server.Outcome;
import org.hqueue.agent.server.Rules;
import org.hqueue.agent.server.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentStoreTest {
  private static final Verdict VERDICT = new Verdict(Verdict.Kind.ERROR, "E.*", "Error: x");
  private static final Rules RULES =
      new Rules(
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          List.of("a", "b|c"),
          List.of("no licence"),
          "0",
          "210-212");

  @TempDir Path root;
  private AssignmentStore store;

  @BeforeEach
  void open() {
    store = new AssignmentStore(root.resolve("assignments"));
  }

  @Test
  void offersComeBackAsTheyWere() throws IOException {
    var offer =
        new Offer(
            12,
            3_000_000_000L,
            "echo 'a'\n\techo \"b\" & <x> \u00e4\u20ac\ud83d\ude00\r\n",
            "bash",
            Map.of("EMPTY", "", "LINES", " a\nb ", "LONG", "x".repeat(100 * 1024)),
            Duration.ofSeconds(7),
            RULES);
    store.keep(offer);
    store.keep(anOffer(5));
    var all = store.all();
    assertEquals(List.of(5L, 12L), all.stream().map(kept -> kept.offer().id()).toList());
    assertEquals(offer, all.get(1).offer());
    assertNull(all.get(1).end());
    assertNull(all.get(1).stopped());
  }

  @Test
  void endsComeBackAsTheyWere() throws IOException {
    var end =
        new End(Outcome.STOPPED, 137, 9, "why", Instant.ofEpochMilli(1_700_000_000_123L), VERDICT);
    store.keep(anOffer(5));
    store.keepStopped(5, Stop.within(Duration.ZERO, Outcome.RETURNED, ""));
    store.keepEnd(5, end);
    assertEquals(end, store.all().get(0).end());
    assertEquals(Outcome.RETURNED, store.all().get(0).stopped().outcome());
    store.keepStopped(5, Stop.within(Duration.ZERO, Verdict.Kind.HUNG));
    assertEquals(Verdict.Kind.HUNG, store.all().get(0).stopped().verdict());
  }

  @Test
  void deletedOnesAreGoneWithAllTheirFiles() throws IOException {
    store.keep(anOffer(5));
    Files.createDirectories(store.folder(5).work().resolve("deep/er"));
    Files.writeString(store.folder(5).work().resolve("deep/er/file"), "x");
    store.delete(5);
    assertFalse(Files.exists(store.folder(5).path()));
    store.delete(5);
    assertEquals(List.of(), store.all());
  }

  @Test
  void whatACrashLeftHalfWrittenIsDropped() throws IOException {
    store.keep(anOffer(5));
    Files.createDirectories(store.folder(6).path());
    Files.writeString(store.folder(6).path().resolve("offer.xml.new"), "<methodCall>");
    assertEquals(List.of(5L), store.all().stream().map(kept -> kept.offer().id()).toList());
    assertFalse(Files.exists(store.folder(6).path()));
  }

  @Test
  void aRenameThatAPowerFailureTookBackIsMadeUpFor() throws IOException {
    store.keep(anOffer(5));
    var offer = store.folder(5).offer();
    Files.move(offer, offer.resolveSibling("offer.xml.new"));
    assertEquals(List.of(anOffer(5)), store.all().stream().map(kept -> kept.offer()).toList());
    store.delete(5);
    assertEquals(List.of(), store.all());
  }

  @Test
  void damagedFilesAreLeftForPeople() throws IOException {
    store.keep(anOffer(5));
    Files.writeString(store.folder(5).offer(), "<methodCall>");
    assertEquals(List.of(), store.all());
    assertTrue(Files.exists(store.folder(5).offer()));
  }

  private static Offer anOffer(long id) {
    return new Offer(id, 1, "true", "/bin/sh", Map.of(), Duration.ofSeconds(1), Rules.NONE);
  }
}
