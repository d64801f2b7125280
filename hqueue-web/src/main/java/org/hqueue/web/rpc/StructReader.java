package org.hqueue.web.rpc;

import java.util.List;
import java.util.Map;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a struct; a fault names the field by its whole path. */
final class StructReader {

  private final String path;
  private final Map<String, @Nullable Object> fields;

  /** Over a value that must be a struct. */
  StructReader(String path, @Nullable Object value) throws XmlRpcFault {
    this.path = path;
    this.fields = Lenient.struct(path, value);
  }

  /** Refuses every field but these. */
  void refuseOthers(String... known) throws XmlRpcFault {
    for (String field : fields.keySet()) {
      if (!List.of(known).contains(field)) {
        throw Lenient.bad(path(field) + ": expected " + String.join(", ", known));
      }
    }
  }

  /** The path of a field, for faults. */
  String path(String field) {
    return path + "." + field;
  }

  @Nullable Object raw(String field) {
    return fields.get(field);
  }

  boolean has(String field) {
    return raw(field) != null;
  }

  String text(String field) throws XmlRpcFault {
    return Lenient.text(path(field), given(field, "string"));
  }

  String text(String field, String otherwise) throws XmlRpcFault {
    return has(field) ? text(field) : otherwise;
  }

  int integer(String field) throws XmlRpcFault {
    return Lenient.integer(path(field), given(field, "int"));
  }

  int integer(String field, int otherwise) throws XmlRpcFault {
    return has(field) ? integer(field) : otherwise;
  }

  long whole(String field) throws XmlRpcFault {
    return Lenient.whole(path(field), given(field, "int"));
  }

  long whole(String field, long otherwise) throws XmlRpcFault {
    return has(field) ? whole(field) : otherwise;
  }

  double real(String field, double otherwise) throws XmlRpcFault {
    return has(field) ? Lenient.real(path(field), raw(field)) : otherwise;
  }

  boolean flag(String field, boolean otherwise) throws XmlRpcFault {
    return has(field) ? Lenient.flag(path(field), raw(field)) : otherwise;
  }

  private Object given(String field, String expected) throws XmlRpcFault {
    Object value = raw(field);
    if (value == null) {
      String came = fields.containsKey(field) ? "nil" : "nothing";
      throw Lenient.bad(path(field) + ": expected " + expected + ", got " + came);
    }
    return value;
  }
}
