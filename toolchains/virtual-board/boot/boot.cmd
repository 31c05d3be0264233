# Boots the chosen slot, or the other one when its tries are used up. A slot
# that came up sets its own tries back to 3 (guest/usr/lib/board/slot-good).
# The state lies on this partition, because Debian's kernel has no driver for
# the flash in which U-Boot would keep it.
load virtio 0:1 ${scriptaddr} slot.env
env import -t ${scriptaddr} ${filesize} slot tries_a tries_b
if test "${tries_a}" -lt 1 && test "${tries_b}" -lt 1; then
  setenv tries_a 3
  setenv tries_b 3
fi
if test "${slot}" = a && test "${tries_a}" -lt 1; then setenv slot b; fi
if test "${slot}" = b && test "${tries_b}" -lt 1; then setenv slot a; fi
if test "${slot}" = a; then
  setexpr tries_a ${tries_a} - 1
else
  setexpr tries_b ${tries_b} - 1
fi
env export -t ${scriptaddr} slot tries_a tries_b
fatwrite virtio 0:1 ${scriptaddr} slot.env ${filesize}
setenv bootargs console=ttyAMA0 quiet panic=1 cma=0 rauc.slot=${slot} ${board_args}
load virtio 0:1 ${kernel_addr_r} Image
load virtio 0:1 ${ramdisk_addr_r} initramfs.gz
booti ${kernel_addr_r} ${ramdisk_addr_r}:${filesize} ${fdtcontroladdr}
reset
