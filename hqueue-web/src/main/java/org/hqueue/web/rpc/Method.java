package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.List;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * One function of the API.
 *
 * @param name its wire spelling
 * @param types what it returns, then its parameters in order, all by the words of XML-RPC; a
 *     trailing one in brackets may be left out
 * @param help for people who write scripts
 * @param handler what answers it
 */
record Method(String name, List<String> types, String help, Handler handler) {

  /** Answers a call; for many threads. */
  @FunctionalInterface
  interface Handler {
    /**
     * The value to send, null for nil; or a {@link java.util.concurrent.CompletionStage} of it, for
     * a call that is held until then. A {@link LateAnswer} at its end is read as late as it can be.
     */
    @Nullable Object answer(Params params, Caller caller) throws XmlRpcFault;
  }

  /** From types in one text, separated by blanks. */
  static Method of(String name, String types, String help, Handler handler) {
    return new Method(name, List.of(types.split(" ")), help, handler);
  }

  /**
   * Every form in which it may be called, the shortest first: as {@code system.methodSignature}.
   */
  List<List<String>> signatures() {
    List<List<String>> signatures = new ArrayList<>();
    List<String> soFar = new ArrayList<>();
    for (String type : types) {
      boolean optional = type.startsWith("[");
      if (optional) {
        signatures.add(List.copyOf(soFar));
      }
      soFar.add(optional ? type.substring(1, type.length() - 1) : type);
    }
    signatures.add(List.copyOf(soFar));
    return signatures;
  }
}
