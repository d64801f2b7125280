package org.hqueue.web.rpc;

import java.util.ArrayList;
import java.util.List;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The positional parameters of one call. A parameter that is nil or left out is "not given";
 * surplus ones are ignored. Each getter is told the position, from 0, and the name to use in a
 * fault.
 */
final class Params {

  /** More than any function has, so that a runaway caller is told rather than humoured. */
  static final int MOST = 32;

  private final List<? extends @Nullable Object> values;

  /** Over the values as they came; a fault when there are more than {@link #MOST}. */
  Params(List<? extends @Nullable Object> values) throws XmlRpcFault {
    if (values.size() > MOST) {
      throw Lenient.bad("expected at most " + MOST + " parameters, got " + values.size());
    }
    this.values = values;
  }

  /** The value as it came; null when not given. */
  @Nullable Object raw(int position) {
    return position < values.size() ? values.get(position) : null;
  }

  /** Whether there is something other than nil. */
  boolean has(int position) {
    return raw(position) != null;
  }

  /** The value as it came, which must be given. */
  Object given(int position, String name, String expected) throws XmlRpcFault {
    Object value = raw(position);
    if (value == null) {
      String came = position < values.size() ? "nil" : "nothing";
      throw Lenient.bad(name + ": expected " + expected + ", got " + came);
    }
    return value;
  }

  /** An id, as int or numeric text. */
  int id(int position, String name) throws XmlRpcFault {
    return Lenient.integer(name, given(position, name, "int"));
  }

  /** An int, or the default when not given. */
  /** A whole number that must be given. */
  int integer(int position, String name) throws XmlRpcFault {
    return Lenient.integer(name, given(position, name, "int"));
  }

  int integer(int position, String name, int otherwise) throws XmlRpcFault {
    return has(position) ? Lenient.integer(name, raw(position)) : otherwise;
  }

  /** Text, which must be given. */
  String text(int position, String name) throws XmlRpcFault {
    return Lenient.text(name, given(position, name, "string"));
  }

  /** Ids, which must be given; may be empty. */
  List<Integer> ids(int position, String name) throws XmlRpcFault {
    given(position, name, "list of int");
    return idsOrNone(position, name);
  }

  /** Ids; empty when not given. */
  List<Integer> idsOrNone(int position, String name) throws XmlRpcFault {
    if (!has(position)) {
      return List.of();
    }
    List<@Nullable Object> list = Lenient.list(name, raw(position));
    List<Integer> ids = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object value = list.get(i);
      ids.add(value instanceof Integer id ? id : Lenient.integer(name + "[" + i + "]", value));
    }
    return ids;
  }

  /** Texts, which must be given; may be empty. */
  List<String> texts(int position, String name) throws XmlRpcFault {
    given(position, name, "list of string");
    return textsOrNone(position, name);
  }

  /** Texts; empty when not given. */
  List<String> textsOrNone(int position, String name) throws XmlRpcFault {
    if (!has(position)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (@Nullable Object value : Lenient.list(name, raw(position))) {
      texts.add(Lenient.text(name + "[" + texts.size() + "]", value));
    }
    return texts;
  }
}
