# shellcheck shell=bash
# Where the jars are: in the distribution beside bin, in the source tree where Maven puts them.
# Sourced, not run; root is the folder that holds bin.

# shellcheck disable=SC2034 # read by those who source this
if [[ -f $root/pom.xml ]]; then
  server_jar=$root/hqueue-ear/target/hqueue-server.jar
  sample_jar=$root/hqueue-ear/target/hqueue-sample.jar
  agent_jar=$root/hqueue-agent/target/hqueue-agent.jar
else
  server_jar=$root/hqueue-server.jar
  sample_jar=$root/hqueue-sample.jar
  agent_jar=$root/hqueue-agent.jar
fi
