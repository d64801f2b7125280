/**
 * What jobs print: one file per assignment below the folder for job logs. Start with {@link
 * org.hqueue.output.JobLogs}. Knows nothing of the rest.
 */
@NullMarked
package org.hqueue.output;

import org.jspecify.annotations.NullMarked;
