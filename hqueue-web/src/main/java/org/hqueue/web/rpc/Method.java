package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.List;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * One function of the API.
 *
 * @param name its wire spelling
 * @param returns the type of its answer, by the words of XML-RPC
 * @param parameters in order
 * @param help for people who write scripts
 * @param handler what answers it
 */
record Method(
    String name, String returns, List<Parameter> parameters, String help, Handler handler) {

  /**
   * A parameter.
   *
   * @param name for people and faults; calls are by position
   * @param type by the words of XML-RPC
   * @param isOptional may be left out, with all that follow
   */
  record Parameter(String name, String type, boolean isOptional) {

    /** From {@code name:type}, in brackets when it is optional. */
    static Parameter of(String text) {
      boolean optional = text.startsWith("[");
      String[] parts = (optional ? text.substring(1, text.length() - 1) : text).split(":", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("expected name:type, got " + text);
      }
      return new Parameter(parts[0], parts[1], optional);
    }
  }

  /** Answers a call; for many threads. */
  @FunctionalInterface
  interface Handler {
    /**
     * The value to send, null for nil; or a {@link java.util.concurrent.CompletionStage} of it, for
     * a call that is held until then. A {@link LateAnswer} at its end is read as late as it can be.
     */
    @Nullable Object answer(Params params, Caller caller) throws XmlRpcFault;
  }

  /**
   * From its form in one text: what it returns, then its parameters, separated by blanks, such as
   * {@code struct job_id:int [attribs:array]}.
   */
  static Method of(String name, String form, String help, Handler handler) {
    String[] words = form.split(" ", -1);
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      parameters.add(Parameter.of(words[i]));
    }
    return new Method(name, words[0], List.copyOf(parameters), help, handler);
  }

  /**
   * Every form in which it may be called, the shortest first: as {@code system.methodSignature}.
   */
  List<List<String>> signatures() {
    List<List<String>> signatures = new ArrayList<>();
    List<String> soFar = new ArrayList<>();
    soFar.add(returns);
    for (Parameter parameter : parameters) {
      if (parameter.isOptional()) {
        signatures.add(List.copyOf(soFar));
      }
      soFar.add(parameter.type());
    }
    signatures.add(List.copyOf(soFar));
    return signatures;
  }

  /** How it is called, for people: {@code getJob(job_id: int, [attribs: array]) -> struct}. */
  String form() {
    List<String> all = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String text = parameter.name() + ": " + parameter.type();
      all.add(parameter.isOptional() ? "[" + text + "]" : text);
    }
    return name + "(" + String.join(", ", all) + ") -> " + returns;
  }
}
