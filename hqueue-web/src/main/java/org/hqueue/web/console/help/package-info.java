/**
 * The console's help pages. Start with {@link org.hqueue.web.console.help.HelpServlet}. Must not
 * know jobs or clients.
 */
@NullMarked
package org.hqueue.web.console.help;

import org.jspecify.annotations.NullMarked;
