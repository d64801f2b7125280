/**
 * Tests inside the container: the whole web application on Payara Micro, with the embedded
 * database. Start reading at {@link org.hqueue.web.it.ApplicationIT}.
 *
 * <p>A start of the container takes up to a minute, so all of these tests share one: they belong
 * into one class, or into classes that need a start of their own.
 */
@NullMarked
package org.hqueue.web.it;

import org.jspecify.annotations.NullMarked;
