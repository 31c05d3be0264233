# 64-bit ARM speakers: Debian's cross compiler on a sysroot of
# toolchains/sysroot.sh (build/sysroot/arm64, or SOUNDCHECK_SYSROOT).
set(soundcheck_arch arm64)
set(soundcheck_triplet aarch64-linux-gnu)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
