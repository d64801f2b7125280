/**
 * What {@code java -jar hqueue-server.jar} does before and around Payara Micro: options, checks,
 * the settings that Payara must have before it boots, its log file, and watching that it came up.
 *
 * <p>Start reading at {@link org.hqueue.server.ServerMain}, then {@link
 * org.hqueue.server.ServerCommand}. The package runs outside the container and knows nothing of
 * jobs, clients or the database: what the application needs to know it is told by system
 * properties.
 */
@NullMarked
package org.hqueue.server;

import org.jspecify.annotations.NullMarked;
