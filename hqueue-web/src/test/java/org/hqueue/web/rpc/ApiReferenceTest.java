package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "api.md");
  private static final String WRITE = "hqueue.api.write";

  @Test
  void theDocumentIsWhatTheTableSays() throws IOException {
    String current = reference().markdown();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(DOCUMENT, current);
    }
    assertEquals(
        current,
        Files.readString(DOCUMENT),
        "docs/api.md is out of date; write it with mvn -pl hqueue-web -am test"
            + " -Dtest=ApiReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -D"
            + WRITE
            + "=true");
  }

  @Test
  void everyFunctionHasAPlaceInASection() {
    int entries = 0;
    for (ApiReference.Section section : reference().sections()) {
      assertTrue(!section.entries().isEmpty(), section.title());
      entries += section.entries().size();
    }
    assertEquals(MethodTableTest.table().names().size(), entries);
  }

  @Test
  void aFormTellsNamesTypesAndWhatMayBeLeftOut() {
    Method method = Method.of("f", "struct a:int [b:array]", "help", (p, c) -> null);
    assertEquals("f(a: int, [b: array]) -> struct", method.form());
  }

  /** Does by hand what the container does; there is none here. */
  @SuppressWarnings("UnnecessaryAssignment")
  private static ApiReference reference() {
    ApiReference reference = new ApiReference();
    reference.methods = MethodTableTest.table();
    return reference;
  }
}
