package org.hqueue.xmlrpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.apache.xmlrpc.parser.XmlRpcResponseParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads calls and responses. Strict: what XML-RPC does not allow is refused, never guessed at; the
 * package's description lists the values. Streams are read to their end and not closed. For many
 * threads.
 */
public final class XmlRpcReader {

  private static final WireTypes TYPES = new WireTypes();
  private static final int MOST_IDLE = 16;

  private final XmlRpcLimits limits;
  private final SAXParserFactory parsers = newParsers();

  /** A parser costs more to make than a small call to read. */
  private final BlockingQueue<XMLReader> idle = new ArrayBlockingQueue<>(MOST_IDLE);

  /** A reader that refuses what exceeds {@code limits}. */
  public XmlRpcReader(XmlRpcLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a {@code <methodCall>}.
   *
   * @throws XmlRpcFault with {@link XmlRpcFault#NOT_WELL_FORMED} or {@link XmlRpcFault#NOT_A_CALL},
   *     the latter also for what exceeds a limit; the rest of the stream is then unread
   * @throws IOException only if the stream cannot be read
   */
  public XmlRpcCall readCall(InputStream in) throws XmlRpcFault, IOException {
    XmlRpcRequestParser parser = new XmlRpcRequestParser(WireTypes.CONFIG, TYPES);
    parse(in, Tag.METHOD_CALL, parser);
    String method = parser.getMethodName();
    if (method == null || method.isBlank()) {
      throw new XmlRpcFault(
          XmlRpcFault.NOT_A_CALL, "Expected a method's name in <methodName>, got none");
    }
    List<?> params = parser.getParams();
    return new XmlRpcCall(method.strip(), params == null ? List.of() : new ArrayList<>(params));
  }

  /**
   * Reads a {@code <methodResponse>} and answers its value.
   *
   * @throws XmlRpcFault the fault that the response carries, and no other
   * @throws IOException if the stream cannot be read, is not a response, or exceeds a limit
   */
  public @Nullable Object readResponse(InputStream in) throws XmlRpcFault, IOException {
    ResponseParser parser = new ResponseParser();
    try {
      parse(in, Tag.METHOD_RESPONSE, parser);
    } catch (XmlRpcFault unreadable) {
      throw new IOException("Not a valid response: " + unreadable.getMessage(), unreadable);
    }
    if (parser.isSuccess()) {
      return parser.value;
    }
    if (parser.value instanceof Map<?, ?> fault
        && fault.get("faultCode") instanceof Integer code
        && fault.get("faultString") instanceof String text) {
      throw new XmlRpcFault(code, text);
    }
    throw new IOException(
        "Not a valid response: Expected in <fault> a struct of an int faultCode and a string"
            + " faultString, got something else");
  }

  private void parse(InputStream in, Tag root, ContentHandler handler)
      throws XmlRpcFault, IOException {
    BoundedInputStream bounded = new BoundedInputStream(in, limits.maxBytes());
    DocumentGuard guard = new DocumentGuard(root, limits, handler);
    try {
      XMLReader xml = takeXmlReader();
      xml.setContentHandler(guard);
      xml.setErrorHandler(guard);
      xml.setEntityResolver(guard);
      xml.parse(new InputSource(bounded));
      bounded.rethrowFailure();
      giveBack(xml);
    } catch (IOException undecodable) {
      bounded.rethrowFailure();
      throw new XmlRpcFault(
          XmlRpcFault.NOT_WELL_FORMED,
          "Expected text in an encoding that the document declares: " + undecodable.getMessage());
    } catch (SAXException refused) {
      bounded.rethrowFailure();
      if (bounded.isUntouched()) {
        throw new XmlRpcFault(
            XmlRpcFault.NOT_WELL_FORMED, "Expected <" + root.xmlName() + ">, got an empty body");
      }
      if (refused.getException() instanceof XmlRpcFault fault) {
        throw fault;
      }
      throw new XmlRpcFault(XmlRpcFault.NOT_A_CALL, String.valueOf(refused.getMessage()));
    }
  }

  /** The JDK's own parser, whatever else is on the class path, closed to everything external. */
  private static SAXParserFactory newParsers() {
    SAXParserFactory parsers = SAXParserFactory.newDefaultNSInstance();
    try {
      parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      parsers.setFeature("http://xml.org/sax/features/external-general-entities", false);
      parsers.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      return parsers;
    } catch (ParserConfigurationException | SAXException unsupported) {
      throw new IllegalStateException("The JDK's XML parser lacks a feature", unsupported);
    }
  }

  /** One that has read a good document before, or a new one. */
  private XMLReader takeXmlReader() throws SAXException {
    XMLReader used = idle.poll();
    return used == null ? newXmlReader() : used;
  }

  /** Keeps a parser that came to a good end; others are dropped with all that they hold. */
  private void giveBack(XMLReader xml) {
    DefaultHandler nobody = new DefaultHandler();
    xml.setContentHandler(nobody);
    xml.setErrorHandler(nobody);
    xml.setEntityResolver(nobody);
    var unused = idle.offer(xml);
  }

  private XMLReader newXmlReader() throws SAXException {
    synchronized (parsers) { // factories are not made for many threads
      try {
        return parsers.newSAXParser().getXMLReader();
      } catch (ParserConfigurationException unsupported) {
        throw new IllegalStateException("The JDK's XML parser lacks a feature", unsupported);
      }
    }
  }

  /**
   * Keeps the value as it came. Apache's own handling of a fault, which deserialises the Java
   * object in its {@code faultCause}, is never reached.
   */
  private static final class ResponseParser extends XmlRpcResponseParser {
    private @Nullable Object value;

    ResponseParser() {
      super(WireTypes.CONFIG, TYPES);
    }

    @Override
    protected void addResult(@Nullable Object result) {
      value = result;
    }
  }
}
