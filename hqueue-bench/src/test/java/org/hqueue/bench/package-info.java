/** What the bench computes and prints, without a farm. */
@NullMarked
package org.hqueue.bench;

import org.jspecify.annotations.NullMarked;
