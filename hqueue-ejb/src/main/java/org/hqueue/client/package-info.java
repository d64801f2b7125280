/**
 * Client machines as the server knows them: who they are, what they offer, when they were last
 * heard. Start with {@link org.hqueue.client.Client}. Must not know jobs.
 */
@NullMarked
package org.hqueue.client;

import org.jspecify.annotations.NullMarked;
