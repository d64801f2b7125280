# shellcheck shell=bash
# How the server's Java keeps its memory small. Sourced, not run; for the server alone, since the jobs of an
# agent have its environment.

# The JVM would begin with a sixty-fourth of the machine's memory, and keep what it once had.
# shellcheck disable=SC2034 # read by those who source this
server_java_options="-Xmx512m -Xms64m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:+UseSerialGC"

# Its native code would get a store of memory for nearly every thread, and give little of it back.
# shellcheck disable=SC2034
server_malloc_arenas=${MALLOC_ARENA_MAX:-2}
