#!/bin/sh
# Makes a sysroot of Debian's own development packages for another processor.
#
# usage: toolchains/sysroot.sh arm64|armhf DIR
#
# Leaves DIR/root (the sysroot) and DIR/src (sources of what Debian has no
# small static library of). A second run with the same recipe does nothing.
set -eu

processor=${1:?arm64 or armhf}
dir=${2:?a folder}
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=toolchains/private-apt.sh
. "$here/private-apt.sh"

case $processor in
  arm64 | armhf) ;;
  *)
    echo "sysroot: unknown processor $processor; arm64 or armhf" >&2
    exit 64
    ;;
esac

packages="libc6-dev libstdc++-12-dev linux-libc-dev
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev
  libssl-dev libsqlite3-dev libprotobuf-dev zlib1g-dev
  libpaho-mqtt-dev libcurl4-openssl-dev libc-ares-dev libmnl-dev libzstd-dev
  libasound2-dev libsystemd-dev libkissfft-dev libtomlplusplus-dev libcli11-dev
  catch2"

mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
stamp=$dir/complete
recipe=$(cat "$0" "$here/private-apt.sh" | cksum)
if [ "$(cat "$stamp" 2>/dev/null)" = "$recipe" ]; then exit 0; fi

private_apt "$processor" "$dir"
# shellcheck disable=SC2086
unpack_packages "$dir/root" $packages

# Links that point out of the sysroot would reach the host's libraries.
find "$dir/root" -type l -lname '/*' | while read -r link; do
  ln -sfr "$dir/root$(readlink "$link")" "$link"
done

# Debian has no static Paho C++ and kissfft, and static c-ares and protobuf-lite of
# which the linker takes much that nobody calls; the source packages give all (see
# static.cmake).
rm -rf "$dir/src"
mkdir -p "$dir/src"
cd "$dir/src"
apt-get source -q paho.mqtt.cpp c-ares protobuf kissfft
mv paho.mqtt.cpp-*/ paho.mqtt.cpp
mv c-ares-*/ c-ares
mv protobuf-*/ protobuf
mv kissfft-*/ kissfft

echo "$recipe" >"$stamp"
