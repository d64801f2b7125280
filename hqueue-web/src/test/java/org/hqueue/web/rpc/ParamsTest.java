package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ParamsTest {

  @Test
  void idMayBeNumericText() throws XmlRpcFault {
    assertEquals(12, params("12").id(0, "job_id"));
    assertEquals(12, params(12).id(0, "job_id"));
    assertEquals(12, params(12.0).id(0, "job_id"));
    assertEquals(12, params(" 12 ").id(0, "job_id"));
  }

  @Test
  void wrongTypeNamesTheParameterWhatWasExpectedAndWhatCame() {
    assertFault("job_id: expected int, got string \"two\"", () -> params("two").id(0, "job_id"));
    assertFault("job_id: expected int, got double 1.5", () -> params(1.5).id(0, "job_id"));
    assertFault(
        "job_id: expected int of 32 bits, got int 9999999999",
        () -> params(9_999_999_999L).id(0, "job_id"));
    assertFault(
        "job_ids[1]: expected int, got struct",
        () -> params(List.of(1, Map.of())).ids(0, "job_ids"));
    assertFault("name: expected string, got list of 0", () -> params(List.of()).text(0, "name"));
  }

  @Test
  void nilAndLeftOutAreNotGiven() throws XmlRpcFault {
    assertFault("job_id: expected int, got nothing", () -> params().id(0, "job_id"));
    assertFault("job_id: expected int, got nil", () -> params((Object) null).id(0, "job_id"));
    assertEquals(7, params((Object) null).integer(0, "limit", 7));
    assertEquals(List.of(), params((Object) null).idsOrNone(0, "child_ids"));
    assertEquals(List.of(), params().textsOrNone(0, "attribs"));
  }

  @Test
  void loneValueWhereAListIsMeantIsAListOfOne() throws XmlRpcFault {
    assertEquals(List.of(3), params(3).ids(0, "job_ids"));
    assertEquals(List.of(3), params("3").ids(0, "job_ids"));
    assertEquals(List.of("running"), params("running").texts(0, "statuses"));
  }

  @Test
  void emptyListStaysEmpty() throws XmlRpcFault {
    assertEquals(List.of(), params(List.of()).ids(0, "job_ids"));
  }

  @Test
  void surplusParametersAreIgnoredButNotWithoutEnd() throws XmlRpcFault {
    assertEquals(1, params(1, 2, 3).id(0, "job_id"));
    List<Integer> many = Collections.nCopies(Params.MOST + 1, 1);
    assertFault("expected at most 32 parameters, got 33", () -> new Params(many));
  }

  @Test
  void longTextIsCutInTheFault() {
    XmlRpcFault fault =
        assertThrows(XmlRpcFault.class, () -> params("x".repeat(5_000)).id(0, "job_id"));
    assertEquals(
        "job_id: expected int, got string \"" + "x".repeat(60) + "...\"", fault.getMessage());
  }

  private static Params params(@Nullable Object... values) throws XmlRpcFault {
    return new Params(Arrays.asList(values));
  }

  private static void assertFault(String message, Executable call) {
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, call);
    assertEquals(XmlRpcFault.BAD_PARAMETERS, fault.code());
    assertEquals(message, fault.getMessage());
  }
}
