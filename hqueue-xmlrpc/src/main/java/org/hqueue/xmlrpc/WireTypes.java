package org.hqueue.xmlrpc;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.NullParser;
import org.apache.xmlrpc.parser.StringParser;
import org.apache.xmlrpc.parser.TypeParser;
import org.apache.xmlrpc.serializer.BooleanSerializer;
import org.apache.xmlrpc.serializer.ByteArraySerializer;
import org.apache.xmlrpc.serializer.MapSerializer;
import org.apache.xmlrpc.serializer.ObjectArraySerializer;
import org.apache.xmlrpc.serializer.TypeSerializer;
import org.apache.xmlrpc.serializer.TypeSerializerImpl;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Which parser reads and which serialiser writes each type. It stands in place of Apache's own
 * factory rather than extending it, so that no type of that one (serialised objects among them) can
 * slip in. Stateless, for many threads.
 */
final class WireTypes implements TypeFactory {

  /** Apache's defaults: no extensions, UTF-8. Shared, so never changed. */
  static final XmlRpcHttpRequestConfigImpl CONFIG = new XmlRpcHttpRequestConfigImpl();

  private static final TypeSerializer NIL = new NilSerializer();
  private static final TypeSerializer INT = new TextSerializer("int");
  private static final TypeSerializer I8 = new TextSerializer("i8");
  private static final TypeSerializer DOUBLE = new TextSerializer("double");
  private static final TypeSerializer STRING = new TextSerializer("string");
  private static final TypeSerializer DATE_TIME = new TextSerializer("dateTime.iso8601");
  private static final TypeSerializer BOOLEAN = new BooleanSerializer();
  private static final TypeSerializer BASE64 = new ByteArraySerializer();

  /** Null for a name that is no type; {@link DocumentGuard} has refused such a document before. */
  @Override
  public @Nullable TypeParser getParser(
      XmlRpcStreamConfig config, NamespaceContextImpl context, String uri, String localName) {
    Tag tag = Tag.of(uri, localName);
    if (tag == null) {
      return null;
    }
    return switch (tag) {
      case I4, INT -> new ScalarParser(tag, Scalars::parseInt);
      case I8 -> new ScalarParser(tag, Scalars::parseLong);
      case BOOLEAN -> new ScalarParser(tag, Scalars::parseBoolean);
      case DOUBLE -> new ScalarParser(tag, Scalars::parseDouble);
      case DATE_TIME -> new ScalarParser(tag, Scalars::parseDateTime);
      case BASE64 -> new ScalarParser(tag, Scalars::parseBase64);
      case STRING -> new StringParser();
      case NIL -> new NullParser();
      case ARRAY -> new ListParser(config, context, this);
      case STRUCT -> new StructParser(config, context, this);
      case METHOD_CALL, METHOD_RESPONSE, METHOD_NAME, PARAMS, PARAM, FAULT, VALUE -> null;
      case MEMBER, NAME, DATA -> null;
    };
  }

  @Override
  public TypeSerializer getSerializer(XmlRpcStreamConfig config, @Nullable Object value) {
    if (value == null) {
      return NIL;
    }
    if (value instanceof String) {
      return STRING;
    }
    if (value instanceof Integer || value instanceof Short) {
      return INT;
    }
    if (value instanceof Long number) {
      return number == number.intValue() ? INT : I8;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof Double || value instanceof Float) {
      return DOUBLE;
    }
    if (value instanceof byte[]) {
      return BASE64;
    }
    if (value instanceof Map) {
      return new MapSerializer(this, config);
    }
    if (value instanceof Instant instant) {
      return (handler, same) -> DATE_TIME.write(handler, Scalars.formatDateTime(instant));
    }
    ObjectArraySerializer array = new ObjectArraySerializer(this, config);
    if (value instanceof Collection<?> list) {
      return (handler, same) -> array.write(handler, list.toArray());
    }
    if (value instanceof Object[]) {
      return array;
    }
    throw new IllegalArgumentException("No XML-RPC type for " + value.getClass().getName());
  }

  /** Writes {@code <nil/>}, without the prefix that Apache's own would give it. */
  private static final class NilSerializer extends TypeSerializerImpl {
    @Override
    public void write(ContentHandler handler, @Nullable Object value) throws SAXException {
      handler.startElement("", VALUE_TAG, VALUE_TAG, ZERO_ATTRIBUTES);
      handler.startElement("", "nil", "nil", ZERO_ATTRIBUTES);
      handler.endElement("", "nil", "nil");
      handler.endElement("", VALUE_TAG, VALUE_TAG);
    }
  }

  /** Writes a value as its text inside the element of its type. */
  private static final class TextSerializer extends TypeSerializerImpl {
    private final String tag;

    TextSerializer(String tag) {
      this.tag = tag;
    }

    @Override
    public void write(ContentHandler handler, Object value) throws SAXException {
      write(handler, tag, value.toString());
    }
  }
}
