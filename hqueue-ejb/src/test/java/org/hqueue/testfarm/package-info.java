/**
 * The real services and stores, assembled without a container on a real database, with a settable
 * clock and simulated agents. Start with {@link org.hqueue.testfarm.TestFarm}.
 */
@NullMarked
package org.hqueue.testfarm;

import org.jspecify.annotations.NullMarked;
