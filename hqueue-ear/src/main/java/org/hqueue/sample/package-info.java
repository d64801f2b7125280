/**
 * What the jobs of the sample run: small programs that draw, report progress and name what they
 * wrote, as a renderer does.
 *
 * <p>Start reading at {@link org.hqueue.sample.SampleRender}. The package is a jar of its own,
 * {@code hqueue-sample.jar}, and knows nothing of farm, server or agent: it prints lines.
 */
@NullMarked
package org.hqueue.sample;

import org.jspecify.annotations.NullMarked;
