/** Tests of how mails are handed over. */
@NullMarked
package org.hqueue.notify;

import org.jspecify.annotations.NullMarked;
