/** Tests of what every store rests on. */
@NullMarked
package org.hqueue.database;

import org.jspecify.annotations.NullMarked;
