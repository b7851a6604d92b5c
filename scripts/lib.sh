# Shared by the scripts of this folder; they stand in the top folder of the source when they read it.

say() { printf '%s\n' "$*" >&2; }
die() { say "$0: $*"; exit 1; }

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Packages of the groups given that scripts/packages lists and that are not installed.
missing_packages() {
  for group in "$@"; do
    while read -r for_what package _; do
      [ "$for_what" = "$group" ] || continue
      found=
      for alternative in $(echo "$package" | tr '|' ' '); do
        if installed "$alternative"; then found=yes; break; fi
      done
      [ -n "$found" ] || echo "${package%%|*}"
    done <scripts/packages
  done
}

# install_packages GROUP…: installs what is missing with apt, as root or by sudo, and says so. On another system it
# shows the list and ends; EXP_INSTALL=no takes it that everything is there in some other way.
install_packages() {
  [ "${EXP_INSTALL:-}" != no ] || return 0
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "This is not a Debian system: please install what these Debian packages stand for,"
    say "then call this script again with EXP_INSTALL=no in the environment."
    say ""
    for group in "$@"; do grep "^$group " scripts/packages | cut -c7- >&2; done
    exit 1
  fi
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "missing packages; as root, call: apt-get install $missing"
    as_root=sudo
  fi
  say "Installing: $missing"
  export DEBIAN_FRONTEND="${DEBIAN_FRONTEND:-noninteractive}"
  # The package lists may be absent, or too old: only then are they fetched.
  # shellcheck disable=SC2086
  apt_install $missing || {
    say "Fetching the package lists, then once more"
    apt update && apt_install $missing
  } || die "these packages could not be installed: $missing"
}
apt() {
  $as_root env DEBIAN_FRONTEND="$DEBIAN_FRONTEND" apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null >&2
}
apt_install() { apt install -y --no-install-recommends "$@"; }

jobs() { nproc 2>/dev/null || echo 2; }
