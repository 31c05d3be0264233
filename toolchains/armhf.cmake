# 32-bit ARM speakers (ARMv7 with hardware floating point): Debian's cross
# compiler on a sysroot of toolchains/sysroot.sh (build/sysroot/armhf, or
# SOUNDCHECK_SYSROOT).
set(soundcheck_arch armhf)
set(soundcheck_triplet arm-linux-gnueabihf)
set(CMAKE_SYSTEM_PROCESSOR arm)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
