# shellcheck shell=sh
# Sourced: fetches Debian packages of another processor without touching the
# host. A private apt state uses the host's own package sources and keys, but
# neither its package database nor its locks, so the host needs no foreign
# architecture; packages are unpacked, never installed: nothing of them runs.

# private_apt ARCH DIR: makes the state, downloads go to DIR/debs and stay.
private_apt() {
  arch=$1
  apt=$2/apt
  debs=$2/debs
  mkdir -p "$apt/state/lists/partial" "$debs/partial" \
    "$apt/etc/apt.conf.d" "$apt/etc/preferences.d" \
    "$apt/etc/sources.list.d" "$apt/etc/trusted.gpg.d"
  : >"$apt/status"
  cat >"$apt/apt.conf" <<EOT
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::archives "$debs";
Dir::Etc "$apt/etc";
Dir::Etc::trustedparts "/etc/apt/trusted.gpg.d";
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Install-Recommends "false";
Debug::NoLocking "true";
EOT
  [ "$(id -u)" = 0 ] && echo 'APT::Sandbox::User "root";' >>"$apt/apt.conf"
  copy_sources
  APT_CONFIG=$apt/apt.conf
  export APT_CONFIG
  update_lists
}

# The host's sources, in either format, asking for source packages as well.
copy_sources() {
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    sed 's/^Types:.*/Types: deb deb-src/' "$file" \
      >"$apt/etc/sources.list.d/$(basename "$file")"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -e "$file" ] || continue
    sed -n 's/^deb \(.*\)/deb \1\ndeb-src \1/p' "$file" \
      >"$apt/etc/sources.list.d/$(basename "$file" .list)-copied.list"
  done
}

# A mirror in the middle of an update answers wrongly, for an hour at times; its
# security part is the one that changes, and a build can do without.
update_lists() {
  for try in 1 2 3; do
    apt-get update -q && return 0
    [ "$try" = 3 ] || sleep 5
  done
  echo "trying $arch without the security updates" >&2
  for file in "$apt"/etc/sources.list.d/*; do
    case $file in
      *.sources) awk 'BEGIN { RS = ""; ORS = "\n\n" } !/-security/' "$file" ;;
      *) sed '/-security/d' "$file" ;;
    esac >"$apt/without"
    mv "$apt/without" "$file"
  done
  apt-get update -q || {
    echo "the package lists for $arch cannot be fetched" >&2
    return 1
  }
}

# unpack_packages ROOT PACKAGE...: these and what they need, into a folder.
unpack_packages() {
  root=$1
  shift
  apt-get install -qy --download-only "$@"
  rm -rf "$root"
  mkdir -p "$root"
  for deb in "$debs"/*.deb; do
    dpkg-deb -x "$deb" "$root"
  done
}
