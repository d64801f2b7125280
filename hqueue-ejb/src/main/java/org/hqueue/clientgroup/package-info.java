/**
 * Named groups of clients. Start with {@link org.hqueue.clientgroup.ClientGroupService}. Must not
 * know jobs.
 */
@NullMarked
package org.hqueue.clientgroup;

import org.jspecify.annotations.NullMarked;
