package org.hqueue.xmlrpc;

import java.util.Arrays;
import java.util.Collections;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.ObjectArrayParser;

/** Reads an array into an unmodifiable list. */
final class ListParser extends ObjectArrayParser {

  ListParser(XmlRpcStreamConfig config, NamespaceContextImpl context, TypeFactory types) {
    super(config, context, types);
  }

  @Override
  public void setResult(Object elements) {
    super.setResult(Collections.unmodifiableList(Arrays.asList((Object[]) elements)));
  }
}
