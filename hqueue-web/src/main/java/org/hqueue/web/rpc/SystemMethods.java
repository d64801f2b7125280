package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The {@code system.} functions: what there is, and several calls in one. For many threads. */
final class SystemMethods {

  private static final long MEMBER_SECONDS = 10;

  private final MethodTable table;

  SystemMethods(MethodTable table) {
    this.table = table;
  }

  List<String> names() {
    return table.names();
  }

  String help(Params params) throws XmlRpcFault {
    return table.method(params.text(0, "methodName")).help();
  }

  List<List<String>> signatures(Params params) throws XmlRpcFault {
    return table.method(params.text(0, "methodName")).signatures();
  }

  /** Each member's answer in a list of one, or its fault in a struct; one fault stops no other. */
  List<Object> multicall(Params params, Caller caller) throws XmlRpcFault {
    List<Object> answers = new ArrayList<>();
    for (@Nullable Object member : Lenient.list("calls", params.given(0, "calls", "list"))) {
      answers.add(answerOrFault("calls[" + answers.size() + "]", member, caller));
    }
    return answers;
  }

  private Object answerOrFault(String path, @Nullable Object member, Caller caller) {
    String name = path;
    try {
      StructReader call = new StructReader(path, member);
      name = call.text("methodName");
      if (name.equals(MethodTable.MULTICALL)) {
        throw Lenient.bad(path + ": " + name + " cannot stand within itself");
      }
      List<@Nullable Object> params =
          call.has("params") ? Lenient.list(call.path("params"), call.raw("params")) : List.of();
      Object answer = table.answer(name, params, caller.withinMulticall());
      List<@Nullable Object> one = new ArrayList<>();
      one.add(answer instanceof CompletionStage<?> stage ? await(stage) : answer);
      return one;
    } catch (XmlRpcFault fault) {
      return struct(fault);
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      return struct(FaultMapper.of(name, e));
    }
  }

  private static @Nullable Object await(CompletionStage<?> stage)
      throws ExecutionException, TimeoutException {
    try {
      return stage.toCompletableFuture().get(MEMBER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }

  private static Map<String, Object> struct(XmlRpcFault fault) {
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("faultCode", fault.code());
    struct.put("faultString", String.valueOf(fault.getMessage()));
    return struct;
  }
}
