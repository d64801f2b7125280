/**
 * The one XML-RPC codec that server, agent and tests share: Apache XML-RPC's parsers and
 * serialisers behind a guard that makes them strict, bounded and complete (nil, i8, all of Unicode;
 * no entities, no serialised objects).
 *
 * <p>Start reading at {@link org.hqueue.xmlrpc.XmlRpcReader} and {@link
 * org.hqueue.xmlrpc.XmlRpcWriter}; {@link org.hqueue.xmlrpc.XmlRpcClient} joins the two over HTTP.
 *
 * <p>Java values on both sides: {@link Integer}, {@link Long} (only what does not fit an int),
 * {@link Double}, {@link Boolean}, {@link String}, {@code byte[]}, {@link java.time.Instant},
 * {@link java.util.List}, {@link java.util.Map} with string keys in the order of the document, and
 * null.
 *
 * <p>Nothing here may know a method's name, a servlet or a job: it turns bytes into values and
 * back.
 */
@NullMarked
package org.hqueue.xmlrpc;

import org.jspecify.annotations.NullMarked;
