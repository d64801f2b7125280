/**
 * What every store stands on: the schema's migrations, JDBC in the transaction of the call, the few
 * differences between H2 and MariaDB, blocks of ids, and the repetition of calls that met a
 * deadlock. Start with {@link org.hqueue.database.Database}. Knows nothing of jobs or clients.
 */
@NullMarked
package org.hqueue.database;

import org.jspecify.annotations.NullMarked;
