/**
 * The web application as a whole: what Payara Micro needs besides pages and calls. The calls are in
 * {@code org.hqueue.web.rpc}, the agents' endpoints in {@code org.hqueue.web.agent}, the pages in
 * {@code org.hqueue.web.console}. Must not know entities or stores.
 */
@NullMarked
package org.hqueue.web;

import org.jspecify.annotations.NullMarked;
