# Boots the first slot of BOOT_ORDER that has attempts left, after it has taken
# one away; a slot that came up gets them all back
# (guest/usr/lib/board/slot-good). This is RAUC's convention for U-Boot.
#
# The environment lies before the first partition of this disk, because Debian's
# kernel has no driver for the flash in which this U-Boot would keep it. Its
# layout is that of U-Boot's redundant one, for which this U-Boot is not built:
# two copies of 0x1000 bytes, each with a CRC, a flag and the variables. The
# newer one has the flag of the other plus one; the older one is written.
setenv variables BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
setenv scratch ${kernel_addr_r}
setexpr copy1 ${scratch} + 1000
setexpr copy2 ${scratch} + 3000
virtio dev 0
virtio read ${copy1} 80 8
virtio read ${copy2} 100 8
setexpr at ${copy1} + 4
setexpr.b flag1 *${at}
setexpr at ${copy2} + 4
setexpr.b flag2 *${at}

# With the CRC moved over the flag, a copy is an environment without one.
setenv import 'cp.b ${copy} ${scratch} 4; setexpr at ${copy} + 1; cp.b ${scratch} ${at} 4; env import -c ${at} fff ${variables}'
setenv import1 'setenv copy ${copy1}; if run import; then setenv newest 1; fi'
setenv import2 'setenv copy ${copy2}; if run import; then setenv newest 2; fi'
setexpr ahead ${flag2} - ${flag1}
setexpr ahead ${ahead} \& ff
setenv newest
if test "${ahead}" = 1; then run import1; run import2; else run import2; run import1; fi

setenv save 'setexpr flag ${flag} + 1; setexpr at ${copy} + 1; env export -c -s fff ${at} ${variables}; cp.b ${at} ${copy} 4; setexpr at ${copy} + 4; mw.b ${at} ${flag}; virtio write ${copy} ${block} 8'
if test "${newest}" = 1; then
  setenv copy ${copy2}; setenv block 100; setenv flag ${flag1}
else
  setenv copy ${copy1}; setenv block 80; setenv flag ${flag2}
fi

test -n "${BOOT_ORDER}" || setenv BOOT_ORDER A B
test -n "${BOOT_A_LEFT}" || setenv BOOT_A_LEFT 3
test -n "${BOOT_B_LEFT}" || setenv BOOT_B_LEFT 3
setenv slot
for name in ${BOOT_ORDER}; do
  if test -z "${slot}" && test "${name}" = A && test 0x${BOOT_A_LEFT} -gt 0; then
    setenv slot A
    setexpr BOOT_A_LEFT ${BOOT_A_LEFT} - 1
  fi
  if test -z "${slot}" && test "${name}" = B && test 0x${BOOT_B_LEFT} -gt 0; then
    setenv slot B
    setexpr BOOT_B_LEFT ${BOOT_B_LEFT} - 1
  fi
done
if test -z "${slot}"; then
  echo "no slot has attempts left, so all get new ones"
  setenv BOOT_A_LEFT 3
  setenv BOOT_B_LEFT 3
  run save
  reset
fi
run save

setenv bootargs console=ttyAMA0 quiet panic=1 cma=0 rauc.slot=${slot} ${board_args}
load virtio 0:1 ${kernel_addr_r} Image
load virtio 0:1 ${ramdisk_addr_r} initramfs.gz
booti ${kernel_addr_r} ${ramdisk_addr_r}:${filesize} ${fdtcontroladdr}
reset
