package org.hqueue.agent.run;

/**
 * Which process it is, beyond doubt: a pid is given to another process in time, and after a new
 * start of the machine; its start time and the boot id tell them apart.
 *
 * @param bootId of the kernel that ran it
 * @param pid of the leader, which is the number of its process group and session as well
 * @param startTicks when the leader started, in the kernel's clock ticks since the boot
 */
record ProcessIdentity(String bootId, long pid, long startTicks) {}
