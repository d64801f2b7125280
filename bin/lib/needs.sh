# shellcheck shell=bash
# What bin/farm and bin/verify need of the machine, and how they get it on Debian and Ubuntu.
# Sourced, not run.

missing_packages=()

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# need PROGRAM PACKAGE: notes the package if the program is not there.
need() {
  command -v "$1" >/dev/null 2>&1 || missing_packages+=("$2")
}

# The feature number of a java program's version, e.g. 17; 0 if it cannot be told.
java_version() {
  local text
  text=$("$1" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p;' | head -n 1) || true
  echo "${text:-0}"
}

# find_java jre|jdk: sets java_home to a Java 17 or newer, for jdk one with a compiler, or to nothing if
# there is none. Fails if JAVA_HOME names another kind, or if all that is there is too old.
find_java() {
  local kind=$1 candidate program newest=0 version
  local program_name=java
  [[ $kind == jdk ]] && program_name=javac
  java_home=
  local -a candidates=()
  if [[ -n ${JAVA_HOME:-} ]]; then
    candidates+=("$JAVA_HOME")
  else
    if program=$(command -v "$program_name"); then
      candidates+=("$(dirname "$(dirname "$(readlink -f "$program")")")")
    fi
    candidates+=(/usr/lib/jvm/*)
  fi
  for candidate in "${candidates[@]}"; do
    [[ -x $candidate/bin/java ]] || continue
    version=$(java_version "$candidate/bin/java")
    ((version > newest)) && newest=$version
    if ((version >= 17)) && [[ -x $candidate/bin/$program_name ]]; then
      java_home=$candidate
      return 0
    fi
  done
  if [[ -n ${JAVA_HOME:-} ]]; then
    fail "JAVA_HOME=$JAVA_HOME is not a $([[ $kind == jdk ]] && echo JDK || echo Java) of version 17 or newer"
  fi
  if ((newest > 0 && newest < 17)); then
    fail "the Java here is too old ($newest): install version 17 or newer, e.g. openjdk-17-jdk-headless"
  fi
  return 0
}

# The JDK's package: version 17 where the distribution has it, otherwise its default.
jdk_package() {
  if [[ $(apt-cache policy openjdk-17-jdk-headless 2>/dev/null) == *"Candidate: 17"* ]]; then
    echo openjdk-17-jdk-headless
  else
    echo default-jdk-headless
  fi
}

# Installs what need() noted ("jdk" stands for the JDK's package), or says what to install and ends.
install_missing() {
  ((${#missing_packages[@]} > 0)) || return 0
  local -a as_root=() packages=()
  local package
  command -v apt-get >/dev/null 2>&1 ||
    fail "missing: ${missing_packages[*]} (names of Debian's packages; jdk: a JDK 17); install them and run this again"
  if [[ $(id -u) != 0 ]]; then
    sudo -n true >/dev/null 2>&1 ||
      fail "missing packages; run: sudo apt-get install ${missing_packages[*]/#jdk/$(jdk_package)}"
    as_root=(sudo -n)
  fi
  "${as_root[@]}" apt-get update -qq >&2 || fail "apt-get update failed"
  for package in "${missing_packages[@]}"; do
    packages+=("${package/#jdk/$(jdk_package)}")
  done
  say "installing ${packages[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2 ||
    fail "could not install ${packages[*]}"
  missing_packages=()
}

# Finds JDK and Maven, installs what is missing, and makes both use the same Java.
need_build_tools() {
  find_java jdk
  [[ -n $java_home ]] || missing_packages+=(jdk)
  need mvn maven
  install_missing
  find_java jdk
  [[ -n $java_home ]] || fail "no JDK 17 or newer found"
  export JAVA_HOME=$java_home
}
