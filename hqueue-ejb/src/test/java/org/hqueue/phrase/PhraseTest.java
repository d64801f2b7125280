package org.hqueue.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hqueue.job.JobStatus;
import org.hqueue.phrase.Phrase.Found;
import org.junit.jupiter.api.Test;

class PhraseTest {

  @Test
  void everyPhraseIsFoundAgainWithItsValues() {
    Set<String> texts = new HashSet<>();
    for (Phrase phrase : Phrase.values()) {
      List<String> values = samples(phrase);
      String text = phrase.with(values.toArray());
      assertEquals(Optional.of(new Found(phrase, values)), Phrase.find(text), text);
      texts.add(text);
    }
    assertEquals(Phrase.values().length, texts.size());
  }

  private static List<String> samples(Phrase phrase) {
    List<String> values = new ArrayList<>();
    for (Blank blank : phrase.blanks()) {
      values.add(
          switch (blank) {
            case TEXT -> "x" + values.size();
            case PHRASE -> Phrase.EXIT_CODE.with(values.size());
            case STATUS -> JobStatus.RUNNING.word();
          });
    }
    return values;
  }

  @Test
  void theMostExactPhraseIsFound() {
    assertEquals(
        new Found(Phrase.ASSIGNED_AS_MASTER, List.of("node 1:a")),
        found("Assigned to node 1:a (master)"));
    assertEquals(
        new Found(Phrase.STATUS_BECAUSE, List.of("failed", "exit code 1: no licence: retry")),
        found("setting status to failed: exit code 1: no licence: retry"));
    assertEquals(
        new Found(Phrase.RESOURCE_SHORT, List.of("0", "2", "my of licence", "1")),
        found("0 of 2 my of licence free, needs 1"));
  }

  @Test
  void whatTheServerDoesNotSayIsNoPhrase() {
    for (String text :
        List.of(
            "", "exit code", "Exit code 1", "jobs are unfinished", "paused ", "held:  failures")) {
      assertEquals(Optional.empty(), Phrase.find(text), text);
    }
  }

  @Test
  void valuesThatLookLikeThePhraseItselfStillGiveTheSameText() {
    String text = Phrase.KEPT.with(" is kept for job ", ", which came first");
    Found found = found(text);
    assertEquals(text, found.phrase().with(found.values().toArray()));
  }

  @Test
  void aPhraseWantsAsManyValuesAsItHasBlanks() {
    assertThrows(IllegalArgumentException.class, () -> Phrase.EXIT_CODE.with());
    assertThrows(IllegalArgumentException.class, () -> Phrase.PAUSED.with("x"));
  }

  private static Found found(String text) {
    return Phrase.find(text).orElseThrow();
  }
}
