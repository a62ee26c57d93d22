# shellcheck shell=bash
# Helpers for ./dev and install.sh: the pins file, Debian packages, and which Python, Go and Node to use.
# Sourced, never run. Expects bash with `set -euo pipefail`.

tools_src="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
conformance="$(dirname "$tools_src")"
# Where tools are installed. Set it to share one installation between clones.
export WRIT_TOOLS="${WRIT_TOOLS:-$(cd "$conformance/../.." && pwd)/.tools}"

# The system knows the certificate authorities of a company's network, the package managers do not.
certificates=/etc/ssl/certs/ca-certificates.crt
if [[ -e $certificates ]]; then
  export UV_SYSTEM_CERTS=true PIP_CERT="${PIP_CERT:-$certificates}"
  export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$certificates}"
fi

say() { printf '%s\n' "$*" >&2; }
die() { say "dev: $*"; exit 1; }

# pins SECTION: the lines of one section of the pins file, without comments.
pins() {
  awk -v section="[$1]" '
    $0 == section { inside = found = 1; next }
    /^\[/ { inside = 0 }
    inside && NF && $1 !~ /^#/
    END { exit !found }' "$tools_src/pins" || die "no section [$1] in $tools_src/pins"
}

# need_debian GROUP...: installs what is missing of the groups [debian GROUP], or says how to and stops.
need_debian() {
  local group package missing=()
  for group in "$@"; do
    while read -r package; do
      [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done < <(pins "debian $group")
  done
  ((${#missing[@]})) || return 0
  local as_root=()
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || die "missing packages; run: sudo apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  say "dev: installing ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get -q update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    die "apt-get failed; the whole output is in $log"
  fi
  rm -f "$log"
}

# at_least WANTED FOUND: whether the version FOUND is WANTED or newer.
at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

# python311: the path of a Python 3.11 itself, past shims that depend on the current folder.
python311() {
  local candidate
  for candidate in /usr/bin/python3.11 python3.11 python3; do
    "$candidate" -c 'import sys
if sys.version_info[:2] != (3, 11): sys.exit(1)
print(sys._base_executable)' 2>/dev/null && return
  done
  die "Python 3.11 is needed and was not found"
}
