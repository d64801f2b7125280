package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.requirement.Condition;
import org.junit.jupiter.api.Test;

class JobSpecReaderTest {

  @Test
  void onlyTheNameIsRequired() {
    JobSpec spec = one(Map.of("name", "render"));
    assertEquals("render", spec.name());
    assertEquals(1, spec.needs().cpus());
    assertNull(spec.priority());
    assertTrue(!spec.command().exists());
    assertRefused("name: expected a name, got none", Map.of("command", "true"));
  }

  @Test
  void numbersMayComeAsTextAndALoneTextAsAList() {
    JobSpec spec = one(Map.of("name", "a", "priority", "5", "cpus", "2", "tags", "single"));
    assertEquals(5, spec.priority());
    assertEquals(2, spec.needs().cpus());
    assertEquals(List.of("single"), spec.needs().tags());
  }

  @Test
  void emptyTextListsAndStructsMeanNotGiven() {
    Map<String, Object> given = new HashMap<>();
    given.put("name", "a");
    given.put("priority", "");
    given.put("tags", List.of());
    given.put("environment", Map.of());
    given.put("command", "");
    JobSpec spec = one(given);
    assertNull(spec.priority());
    assertEquals(List.of(), spec.needs().tags());
    assertTrue(!spec.command().exists());
  }

  @Test
  void jsonTextIsReadLikeTheStructsItTells() {
    List<JobSpec> specs =
        JobSpecReader.read("[{\"name\": \"a\", \"cpus\": 3}, {\"name\": \"b\", \"extra\": [1]}]");
    assertEquals(3, specs.get(0).needs().cpus());
    assertEquals(Map.of("extra", List.of(1)), specs.get(1).extra());
  }

  @Test
  void commandsMayDifferByOperatingSystem() {
    JobSpec spec = one(Map.of("name", "a", "command", Map.of("linux", "ls", "macos", "ls -G")));
    assertEquals("ls", spec.command().textFor("linux"));
    assertEquals("ls -G", spec.command().textFor("macosx"));
    assertEquals("", spec.command().textFor("windows"));
  }

  @Test
  void environmentValuesAreTextOfWhateverComes() {
    JobSpec spec = one(Map.of("name", "a", "environment", Map.of("F", 5, "J", "{\"a\": \"ü\"}")));
    assertEquals(Map.of("F", "5", "J", "{\"a\": \"ü\"}"), spec.command().environment());
  }

  @Test
  void hostAndHostgroupAreShortForConditions() {
    JobSpec spec =
        one(
            Map.of(
                "name", "a",
                "conditions",
                    List.of(Map.of("type", "client", "name", "group", "op", "==", "value", "GPU")),
                "host", "a,b",
                "hostgroup", "Sim"));
    assertEquals(
        List.of(
            new Condition(Condition.GROUP, Condition.Op.EQUAL, "GPU"),
            new Condition(Condition.HOSTNAME, Condition.Op.IN, "a,b"),
            new Condition(Condition.GROUP, Condition.Op.IN, "Sim")),
        spec.needs().conditions());
  }

  @Test
  void negativePrioritiesAreZero() {
    assertEquals(0, one(Map.of("name", "a", "priority", -3)).priority());
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsPath() {
    assertRefused("cpus: expected int of at least 1, got 0", Map.of("name", "a", "cpus", 0));
    assertRefused(
        "children[1].cpus: expected int, got \"two\"",
        Map.of(
            "name",
            "a",
            "children",
            List.of(Map.of("name", "b"), Map.of("name", "c", "cpus", "two"))));
    assertRefused(
        "conditions[0].op: expected ==, !=, >=, <=, in, not_in or any, got \"~\"",
        Map.of(
            "name", "a", "conditions", List.of(Map.of("name", "group", "op", "~", "value", "x"))));
    assertRefused(
        "environment: expected a struct of names to texts, got \"A=1\"",
        Map.of("name", "a", "environment", "A=1"));
    assertRefused("jobspec: expected a struct or a list of structs, got integer 5", (Object) 5);
  }

  @Test
  void whatAJobNeedsIsRead() {
    JobNeeds needs =
        one(Map.of(
                "name",
                "a",
                "memory",
                "4096",
                "gpus",
                2,
                "minHosts",
                3,
                "maxHosts",
                2,
                "resources",
                Map.of("db", "2", "none", 0)))
            .needs();
    assertEquals(4096, needs.memory());
    assertEquals(2, needs.gpus());
    assertEquals(3, needs.minHosts());
    assertEquals(3, needs.maxHosts());
    assertEquals(Map.of("db", 2), needs.resources());
    assertRefused(
        "minHosts: expected int of at least 1, got 0", Map.of("name", "a", "minHosts", 0));
    assertRefused(
        "resources.db: expected int, got \"many\"",
        Map.of("name", "a", "resources", Map.of("db", "many")));
  }

  @Test
  void conditionsOnNumbersNeedNumbers() {
    assertRefused(
        "conditions[0].value: expected a number, got \"much\"",
        Map.of("name", "a", "conditions", Map.of("name", "memory", "op", ">=", "value", "much")));
    assertRefused(
        "conditions[0].op: expected ==, !=, in, not_in or any for group",
        Map.of("name", "a", "conditions", Map.of("name", "group", "op", ">=", "value", "1")));
  }

  @Test
  void callbacksMailLabelsAndTreeRulesAreRead() {
    JobSpec spec =
        one(
            Map.of(
                "name", "a",
                "onSuccess", "s",
                "cleanup", "c",
                "emailTo", List.of("a@x", "b@x"),
                "emailReasons", "failed, succeeded",
                "labels", Map.of("show", "q", "shot", 12),
                "dependencyPolicy", "finished",
                "maxRunning", 4,
                "retryElsewhere", "false"));
    assertEquals(new JobCallbacks("s", "", "", "", "c"), spec.callbacks());
    assertEquals(new JobSpec.Mail("a@x,b@x", "failed, succeeded"), spec.mail());
    assertEquals(Map.of("show", "q", "shot", "12"), spec.labels());
    assertEquals(new TreeRules(TreeRules.DependencyPolicy.FINISHED, 4, null), spec.tree());
    assertTrue(!spec.policy().retryElsewhere());
    assertEquals(Map.of(), spec.extra());
    assertRefused(
        "dependencyPolicy: expected success or finished, got \"some\"",
        Map.of("name", "a", "dependencyPolicy", "some"));
  }

  @Test
  void whatIsStoredIsReadBackTheSame() {
    JobSpec spec =
        one(
            Map.of(
                "name",
                "a",
                "command",
                Map.of("linux", "ls", "windows", "dir"),
                "resources",
                Map.of("db", 2),
                "gpus",
                1,
                "labels",
                Map.of("show", "q"),
                "onError",
                "e",
                "maxFailedChildren",
                3,
                "requeueAfter",
                0,
                "later",
                List.of(1)));
    assertEquals(spec, StoredSpec.read(StoredSpec.write(spec)));
  }

  @Test
  void rulesForTriesAreReadAndChecked() {
    JobPolicy policy =
        one(Map.of(
                "name", "a",
                "maxTime", "90",
                "minTime", -1,
                "notBefore", "2026-03-01T22:00:00",
                "exitCodes", Map.of("success", "0, 3-5", "requeue", 210),
                "requeuePatterns", "no licen[cs]e"))
            .policy();
    assertEquals(90, policy.maxTime());
    assertEquals(0, policy.minTime());
    assertEquals(Instant.parse("2026-03-01T22:00:00Z"), policy.notBefore());
    assertEquals("0,3-5", policy.successCodes());
    assertEquals("210", policy.requeueCodes());
    assertRefused(
        "errorPatterns[0]: expected a regular expression, got \"(\": Unclosed group",
        Map.of("name", "a", "errorPatterns", "("));
    assertRefused(
        "exitCodes.success: expected exit codes like 0,3-5, got \"x\"",
        Map.of("name", "a", "exitCodes", Map.of("success", "x")));
    assertRefused(
        "killGrace: expected 0 to 600 seconds, got 601", Map.of("name", "a", "killGrace", 601));
    assertRefused(
        "onTimeout: expected cancel or fail, got \"stop\"",
        Map.of("name", "a", "onTimeout", "stop"));
    assertRefused(
        "notBefore: expected a time (ISO 8601), got \"soon\"",
        Map.of("name", "a", "notBefore", "soon"));
  }

  @Test
  void nestingIsBounded() {
    Map<String, Object> spec = Map.of("name", "leaf");
    for (int i = 0; i < 70; i++) {
      spec = Map.of("name", "level", "children", List.of(spec));
    }
    Map<String, Object> deep = spec;
    assertThrows(BadSpecException.class, () -> JobSpecReader.read(deep));
  }

  @Test
  void theStoredFormReadsBackTheSame() {
    JobSpec spec =
        one(
            Map.of(
                "name", "名前 😀",
                "command", "echo \"hi\"",
                "environment", Map.of("A", "line\nbreak"),
                "conditions", List.of(Map.of("name", "hostname", "op", "any", "value", "a b")),
                "tags", List.of("single", "mine"),
                "exitCodes", Map.of("requeue", "210"),
                "notBefore", "2026-03-01T22:00:00Z",
                "weird", Map.of("x", List.of(1, 2.5, true))));
    JobSpec back = StoredSpec.read(StoredSpec.write(spec));
    assertEquals(spec, back);
  }

  private static JobSpec one(Map<String, ?> given) {
    List<JobSpec> specs = JobSpecReader.read(given);
    assertEquals(1, specs.size());
    return specs.get(0);
  }

  private static void assertRefused(String message, Object given) {
    BadSpecException refusal =
        assertThrows(BadSpecException.class, () -> JobSpecReader.read(given));
    assertEquals(message, refusal.getMessage());
  }
}
