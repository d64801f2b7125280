/** The one XML-RPC codec that server, agent and tests share. */
@NullMarked
package org.hqueue.xmlrpc;

import org.jspecify.annotations.NullMarked;
