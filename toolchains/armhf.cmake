# 32-bit ARM speakers (ARMv7 with hardware floating point): Debian's cross
# compiler on a sysroot of toolchains/sysroot.sh (build/sysroot/armhf, or
# SOUNDCHECK_SYSROOT).
set(soundcheck_arch armhf)
set(soundcheck_triplet arm-linux-gnueabihf)
set(CMAKE_SYSTEM_PROCESSOR arm)
# Clocks go beyond 2038 and files beyond 2 GB. Debian's libraries are built
# without, so no time_t, timeval or off_t may pass between them and us: do not
# call, for instance, curl_getdate() or ares_timeout(). And nothing is linked
# that an older GCC than Debian's has compiled.
set(soundcheck_flags "-D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 -Wno-psabi")
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
