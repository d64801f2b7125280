/**
 * What the server itself says about jobs and clients, in English, and which of it a text is: so
 * that texts stay what callers of the API know, and pages can still say them in other languages.
 * Start with {@link org.hqueue.phrase.Phrase}. Knows nothing of what it talks about.
 */
@NullMarked
package org.hqueue.phrase;

import org.jspecify.annotations.NullMarked;
