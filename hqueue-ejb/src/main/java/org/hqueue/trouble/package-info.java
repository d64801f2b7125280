/**
 * What went wrong, and what callers asked in vain; bounded, for people who look for a cause. Start
 * with {@link org.hqueue.trouble.TroubleService}. Nothing depends on it.
 */
@NullMarked
package org.hqueue.trouble;

import org.jspecify.annotations.NullMarked;
