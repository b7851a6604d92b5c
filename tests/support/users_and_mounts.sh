# Verbs for faults that root would not feel. What cannot be set up is skipped aloud.

# as_other_user COMMAND…: as a user whom permission bits bind: nobody if we are root, else ourselves.
as_other_user() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
    return
  fi
  command -v setpriv >/dev/null || skip "setpriv is not installed"
  setpriv --reuid=nobody --regid=nogroup --clear-groups -- test -x "$EXP_BIN" ||
    skip "the user nobody cannot read $EXP_BIN"
  setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"
}
# give_to_other_user PATH…: what as_other_user is to own.
give_to_other_user() { [ "$(id -u)" -ne 0 ] || chown -R nobody:nogroup "$@"; }

mount_() {  # WHERE mount-arguments…
  where_=$1; shift
  [ "$(id -u)" -eq 0 ] || skip "mounting needs root"
  mount "$@" "$where_" 2>"$ERR" || skip "cannot mount: $(cat "$ERR")"
  mounts_="$where_ $mounts_"
}
# tmpfs SIZE FOLDER: an empty file system of this size ("1m") on the folder.
tmpfs() {
  mkdir -p "$2"
  mount_ "$(cd "$2" && pwd -P)" -t tmpfs -o "size=$1,mode=1777" tmpfs
}
# read_only FOLDER: the folder as it is, on a read-only mount. writable_again FOLDER takes it back.
read_only() {
  read_only_=$(cd "$1" && pwd -P)
  mount_ "$read_only_" --bind "$read_only_"
  mount -o remount,ro,bind "$read_only_" || skip "cannot make a mount read-only"
}
writable_again() { mount -o remount,rw,bind "$(cd "$1" && pwd -P)"; }
