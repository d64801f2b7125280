/**
 * Settings: {@code hqserver.ini}, its keys, defaults and environment variables. Start with {@link
 * org.hqueue.config.Settings}. Knows nothing of the rest.
 */
@NullMarked
package org.hqueue.config;

import org.jspecify.annotations.NullMarked;
