# shellcheck shell=bash
# How the server's Java keeps its memory small. Sourced, not run; for the server alone, since the jobs of an
# agent have its environment.

# The JVM would begin with a sixty-fourth of the machine's memory, and keep what it once had. Of what its
# compiler and others give back to malloc, the machine would never see anything; Java from 17.0.9 on can tell
# malloc every 10 s, and an older one ignores that it should.
# shellcheck disable=SC2034 # read by those who source this
server_java_options="-Xmx512m -Xms64m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:+UseSerialGC \
-XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=10000"

# Its native code would get a store of memory for nearly every thread, and give little of it back.
# shellcheck disable=SC2034
server_malloc_arenas=${MALLOC_ARENA_MAX:-2}
