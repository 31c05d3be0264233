#!/bin/sh
# Builds soundcheck for the processor of a speaker, lays out in
# build/ARCH/image what belongs into its firmware and in build/ARCH/sdk what
# other programs for it are built with, builds the examples in C with the latter,
# says what the former weighs, and runs the unit tests in an emulator.
#
# usage: toolchains/cross.sh arm64|armhf [--no-tests]
#
# --no-tests builds only what the virtual board runs.
#
# `./dev cross` installs what this needs.
set -eu

cd "$(dirname "$0")/.."
usage="cross: [arm64|armhf] [--no-tests]"
arch=${1:?$usage}
tests=yes
case "$arch ${2:-}" in
  "arm64 " | "armhf ") ;;
  "arm64 --no-tests" | "armhf --no-tests") tests= ;;
  *)
    echo "$usage, not: $*" >&2
    exit 64
    ;;
esac

case $arch in
  arm64) triplet=aarch64-linux-gnu ;;
  armhf) triplet=arm-linux-gnueabihf ;;
esac
build=build/$arch
sysroot=build/sysroot/$arch
toolchains/sysroot.sh "$arch" "$sysroot" >&2
# The files of a package are as old as the package: a new sysroot looks old.
if [ -z "$(find "$build/build.ninja" -newer "$sysroot/complete" 2>/dev/null)" ]
then
  rm -rf "$build"
  cmake --preset "$arch" >&2
fi
if [ "$tests" ]; then
  cmake --build --preset "$arch" >&2
else
  # The last is the cable between loudspeaker and microphones of the board.
  cmake --build --preset "$arch" --target \
    soundcheckd soundcheck soundcheck_completions knowledge \
    soundcheck_sdk soundcheck_sdk_static soundcheck-cable >&2
fi

# Headers, archive and packages are for the machine that builds programs.
rm -rf "$build/image" "$build/sdk" "$build/examples"
for part in image/Unspecified image/library sdk/library sdk/sdk; do
  DESTDIR=$PWD/$build/${part%/*} cmake --install "$build" --strip \
    --component "${part#*/}" >&2
done

# As others build their programs: what the packages lack is missed here.
package=$(find "$PWD/$build/sdk" -name soundcheck.pc)
flags=$(PKG_CONFIG_LIBDIR=${package%/*} pkg-config --cflags --libs soundcheck)
mkdir "$build/examples"
for source in agent/sdk/examples/*.c; do
  # shellcheck disable=SC2086
  "$triplet-gcc" --sysroot="$PWD/$sysroot/root" -Os -s -Wall -Wextra -Werror \
    -o "$build/examples/$(basename "$source" .c)" "$source" $flags
done

# Whoever only wants it to run, as the virtual board does, is told and goes on.
/usr/bin/python3 toolchains/image_size.py "$build/image" "$sysroot/root" ||
  [ -z "$tests" ]

if [ "$tests" ]; then ctest --preset "$arch" --parallel "$(nproc)"; fi
