#!/bin/sh
# Makes what the virtual board boots: kernel, device tree, a FAT partition for
# U-Boot, the root file system of a slot and an empty data partition. Needs no
# root rights: packages are unpacked, never installed, and images are written
# by tools that know the file systems.
#
# usage: toolchains/virtual-board/image.sh arm64|armhf BUILD OUT
#
# BUILD is where `./dev cross` built soundcheck, soundcheck-cable and the examples
# of libsoundcheck.
# OUT gets root.sqfs, sounds.img, updates.sqfs, boot.img, data.img, speaker.dtb and
# u-boot.bin. Packages are fetched once; a second run takes seconds.
set -eu

processor=${1:?arm64 or armhf}
build=$(cd "${2:?the folder of the cross build}" && pwd)
mkdir -p "${3:?a folder}"
out=$(cd "$3" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=toolchains/private-apt.sh
. "$here/../private-apt.sh"

case $processor in
  arm64) triplet=aarch64-linux-gnu ;;
  armhf) triplet=arm-linux-gnueabihf ;;
  *)
    echo "image: unknown processor $processor; arm64 or armhf" >&2
    exit 64
    ;;
esac

# The home (hostapd, dnsmasq, nftables, the router's tools) lives in the same
# root file system as the speaker, in a network namespace of its own.
root_packages="dash busybox-static kmod iproute2 iw wpasupplicant hostapd
  dnsmasq-base nftables wireless-regdb alsa-utils ca-certificates e2fsprogs
  libubootenv-tool libssl3 libsqlite3-0 libcurl4 libasound2 dmsetup
  dbus-daemon dbus-system-bus-common libsystemd0
  libglib2.0-0 libjson-glib-1.0-0 libfdisk1 libcurl3-gnutls libcap2 libseccomp2"
# What the last two lines are for, without the systemd, the perl and the rest
# that these depend on: the updater, and the time of the home and the speaker.
alone_packages="rauc rauc-service chrony"

# Everything else that a speaker needs is built into Debian's kernel.
root_modules="virtio_net virtio_rng virtio_console ext4
  mac80211_hwsim ccm cmac ctr snd-aloop ramoops i6300esb leds-gpio gpio_keys
  evdev af_packet nf_tables nft_masq nft_chain_nat nft_nat nft_redir nft_ct
  nft_reject_inet sch_netem sch_prio cls_u32 macvlan veth loop dm_mod dm_verity"
initramfs_modules="virtio_pci virtio_blk squashfs overlay"

# fetch STAMP FUNCTION: runs it unless it ran with this very recipe before.
fetch() {
  recipe=$(cat "$0" "$here/../private-apt.sh" | cksum)
  if [ "$(cat "$out/$1.complete" 2>/dev/null)" = "$recipe" ]; then return; fi
  "$2"
  echo "$recipe" >"$out/$1.complete"
}

# The arm64 kernel runs the armhf programs, too; Debian's armhf kernel has no
# pstore and is slower to boot.
fetch_kernel() {
  private_apt arm64 "$out/kernel"
  kernel_package=$(apt-cache depends linux-image-arm64 |
    sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
  rm -rf "$out/kernel/root"
  mkdir -p "$out/kernel/root"
  (cd "$out/kernel/debs" && apt-get download -q "$kernel_package")
  dpkg-deb -x "$out/kernel/debs/${kernel_package}"_*.deb "$out/kernel/root"
  version=${kernel_package#linux-image-}
  # Debian's package leaves this to its installation.
  depmod -b "$out/kernel/root" "$version"
}

fetch_root() {
  private_apt "$processor" "$out/packages"
  # shellcheck disable=SC2086
  (cd "$out/packages/debs" && apt-get download -q $alone_packages)
  # shellcheck disable=SC2086
  unpack_packages "$out/packages/root" $root_packages
}

# modules_of ROOT MODULE...: copies them, and what they need, into a root.
copy_modules() {
  to=$1
  shift
  for module in "$@"; do
    modprobe -d "$out/kernel/root" -S "$version" --show-depends "$module"
  done | sed -n 's/^insmod \([^ ]*\).*/\1/p' | awk '!seen[$0]++' |
    while read -r file; do
      rel=${file#"$out/kernel/root"}
      rel=${rel#/}
      mkdir -p "$to/$(dirname "$rel")"
      cp "$out/kernel/root/$rel" "$to/$rel"
      echo "/$rel"
    done
}

# What a speaker has no use for: it would treble the image. No service is
# started by the D-Bus; init starts them.
copy_packages() {
  (cd "$out/packages/root" && tar -c \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' \
    --exclude='./usr/share/locale' --exclude='./usr/share/perl*' \
    --exclude='./usr/lib/*/perl*' --exclude='./usr/lib/*/libperl*' \
    --exclude='./usr/bin/perl*' --exclude='./usr/lib/*/gconv' \
    --exclude='./usr/share/zoneinfo' --exclude='./usr/share/sounds' \
    --exclude='./usr/share/bash-completion' --exclude='./var/lib/dpkg' \
    --exclude='./usr/lib/*/dri' --exclude='./usr/lib/systemd' \
    --exclude='./lib/systemd' --exclude='./usr/lib/*/*.a' \
    --exclude='./usr/share/dbus-1/system-services' \
    --exclude='./usr/include' .) | tar -x -C "$root"
}

# What the speaker chimes with, guarded by dm-verity: a file system, the tree of
# its hashes behind it, and, in the slot, the root of that tree. The salt is
# fixed, so that the same sounds are the same image.
make_sounds() {
  rm -f "$out/sounds.img"
  mksquashfs "$out/packages/root/usr/share/sounds" "$out/sounds.img" \
    -noappend -comp zstd -all-root -quiet -no-progress
  truncate -s %4096 "$out/sounds.img"
  size=$(stat -c %s "$out/sounds.img")
  salt=$(printf %064d 0)
  blocks=$((size / 4096))
  hash=$(veritysetup format --no-superblock --salt "$salt" \
    --hash-offset "$size" --data-blocks "$blocks" \
    "$out/sounds.img" "$out/sounds.img" |
    sed -n 's/^Root hash:[[:space:]]*//p')
  mkdir -p "$root/etc/board" "$root/usr/share/sounds"
  echo "0 $((size / 512)) verity 1 DISK DISK 4096 4096 $blocks $blocks" \
    "sha256 $hash $salt" >"$root/etc/board/sounds.verity"
}

# Debian's busybox can do all of this, but the packages' own tools win.
link_applets() {
  tr ' ' '\n' <"$here/applets" | while read -r applet; do
    for dir in bin sbin usr/bin usr/sbin; do
      [ ! -e "$root/$dir/$applet" ] || continue 2
    done
    ln -s /bin/busybox "$root/bin/$applet"
  done
  # Not busybox's shell: it prefers its own applets to the tools on PATH, so
  # that `ip netns` is suddenly unknown.
  ln -sf dash "$root/bin/sh"
}

make_root() {
  root=$out/root
  rm -rf "$root"
  mkdir -p "$root"
  copy_packages
  (cd "$root" && mkdir -p bin sbin dev proc sys run tmp data factory updates root \
    newroot etc var/lock var/log var/lib usr/sbin usr/bin)
  link_applets
  # shellcheck disable=SC2086
  copy_modules "$root" $root_modules >/dev/null
  cp "$out/kernel/root/lib/modules/$version"/modules.order \
    "$out/kernel/root/lib/modules/$version"/modules.builtin* \
    "$root/lib/modules/$version/"
  depmod -b "$root" "$version"
  ln -sf regulatory.db-debian "$root/lib/firmware/regulatory.db"
  ln -sf regulatory.db.p7s-debian "$root/lib/firmware/regulatory.db.p7s"
  cp -R "$build/image"/. "$root/"
  DESTDIR=$root cmake --install "$build" --component board --strip >/dev/null
  cp -R "$here/guest"/. "$root/"
  # To be tried, as the cable; no firmware has them.
  cp -R "$build/examples" "$root/usr/lib/board/"
  cp "$out/update-keys/ca.pem" "$root/etc/rauc/keyring.pem"
  ln -sf /run/resolv.conf "$root/etc/resolv.conf"
  ln -sfn /run "$root/var/run"
  "$triplet-gcc" -Os -Wall -Wextra -Werror -static -s \
    -o "$root/usr/lib/board/fresh-random" "$here/fresh-random.c"
  make_sounds
  mksquashfs "$root" "$out/root.sqfs" -noappend -comp zstd \
    -Xcompression-level 6 -all-root -quiet -no-progress
}

# Only finds the slot and mounts it.
make_initramfs() {
  ird=$out/initramfs
  rm -rf "$ird"
  mkdir -p "$ird/bin" "$ird/dev" "$ird/proc" "$ird/sys" "$ird/slot" \
    "$ird/changes" "$ird/newroot"
  cp "$out/root/bin/busybox" "$ird/bin/"
  cp "$here/initramfs/init" "$ird/init"
  # shellcheck disable=SC2086
  copy_modules "$ird" $initramfs_modules >"$ird/modules"
  (cd "$ird" && find . | cpio -o -H newc --quiet -R 0:0 | gzip -6) \
    >"$out/initramfs.gz"
}

# U-Boot starts from the first bootable FAT partition of the first disk. Before
# it lie the two copies of the environment; guest/etc/fw_env.config says where.
make_boot() {
  fat=$out/boot.fat
  rm -f "$fat"
  truncate -s 63M "$fat"
  mformat -i "$fat" -F -v BOOT ::
  mkimage -A arm64 -T script -C none -n soundcheck \
    -d "$here/boot/boot.cmd" "$out/boot.scr" >/dev/null
  mcopy -i "$fat" "$out/boot.scr" "$out/initramfs.gz" ::
  mcopy -i "$fat" "$out/kernel/root/boot/vmlinuz-$version" ::Image
  truncate -s 64M "$out/boot.img"
  printf '2048,129024,c,*\n' | sfdisk -q "$out/boot.img"
  dd if="$fat" of="$out/boot.img" bs=1M seek=1 conv=notrunc status=none
  mkenvimage -r -p 0 -s 0x1000 -o "$out/environment.bin" \
    "$here/boot/environment.txt"
  for sector in 128 256; do
    dd if="$out/environment.bin" of="$out/boot.img" seek=$sector conv=notrunc \
      status=none
  done
}

# As speakers have it: better read-only than more damage. With what RAUC would
# have recorded of the slots when it installed them.
make_data() {
  rm -rf "$out/data" "$out/data.img"
  mkdir -p "$out/data/rauc"
  hash=$(sha256sum "$out/root.sqfs" | cut -d ' ' -f 1)
  for number in 0 1; do
    printf '[slot.rootfs.%s]\nstatus=ok\nsha256=%s\nsize=%s\n' "$number" \
      "$hash" "$(stat -c %s "$out/root.sqfs")"
    printf 'installed.timestamp=2026-09-0%s09:00:00Z\n' "$((number + 1))T"
  done >"$out/data/rauc/central.raucs"
  truncate -s 32M "$out/data.img"
  mke2fs -q -t ext4 -L data -e remount-ro -d "$out/data" "$out/data.img"
}

# The machine's own device tree, with what makes it a speaker. QEMU puts the
# same seeds into every copy of a saved tree; the guest takes its own from the
# virtio random device.
make_device_tree() {
  qemu-system-aarch64 -M "virt,acpi=off,dumpdtb=$out/virt.dtb" -cpu cortex-a53 \
    -smp 1 -m 256 -nodefaults -nographic
  for seed in rng-seed kaslr-seed; do
    fdtput -d "$out/virt.dtb" /chosen "$seed" 2>/dev/null || :
  done
  gpio=$(fdtget -t x "$out/virt.dtb" /pl061@9030000 phandle)
  sed "s/@GPIO@/0x$gpio/" "$here/boot/speaker.dtso" |
    dtc -q -@ -I dts -O dtb -o "$out/speaker.dtbo"
  fdtoverlay -i "$out/virt.dtb" -o "$out/speaker.dtb" "$out/speaker.dtbo"
}

fetch kernel fetch_kernel
version=$(ls "$out/kernel/root/lib/modules")
fetch packages fetch_root
"$here/updates.sh" keys "$out/update-keys"
make_root
"$here/updates.sh" bundles "$out/update-keys" "$out/root.sqfs" \
  "$out/updates.sqfs"
make_initramfs
make_boot
make_data
make_device_tree
cp /usr/lib/u-boot/qemu_arm64/u-boot.bin "$out/u-boot.bin"
