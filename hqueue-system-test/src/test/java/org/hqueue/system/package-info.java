/**
 * Tests of the whole farm as a user has it: the real jars as processes, Python's own XML-RPC
 * client, a real browser, a real MariaDB.
 *
 * <p>Start reading at {@link org.hqueue.system.Farm}, then {@link
 * org.hqueue.system.PythonScriptST}. Nothing of ours is compiled in: what the tests know they know
 * from outside. A program that a test needs and does not find is a failure, never a reason to skip.
 */
@NullMarked
package org.hqueue.system;

import org.jspecify.annotations.NullMarked;
