package org.hqueue.xmlrpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.RecursiveTypeParserImpl;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/**
 * Reads a struct into an unmodifiable map that keeps the members' order, which Apache's own parser
 * loses. The document's shape has been checked by {@link DocumentGuard}.
 */
final class StructParser extends RecursiveTypeParserImpl {

  /** Level 0 is outside the struct, 1 inside it, 2 in a member, 3 in a name or value. */
  private int level;

  private boolean inName;
  private final StringBuilder name = new StringBuilder();
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  StructParser(XmlRpcStreamConfig config, NamespaceContextImpl context, TypeFactory types) {
    super(config, context, types);
  }

  @Override
  protected void addResult(@Nullable Object value) throws SAXException {
    String key = name.toString();
    if (members.containsKey(key)) {
      throw DocumentGuard.refuse(
          XmlRpcFault.NOT_A_CALL,
          "Expected each name once in a <struct>, got " + DocumentGuard.quoted(key) + " twice",
          getDocumentLocator());
    }
    members.put(key, value);
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    level++;
    if (level > 3) {
      super.startElement(uri, localName, qName, attributes);
    } else if (level == 3 && localName.equals(Tag.NAME.xmlName())) {
      inName = true;
      name.setLength(0);
    } else if (level == 3) {
      startValueTag();
    }
  }

  @Override
  public void endElement(String uri, String localName, String qName) throws SAXException {
    level--;
    if (level >= 3) {
      super.endElement(uri, localName, qName);
    } else if (level == 2 && inName) {
      inName = false;
    } else if (level == 2) {
      endValueTag();
    } else if (level == 0) {
      setResult(Collections.unmodifiableMap(members));
    }
  }

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    if (inName) {
      name.append(text, start, length);
    } else {
      super.characters(text, start, length);
    }
  }
}
