package org.hqueue.xmlrpc;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The elements of an XML-RPC document. */
enum Tag {
  METHOD_CALL("methodCall", Kind.FRAME),
  METHOD_RESPONSE("methodResponse", Kind.FRAME),
  METHOD_NAME("methodName", Kind.TEXT),
  PARAMS("params", Kind.FRAME),
  PARAM("param", Kind.FRAME),
  FAULT("fault", Kind.FRAME),
  VALUE("value", Kind.FRAME),
  MEMBER("member", Kind.FRAME),
  NAME("name", Kind.TEXT),
  DATA("data", Kind.FRAME),
  ARRAY("array", Kind.TYPE),
  STRUCT("struct", Kind.TYPE),
  I4("i4", Kind.TYPE),
  INT("int", Kind.TYPE),
  I8("i8", Kind.TYPE),
  BOOLEAN("boolean", Kind.TYPE),
  DOUBLE("double", Kind.TYPE),
  STRING("string", Kind.TYPE),
  BASE64("base64", Kind.TYPE),
  DATE_TIME("dateTime.iso8601", Kind.TYPE),
  NIL("nil", Kind.TYPE);

  private enum Kind {
    FRAME,
    TEXT,
    TYPE
  }

  private static final Map<String, Tag> BY_NAME =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(tag -> tag.xmlName, tag -> tag));

  private final String xmlName;
  private final Kind kind;

  Tag(String xmlName, Kind kind) {
    this.xmlName = xmlName;
    this.kind = kind;
  }

  /** The element's name without a prefix. */
  String xmlName() {
    return xmlName;
  }

  /** Whether this element may be the one inside {@code <value>}. */
  boolean isType() {
    return kind == Kind.TYPE;
  }

  /** Whether this element holds other values. */
  boolean isContainer() {
    return this == ARRAY || this == STRUCT;
  }

  /** Whether any text may stand directly inside. */
  boolean holdsText() {
    return kind == Kind.TEXT || (isType() && !isContainer());
  }

  /**
   * The element of that name, or null if XML-RPC has none. Of the extension namespace only {@code
   * i8} and {@code nil} are known: the others carry serialised objects, documents or numbers that
   * have no plain counterpart.
   */
  static @Nullable Tag of(String uri, String localName) {
    Tag tag = BY_NAME.get(localName);
    if (uri.isEmpty()) {
      return tag;
    }
    boolean known = uri.equals(org.apache.xmlrpc.serializer.XmlRpcWriter.EXTENSIONS_URI);
    return known && (tag == I8 || tag == NIL) ? tag : null;
  }
}
