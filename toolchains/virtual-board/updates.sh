#!/bin/sh
# Makes updates for the virtual board, as its maker would: RAUC's bundles, and
# the disk on which they reach it.
#
# usage: toolchains/virtual-board/updates.sh keys KEYS
#        toolchains/virtual-board/updates.sh bundles KEYS ROOT OUT
#
# KEYS gets what signs, and ca.pem, which a board trusts. ROOT is what the slots
# hold, OUT the disk. On it lie
#   sound.raucb   ROOT once more
#   dead.raucb    a file system without a system: no start gets beyond it
#   broken.raucb  rotten in the middle: it is well signed, but cannot be read
#                 to its end
set -eu

make_keys() {
  rm -rf "$keys"
  mkdir -p "$keys"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -days 36500 -subj "/CN=updates of the virtual speaker" \
    -keyout "$keys/key.pem" -out "$keys/ca.pem" 2>/dev/null
}

# bundle NAME IMAGE
bundle() {
  mkdir "$work/$1"
  ln "$2" "$work/$1/root.squashfs" 2>/dev/null ||
    cp "$2" "$work/$1/root.squashfs"
  cat >"$work/$1/manifest.raucm" <<END
[update]
compatible=virtual speaker
version=$1
[bundle]
format=verity
[image.rootfs]
filename=root.squashfs
END
  rauc bundle --cert="$keys/ca.pem" --key="$keys/key.pem" \
    --keyring="$keys/ca.pem" "$work/$1" "$work/disk/$1.raucb" >/dev/null
}

make_bundles() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/disk" "$work/nothing"
  bundle sound "$root"
  # A bundle has to have more than a block.
  head -c 16K /dev/urandom >"$work/nothing/noise"
  mksquashfs "$work/nothing" "$work/dead.img" -quiet -no-progress
  bundle dead "$work/dead.img"
  head -c 2M /dev/urandom >"$work/noise.img"
  bundle broken "$work/noise.img"
  printf 'rotten' | dd of="$work/disk/broken.raucb" bs=1 seek=1M \
    conv=notrunc status=none
  # Nothing in it becomes smaller.
  mksquashfs "$work/disk" "$out" -noappend -noI -noD -noF -noX -all-root \
    -quiet -no-progress
}

verb=${1:?keys or bundles}
keys=${2:?a folder}
case $verb in
  keys) make_keys ;;
  bundles)
    root=${3:?the file system of a slot}
    out=${4:?a file}
    make_bundles
    ;;
  *)
    echo "updates: $verb is neither keys nor bundles" >&2
    exit 64
    ;;
esac
