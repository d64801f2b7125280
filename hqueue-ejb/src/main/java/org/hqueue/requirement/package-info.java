/**
 * What a job demands of a client, stored once per distinct demand, and the rule that says whether a
 * client meets it. Start with {@link org.hqueue.requirement.Demand}. Must not know jobs: thousands
 * of them share one requirement.
 */
@NullMarked
package org.hqueue.requirement;

import org.jspecify.annotations.NullMarked;
