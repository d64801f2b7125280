/**
 * Small pictures of what jobs have drawn. Start with {@link org.hqueue.agent.picture.Pictures};
 * {@link org.hqueue.agent.picture.OutputPaths} finds in a job's output what there is to draw. Knows
 * nothing of assignments but their numbers, and whatever fails here fails no job.
 */
@NullMarked
package org.hqueue.agent.picture;

import org.jspecify.annotations.NullMarked;
