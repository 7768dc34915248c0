# Sourced by kdiag, verify and .ci/run: sets JAVA_HOME to a JDK 25 or newer, from JAVA_HOME itself or from /usr/lib/jvm, or ends
# with one line that says what to install. Starts no process: kdiag's start counts in milliseconds.

_is_jdk25() { # directory
  local line version
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line == JAVA_VERSION=* ]]; then
      version=${line#*=}
      version=${version//\"/}
      version=${version%%.*}
      [[ ${version%%[^0-9]*} -ge 25 ]]
      return
    fi
  done <"$1/release"
  return 1
}

_find_jdk25() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [[ -n $candidate ]] && _is_jdk25 "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  echo "${0##*/}: no JDK 25 in JAVA_HOME or under /usr/lib/jvm; install one (Debian: openjdk-25-jdk, or a Temurin 25)" >&2
  exit 1
}

_find_jdk25
