package org.hqueue.xmlrpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call as it was read.
 *
 * @param method the method's name, never blank
 * @param params the parameters in order, unmodifiable; empty if the call carries none
 */
public record XmlRpcCall(String method, List<@Nullable Object> params) {

  /** Copies the list; its values are not copied. */
  public XmlRpcCall {
    params = Collections.unmodifiableList(new ArrayList<>(params));
  }
}
