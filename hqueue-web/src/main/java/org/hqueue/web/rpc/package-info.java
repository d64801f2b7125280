/**
 * The XML-RPC API: a servlet, the table of its functions, and their conversion to and from the
 * services. Start with {@link org.hqueue.web.rpc.MethodTable}, then {@link
 * org.hqueue.web.rpc.RpcServlet}. Must not know entities, stores or pages.
 */
@NullMarked
package org.hqueue.web.rpc;

import org.jspecify.annotations.NullMarked;
