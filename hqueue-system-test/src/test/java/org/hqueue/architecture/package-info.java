/**
 * The rules of the code's shape that the build keeps, over the compiled classes of all modules.
 * Start with {@link org.hqueue.architecture.ArchitectureTest}.
 */
@NullMarked
package org.hqueue.architecture;

import org.jspecify.annotations.NullMarked;
